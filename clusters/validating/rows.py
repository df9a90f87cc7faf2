"""Validation rules and the comparison of years as rows of text cells: what the browser's form and the workbook use.

`SHEETS` names the two sets of columns (message ids). What is written in either language reads back as the same; of each
row that cannot be read it is said what is wrong.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext, gettext_noop

from clusters import numbers
from clusters.scoring import wording
from clusters.validating import outliers
from clusters.validating.outliers import Method
from clusters.validating.rule_row import RowReader, short, write_rule
from clusters.validating.rules import Fault, ValidationRule, next_code

RULES, OUTLIERS = "rules", "outliers"
Rows = Sequence[Sequence[str]]


class Sheet(NamedTuple):
    """One set of rows: the part of the JSON it stands for, its title and its columns as message ids."""

    name: str
    title: str
    columns: tuple[str, ...]


SHEETS = (
    Sheet(
        RULES,
        gettext_noop("Validation rules"),
        (
            gettext_noop("Code"),
            gettext_noop("Left side"),
            gettext_noop("Relation"),
            gettext_noop("Right side"),
            gettext_noop("Upper bound"),
            gettext_noop("Severity"),
            gettext_noop("Message in Vietnamese"),
            gettext_noop("Message in English"),
            gettext_noop("Speaks of"),
        ),
    ),
    Sheet(OUTLIERS, gettext_noop("Compare with the years before"), (gettext_noop("Setting"), gettext_noop("Value"))),
)
COMPARED = gettext_noop("Compare figures with the years before")
FIELDS: Mapping[str, str] = {
    "factor": gettext_noop("So many times the usual distance from the middle"),
    "floor": gettext_noop("The usual distance is at least so many per cent of the middle"),
    "least_years": gettext_noop("From so many years on"),
    "most_years": gettext_noop("Years looked back at most"),
    "ratio": gettext_noop("With fewer years: so many times"),
    "slack": gettext_noop("A change of no more than this is never odd"),
}


class Misread(NamedTuple):
    """What is wrong with a row: its place among the rows given, from 1, and the column."""

    sheet: str
    number: int
    column: int
    fault: Fault


class Read(NamedTuple):
    """The rules understood, the row in which each stands by its code, and what could not be read."""

    rules: tuple[ValidationRule, ...]
    numbers: Mapping[str, int]
    misread: tuple[Misread, ...]


def is_heading(sheet: Sheet, cells: Sequence[str]) -> bool:
    """Whether these are the names of its columns, in either language."""
    return len(cells) > 1 and all(
        wording.called(cell, label) for cell, label in zip(cells[:2], sheet.columns[:2], strict=True)
    )


def read_rules(rows: Rows) -> Read:
    """Blank rows and a heading are passed over; a rule without a code takes the next one that is free."""
    found: list[tuple[int, dict[str, Any]]] = []
    misread: list[Misread] = []
    for number, given in _filled(SHEETS[0], rows):
        row = RowReader(given)
        said = row.rule({rule["code"] for _number, rule in found})
        misread += (Misread(RULES, number, column, fault) for column, fault in row.faults)
        if not row.faults:
            found.append((number, said))
    taken = [said["code"] for _number, said in found if said["code"]]
    rules, places = [], {}
    for number, said in found:
        code = said["code"] or next_code(taken)
        taken.append(code)
        places[code] = number
        rules.append(ValidationRule(**{**said, "code": code}))
    return Read(tuple(rules), places, tuple(misread))


def write_rules(rules: Iterable[ValidationRule]) -> list[list[str]]:
    """One row for each, without the heading, in the active language."""
    return [write_rule(rule) for rule in rules]


def read_method(rows: Rows) -> tuple[Method | None, list[Misread]]:
    """None where figures are not compared; what else stands in the rows is then only proposed."""
    by_name = {name: (number, cells) for number, cells in _filled(SHEETS[1], rows) if (name := _field(cells[0]))}
    number, given = by_name.get("compared", (0, ["", ""]))
    answer = wording.yes_or_no(given[1]) if given[1].strip() else False
    if answer is None:
        return None, [Misread(OUTLIERS, number, 1, Fault("yes_or_no", "compared", short(given[1])))]
    if not answer:
        return None, []
    values, misread = {}, []
    for name in FIELDS:
        at, cells = by_name.get(name, (number, ["", ""]))
        try:
            values[name] = _number_of(name, cells[1])
        except NotRead as wrong:
            misread.append(Misread(OUTLIERS, at, 1, wrong.fault))
    if misread:
        return None, misread
    method = Method(**values)
    wrong_parts = outliers.faults(method)
    return method, [Misread(OUTLIERS, by_name[part][0], 1, Fault(code, part)) for part, code in wrong_parts]


def write_method(method: Method | None) -> list[list[str]]:
    """One row for each setting; of tables that do not compare, those that can be proposed."""
    answer = gettext("yes") if method else gettext("no")
    values = (method or Method())._asdict()
    settings = [[gettext(label), numbers.editable(Decimal(values[name]))] for name, label in FIELDS.items()]
    return [[gettext(COMPARED), answer], *settings]


class NotRead(ValueError):
    """A cell that cannot be read."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


def _filled(sheet: Sheet, rows: Rows) -> Iterator[tuple[int, list[str]]]:
    width = len(sheet.columns)
    for number, cells in enumerate(rows, start=1):
        tidy = [*(cell.strip() for cell in cells), *[""] * width]
        if any(tidy) and not (number == 1 and is_heading(sheet, tidy)):
            yield number, tidy


def _field(label: str) -> str:
    labels = {"compared": COMPARED, **FIELDS}
    return next((name for name, said in labels.items() if wording.called(label, said) or label == name), "")


def _number_of(name: str, text: str) -> Any:
    if not text:
        raise NotRead(Fault("needed", name))
    try:
        number = numbers.parse(text)
    except numbers.NotANumber as wrong:
        raise NotRead(Fault("number", name, short(text))) from wrong
    if not name.endswith("_years"):
        return number
    if number != int(number) or not outliers.FEWEST <= number <= outliers.MOST:
        raise NotRead(Fault("years", name, short(text)))
    return int(number)
