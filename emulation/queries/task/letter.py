"""What the system's administrators have to see to: letters that did not arrive."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from emulation.queries import letter as letters
from emulation.queries.board import Board
from emulation.queries.task.values import Task


def tasks(board: Board) -> Iterator[Task]:
    """One line for all of them; one query for administrators without years of their own, none for anybody else."""
    count = _count(board)
    if count:
        what = _("Letters that did not arrive: {count}").format(count=count)
        yield Task("letters", what, reverse("letters"), _("See the letters"))


def _count(board: Board) -> int:
    if board.years:
        return board.years[0].season.letters  # type: ignore[attr-defined]  # by boards.of()
    return letters.of(board.person).count() if board.person.is_superuser else 0
