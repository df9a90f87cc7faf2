"""Validation rules and the comparison of years as rows of text cells: what the browser's form and the workbook use.

`SHEETS` names the two sets of columns (message ids). What is written in either language reads back as the same; of each
row that cannot be read it is said what is wrong.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import IntEnum
from typing import Any, NamedTuple

from django.utils.translation import gettext, gettext_noop

from clusters import numbers
from clusters.enums import RuleOperator, Severity
from clusters.scoring import wording
from clusters.validating import expressions, outliers
from clusters.validating.outliers import Method
from clusters.validating.rules import SIGNS, Fault, ValidationRule, faults, next_code

RULES, OUTLIERS = "rules", "outliers"
Rows = Sequence[Sequence[str]]
RuleCell = IntEnum("RuleCell", "CODE LEFT OPERATOR RIGHT UPPER SEVERITY MESSAGE MESSAGE_EN", start=0)
OPERATORS: list[tuple[str, Any]] = [(one.value, one.label) for one in RuleOperator]
SEVERITIES: Mapping[str, str] = {"error": gettext_noop("error"), "warning": gettext_noop("warning")}
_SEVERITIES: list[tuple[str, Any]] = [*SEVERITIES.items(), *((one.value, one.label) for one in Severity)]
LONGEST = 500
_CODE = re.compile(r"[A-Za-z0-9_-]{1,20}")
_SIGNS = {**{sign: code for code, sign in SIGNS.items()}, "<=": "le", ">=": "ge", "!=": "ne", "<>": "ne", "==": "eq"}
# Faults of a rule by itself; what it names may still be missing in a draft.
_OWN = ("empty", "alone", "no_refs")


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
        row = _Row(given)
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
    return [
        [
            rule.code,
            expressions.write(rule.left),
            _relation(rule.operator),
            expressions.write(rule.right),
            expressions.write(rule.upper),
            gettext(SEVERITIES[rule.severity]),
            rule.message,
            rule.message_en,
        ]
        for rule in rules
    ]


def relations() -> list[str]:
    """How each relation is written, in the active language."""
    return [_relation(one.value) for one in RuleOperator]


def severities() -> list[str]:
    """How each severity is written, in the active language."""
    return [gettext(said) for said in SEVERITIES.values()]


def _relation(operator: str) -> str:
    return SIGNS.get(operator) or str(RuleOperator(operator).label)


def read_method(rows: Rows) -> tuple[Method | None, list[Misread]]:
    """None where figures are not compared; what else stands in the rows is then only proposed."""
    by_name = {name: (number, cells) for number, cells in _filled(SHEETS[1], rows) if (name := _field(cells[0]))}
    number, given = by_name.get("compared", (0, ["", ""]))
    answer = wording.yes_or_no(given[1]) if given[1].strip() else False
    if answer is None:
        return None, [Misread(OUTLIERS, number, 1, Fault("yes_or_no", "compared", _short(given[1])))]
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
        raise NotRead(Fault("number", name, _short(text))) from wrong
    if not name.endswith("_years"):
        return number
    if number != int(number) or not outliers.FEWEST <= number <= outliers.MOST:
        raise NotRead(Fault("years", name, _short(text)))
    return int(number)


class _Row:
    """One rule being read: its cells, and what is wrong with them."""

    def __init__(self, cells: list[str]) -> None:
        self.cells = cells
        self.faults: list[tuple[int, Fault]] = []
        beyond = len(SHEETS[0].columns)
        if any(cells[beyond:]):
            self.wrong(beyond - 1, "too_many")

    def wrong(self, column: int, code: str, value: str = "") -> None:
        self.faults.append((column, Fault(code, RuleCell(column).name.lower(), value)))

    def rule(self, taken: set[str]) -> dict[str, Any]:
        at = RuleCell
        said: dict[str, Any] = {
            "code": self.code(taken),
            "left": self.expression(at.LEFT),
            "operator": self.operator(),
            "right": self.expression(at.RIGHT),
            "upper": self.expression(at.UPPER),
            "severity": self.severity(),
            "message": self.text(at.MESSAGE, needed=True),
            "message_en": self.text(at.MESSAGE_EN),
        }
        if not self.faults:
            for fault in faults(ValidationRule(**said), {}):
                if fault.code in _OWN:
                    self.wrong(RuleCell[fault.part.upper()], fault.code)
        return said

    def code(self, taken: set[str]) -> str:
        code = self.cells[RuleCell.CODE]
        if code and not _CODE.fullmatch(code):
            self.wrong(RuleCell.CODE, "code", _short(code))
        elif code and code in taken:
            self.wrong(RuleCell.CODE, "code_twice", code)
        return code

    def expression(self, column: int) -> expressions.Expression:
        text = self.text(column)
        try:
            return expressions.read(text)
        except expressions.NotAnExpression as wrong:
            self.wrong(column, "unreadable" if wrong.at else "unfinished", _short(wrong.at))
            return ()

    def operator(self) -> str:
        given = self.cells[RuleCell.OPERATOR]
        code = _SIGNS.get(given) or wording.choice(given, OPERATORS)
        if not code:
            self.wrong(RuleCell.OPERATOR, "operator", _short(given))
        return code or RuleOperator.LE.value

    def severity(self) -> str:
        given = self.cells[RuleCell.SEVERITY]
        code = wording.choice(given, _SEVERITIES)
        if not code:
            self.wrong(RuleCell.SEVERITY, "severity", _short(given))
        return code or Severity.ERROR.value

    def text(self, column: int, needed: bool = False) -> str:
        text = self.cells[column]
        if len(text) > LONGEST:
            self.wrong(column, "too_long")
        elif needed and not text:
            self.wrong(column, "message")
        return text


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:80]}…"
