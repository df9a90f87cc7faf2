"""The two sheets of units and posts, and what stands on them: the same for those who write and who read them."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from django.utils.translation import gettext, gettext_noop

from clusters.enums import IntakeSheet, OrganisationKind, Role
from clusters.scoring import wording


class IntakeColumn(NamedTuple):
    """`others` are names that people give it themselves, folded; `most` bounds a text."""

    key: str
    label: str
    most: int = 250
    needed: bool = True
    others: tuple[str, ...] = ()


UNIT_COLUMNS = (
    IntakeColumn("name", gettext_noop("Name of the body"), others=("ten don vi", "ten", "don vi", "name", "unit")),
    IntakeColumn("kind", gettext_noop("Kind"), others=("loai hinh", "loai don vi")),
    IntakeColumn("parent", gettext_noop("Superior body"), needed=False, others=("don vi cap tren", "truc thuoc")),
    IntakeColumn("province", gettext_noop("Province"), 60, needed=False, others=("tinh", "tinh/thanh pho")),
    IntakeColumn("valid_from", gettext_noop("Exists from"), others=("ngay thanh lap", "tu ngay", "valid from", "from")),
)
POST_COLUMNS = (
    IntakeColumn("person", gettext_noop("Full name"), 150, others=("ho ten", "name", "person")),
    IntakeColumn(
        "email", gettext_noop("Mail address"), 254, others=("email", "e-mail", "thu dien tu", "dia chi email")
    ),
    IntakeColumn("username", gettext_noop("User name"), 150, needed=False, others=("tai khoan", "username")),
    IntakeColumn("unit", gettext_noop("Unit"), others=("co quan, don vi", "ten don vi", "organisation")),
    IntakeColumn("role", gettext_noop("Post"), others=("vai tro", "role")),
    IntakeColumn("from_on", gettext_noop("Holds it from"), others=("ngay bat dau", "from", "giu tu ngay")),
)
COLUMNS: Mapping[str, tuple[IntakeColumn, ...]] = {IntakeSheet.UNITS: UNIT_COLUMNS, IntakeSheet.POSTS: POST_COLUMNS}
# Without these nothing can be read of a sheet, and it is not taken for one of ours.
TELLING: Mapping[str, tuple[str, ...]] = {IntakeSheet.UNITS: ("name", "kind"), IntakeSheet.POSTS: ("email", "role")}
TITLES: Mapping[str, str] = {
    IntakeSheet.UNITS: gettext_noop("Units"),
    IntakeSheet.POSTS: gettext_noop("Posts"),
    "notes": gettext_noop("Notes"),
}
VERDICT, REASON = gettext_noop("Result of the check"), gettext_noop("What is to be mended")
KINDS: list[tuple[str, Any]] = [*OrganisationKind.choices]
ROLES: list[tuple[str, Any]] = [*Role.choices]
# A row whose first cell begins so shows how to write one, and is not taken.
EXAMPLE = gettext_noop("Example")


def title_of(key: str) -> str:
    """As it stands on the tab, in the active language."""
    return gettext(TITLES[key])


def sheet_called(name: str) -> str:
    """The sheet that is called so in either language; '' for another."""
    return next((key for key, title in TITLES.items() if wording.called(name, title)), "")


def column_called(sheet: str, cell: str) -> str:
    """The key of the column that a heading names, in either language or as people do; '' for another."""
    wanted = wording.fold(cell).strip(" *:.")
    for column in COLUMNS[sheet]:
        if wording.called(wanted, column.label) or wanted in column.others:
            return column.key
    return ""


def kind_called(text: str) -> str | None:
    """The kind of body of that name, or of a part of its name that no other kind has: “Xã” of “Xã, phường, đặc khu”."""
    return wording.choice(text, KINDS) or _parts_of_kinds().get(wording.fold(text))


@cache
def _parts_of_kinds() -> Mapping[str, str]:
    found: dict[str, set[str]] = defaultdict(set)
    for kind in OrganisationKind:
        for name in wording.in_languages(kind.label):
            for part in re.split(r",| or ", name):
                found[wording.fold(part)].add(kind.value)
    return {part: next(iter(kinds)) for part, kinds in found.items() if len(kinds) == 1}


def is_example(cell: str) -> bool:
    """Whether the cell marks its row as an example, in either language."""
    start = wording.fold(cell).partition(":")
    return bool(start[1]) and wording.called(start[0], EXAMPLE)
