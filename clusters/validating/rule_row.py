"""A validation rule as a row of text cells: its columns, the words of its choices, and how a row is read."""

import re
from collections.abc import Mapping
from enum import IntEnum
from typing import Any

from django.utils.translation import gettext, gettext_noop

from clusters.enums import ReportedFor, RuleOperator, Severity
from clusters.scoring import wording
from clusters.validating import expressions
from clusters.validating.rules import SIGNS, Fault, ValidationRule, faults

RuleCell = IntEnum("RuleCell", "CODE LEFT OPERATOR RIGHT UPPER SEVERITY MESSAGE MESSAGE_EN REPORTED", start=0)
OPERATORS: list[tuple[str, Any]] = [(one.value, one.label) for one in RuleOperator]
SEVERITIES: Mapping[str, str] = {"error": gettext_noop("error"), "warning": gettext_noop("warning")}
_SEVERITIES: list[tuple[str, Any]] = [*SEVERITIES.items(), *((one.value, one.label) for one in Severity)]
# Of which reports a rule speaks; those of before said nothing, and spoke of the year.
REPORTED: list[tuple[str, Any]] = [("", gettext_noop("the year")), *((one.value, one.label) for one in ReportedFor)]
ABOUT = gettext_noop(
    "The report of the year, or those of periods: such a rule names only what is asked for them, and “last year” is "
    "then the same period of the year before."
)
LONGEST = 500
_CODE = re.compile(r"[A-Za-z0-9_-]{1,20}")
_SIGNS = {**{sign: code for code, sign in SIGNS.items()}, "<=": "le", ">=": "ge", "!=": "ne", "<>": "ne", "==": "eq"}
# Faults of a rule by itself; what it names may still be missing in a draft.
_OWN = ("empty", "alone", "no_refs")


def write_rule(rule: ValidationRule) -> list[str]:
    """Its cells, in the active language."""
    left, right, upper = (side(rule, each) for each in (rule.left, rule.right, rule.upper))
    severity = gettext(SEVERITIES[rule.severity])
    words = [severity, rule.message, rule.message_en, speaks_of(rule)]
    return [rule.code, left, _relation(rule.operator), right, upper, *words]


def side(rule: ValidationRule, expression: expressions.Expression) -> str:
    """One side of the rule, in the active language."""
    return expressions.write(expression, of_period=bool(rule.reported))


def speaks_of(rule: ValidationRule) -> str:
    """Of which reports, in the active language."""
    return gettext(dict(REPORTED)[rule.reported])


def relations() -> list[str]:
    """How each relation is written, in the active language."""
    return [_relation(one.value) for one in RuleOperator]


def severities() -> list[str]:
    """How each severity is written, in the active language."""
    return [gettext(said) for said in SEVERITIES.values()]


def reports() -> list[str]:
    """How it is written of which reports a rule speaks, in the active language."""
    return [gettext(label) for _code, label in REPORTED]


def _relation(operator: str) -> str:
    return SIGNS.get(operator) or str(RuleOperator(operator).label)


class RowReader:
    """One rule being read: its cells, and what is wrong with them."""

    def __init__(self, cells: list[str]) -> None:
        self.cells = cells
        self.faults: list[tuple[int, Fault]] = []
        beyond = len(RuleCell)
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
            "reported": self.reported(),
        }
        if not self.faults:
            for fault in faults(ValidationRule(**said), {}):
                if fault.code in _OWN:
                    self.wrong(RuleCell[fault.part.upper()], fault.code)
        return said

    def code(self, taken: set[str]) -> str:
        code = self.cells[RuleCell.CODE]
        if code and not _CODE.fullmatch(code):
            self.wrong(RuleCell.CODE, "code", short(code))
        elif code and code in taken:
            self.wrong(RuleCell.CODE, "code_twice", code)
        return code

    def expression(self, column: int) -> expressions.Expression:
        text = self.text(column)
        try:
            return expressions.read(text)
        except expressions.NotAnExpression as wrong:
            self.wrong(column, "unreadable" if wrong.at else "unfinished", short(wrong.at))
            return ()

    def operator(self) -> str:
        given = self.cells[RuleCell.OPERATOR]
        code = _SIGNS.get(given) or wording.choice(given, OPERATORS)
        if not code:
            self.wrong(RuleCell.OPERATOR, "operator", short(given))
        return code or RuleOperator.LE.value

    def severity(self) -> str:
        given = self.cells[RuleCell.SEVERITY]
        code = wording.choice(given, _SEVERITIES)
        if not code:
            self.wrong(RuleCell.SEVERITY, "severity", short(given))
        return code or Severity.ERROR.value

    def reported(self) -> str:
        given = self.cells[RuleCell.REPORTED]
        code = wording.choice(given, REPORTED)
        if code is None:
            self.wrong(RuleCell.REPORTED, "reported", short(given))
        return code or ""

    def text(self, column: int, needed: bool = False) -> str:
        text = self.cells[column]
        if len(text) > LONGEST:
            self.wrong(column, "too_long")
        elif needed and not text:
            self.wrong(column, "message")
        return text


def short(text: str) -> str:
    """To be named in a sentence."""
    return text if len(text) <= 80 else f"{text[:80]}…"
