"""What every grid of the browser is told: its sentences, the words for yes and no, and how choices may be written."""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from clusters.scoring import wording

WORDS = {
    "row": gettext_noop("Row {row}"),
    "added": gettext_noop("Row {row} added"),
    "removed": gettext_noop("Rows removed: {count}"),
    "moved": gettext_noop("Moved: now {row}"),
    "stuck": gettext_noop("{row} cannot go further that way"),
    "copied": gettext_noop("Rows copied: {count}"),
    "pasted": gettext_noop("Rows pasted: {count}"),
    "renumbered": gettext_noop("Rows with a new code: {count}"),
    "selected": gettext_noop("Rows selected: {count}"),
    "undone": gettext_noop("Undone"),
    "redone": gettext_noop("Done again"),
    "nothing": gettext_noop("Nothing to undo"),
    "restored": gettext_noop("The unsaved text is back"),
    "sound": gettext_noop("Nothing is left to be mended"),
    "open": gettext_noop("To be mended: {count}"),
    "line": gettext_noop("Row {row}, {code}"),
    "unchecked": gettext_noop("Not checked: the server cannot be reached. What you typed is kept."),
    "empty": gettext_noop("No rows were copied before"),
}


def shared() -> dict[str, Any]:
    """What holds for all grids of a page."""
    return {
        "yes": {"label": _("yes"), "yes": sorted(wording.YES), "no": sorted(wording.NO)},
        "words": {name: _(words) for name, words in WORDS.items()},
    }


class Checked(Protocol):
    """A preview: what cannot be read, and what contradicts itself."""

    unread: list[Any]
    open: list[Any]


def state(preview: Checked) -> str:
    """What saving and publishing would say now."""
    if preview.unread:
        return _("To be mended before it can be saved")
    return _("To be mended before it can be published") if preview.open else _("Nothing is left to be mended")


def choices(pairs: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """Each label with every way to write it, folded as `wording.fold` does."""
    return [{"label": _(label), "names": sorted({wording.fold(code), *names(label)})} for code, label in pairs]


def names(label: str) -> Iterator[str]:
    """The label in each language, folded."""
    for language in wording.LANGUAGES:
        with override(language):
            yield wording.fold(_(label))
