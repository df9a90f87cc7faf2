"""The sheets of a scoring table's workbook, and what stands on them: the same for those who write and who read it."""

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.translation import gettext, gettext_noop

from clusters.scoring import wording
from clusters.scoring.grading import rows as grading
from clusters.scoring.notation import CODE, COLUMNS, EVIDENCE, POINTS, TEXT
from clusters.validating import rows as validation

HEADING, CRITERIA, EXAMPLES, WAIVERS, MANUAL, PROBLEMS = (
    "heading",
    "criteria",
    "examples",
    "waivers",
    "manual",
    "problems",
)
GRADING = {sheet.name: sheet for sheet in grading.SHEETS}
VALIDATION = {sheet.name: sheet for sheet in validation.SHEETS}
TITLES: Mapping[str, str] = {
    MANUAL: gettext_noop("Instructions"),
    HEADING: gettext_noop("Heading"),
    CRITERIA: gettext_noop("Criteria"),
    **{name: sheet.title for name, sheet in (GRADING | VALIDATION).items()},
    EXAMPLES: gettext_noop("Worked examples"),
    WAIVERS: gettext_noop("Explained inconsistencies"),
    PROBLEMS: gettext_noop("Problems"),
}
# What Excel takes as a name.
LONGEST_NAME = 31


class HeadingField(NamedTuple):
    """A line of the heading: the version's field, its label, and how it is written.

    `kind` is text, day, number, mode (of rounding), switch, or shown for what is not read back; `most` bounds a text
    or a number; without `optional` a value is needed.
    """

    name: str
    label: str
    kind: str
    most: int = 0
    optional: bool = True


HEADING_FIELDS = (
    HeadingField("name", gettext_noop("Name of the table"), "shown", 250),
    HeadingField("number", gettext_noop("Version"), "shown"),
    HeadingField("issuer", gettext_noop("Issued by"), "text", 250),
    HeadingField("legal_basis", gettext_noop("Legal basis"), "text", 1000),
    HeadingField("effective_on", gettext_noop("In force from"), "day", optional=False),
    HeadingField("effective_to", gettext_noop("In force to"), "day"),
    HeadingField("full", gettext_noop("Total points"), "number", 1_000_000),
    HeadingField("floor", gettext_noop("Total at least"), "number", 1_000_000, optional=False),
    HeadingField("cap", gettext_noop("Total at most"), "number", 1_000_000),
    HeadingField("step", gettext_noop("Rounding step in points"), "number", 1000, optional=False),
    HeadingField("rounding", gettext_noop("Rounding"), "mode", optional=False),
    HeadingField("total_step", gettext_noop("Rounding step of the total"), "number", 1000),
    HeadingField("total_rounding", gettext_noop("Rounding of the total"), "mode", optional=False),
    HeadingField("rescaled", gettext_noop("What does not apply is made up for by the rest"), "switch"),
)
HEADING_COLUMNS = (gettext_noop("Heading"), gettext_noop("Value"))

EXAMPLE_COLUMNS = (
    gettext_noop("Example"),
    gettext_noop("Further unit"),
    gettext_noop("Code"),
    gettext_noop("What is entered"),
    gettext_noop("Target"),
    gettext_noop("Evidence"),
    gettext_noop("Expected points"),
    gettext_noop("Expected grade"),
)
EXAMPLE, UNIT, AT, ENTERED, TARGET, PROOF, EXPECTED, GRADE = range(len(EXAMPLE_COLUMNS))

# How people call the sheet of the criteria themselves.
CRITERIA_NAMES = frozenset({"tieu chi", "cac tieu chi", "bang diem", "bang tieu chi"})
# How printed tables call the columns of the criteria.
OTHER_NAMES: Mapping[int, tuple[str, ...]] = {
    CODE: ("stt", "tt", "so tt", "ma so", "ma tieu chi"),
    TEXT: ("noi dung", "noi dung tieu chi", "tieu chi danh gia", "noi dung danh gia", "ten tieu chi"),
    POINTS: ("diem", "diem chuan", "diem toi da", "thang diem", "so diem"),
    EVIDENCE: ("minh chung", "tai lieu minh chung"),
}


def sheet_name(key: str) -> str:
    """As it stands on the tab, in the active language."""
    return gettext(TITLES[key])[:LONGEST_NAME].strip()


def key_of(name: str) -> str:
    """The sheet that is called so in either language; '' for another."""
    wanted = wording.fold(name)
    if wanted in CRITERIA_NAMES:
        return CRITERIA
    for key, title in TITLES.items():
        if wanted == key or wanted in {wording.fold(said[:LONGEST_NAME]) for said in wording.in_languages(title)}:
            return key
    return ""


def column_of(cell: str) -> int | None:
    """The column of the criteria that a heading names, in either language or as printed tables do."""
    wanted = wording.fold(cell).rstrip(" *:")
    for index, label in enumerate(COLUMNS):
        if wording.called(wanted, label) or wanted in OTHER_NAMES.get(index, ()):
            return index
    return None


def columns_of(key: str) -> tuple[str, ...]:
    """The heading of a sheet that holds rows, as message ids."""
    others = {CRITERIA: COLUMNS, EXAMPLES: EXAMPLE_COLUMNS, HEADING: HEADING_COLUMNS}
    return others[key] if key in others else (GRADING | VALIDATION)[key].columns
