"""Validation rules of a draft as text, and what that text would give."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from django.utils.translation import gettext as _

from clusters import validating
from clusters.models import Criterion, ScoringTableVersion
from clusters.queries import scoring as scores
from clusters.queries import validation_rule as queries
from clusters.scoring import cells
from clusters.tables import Table
from clusters.validating import Fault, Validation, ValidationRule, rows
from clusters.validating.rows import RULES
from clusters.validating.rule_row import RuleCell

SHEET = rows.SHEETS[0]


class Draft(NamedTuple):
    """What was understood of the text, and the line on which each row begins."""

    reading: rows.Read
    lines: list[int]


class Said(NamedTuple):
    """What is to be mended, in words: the part and place it stands at, and the line and column of the text."""

    part: str
    place: str
    words: str
    line: int | None
    column: int


def read(text: str) -> Draft:
    """A line for each rule, as copied from a spreadsheet."""
    records = cells.read(text)
    return Draft(rows.read_rules([record.cells for record in records]), [record.number for record in records])


def text_of(rules: tuple[ValidationRule, ...]) -> str:
    """With its heading, in the active language; nothing for no rules."""
    heading = [_(column) for column in SHEET.columns]
    written = [heading, *rows.write_rules(rules)] if rules else []
    return "\n".join(cells.write(row).rstrip(cells.TAB) for row in written)


def initial(version: ScoringTableVersion) -> dict[str, str]:
    """What the form begins with."""
    return {RULES: text_of(queries.of_version(version).rules), "seen": queries.fingerprint(version)}


class Preview:
    """What the text would give: in words, and everything to be mended by line; `figures` are those a rule can name."""

    def __init__(self, text: str, version: ScoringTableVersion, criteria: Mapping[str, Criterion]) -> None:
        self._draft = read(text)
        self.figures = queries.figures_table(criteria)
        reading = self._draft.reading
        self.unread = [self._said(each.number, each.column, each.fault) for each in reading.misread]
        self.open = [
            self._said(reading.numbers[code], RuleCell[fault.part.upper()], fault)
            for code, fault in queries.faults_of(Validation(reading.rules), queries.known(criteria))
        ]
        shown = ScoringTableVersion(pk=version.pk, validation=validating.as_json(Validation(reading.rules)))
        self.table: Table = replace(queries.table(shown, may_change=False), export=False)

    @property
    def problems(self) -> list[Said]:
        """Everything to be mended, row by row."""
        return [*self.unread, *self.open]

    def _said(self, number: int, column: int, fault: Fault) -> Said:
        line = self._draft.lines[number - 1]
        place = _("Line {number}, {column}").format(number=line, column=_(SHEET.columns[column]))
        return Said(RULES, place, queries.in_words(fault), line, column)


def preview(text: str, version: ScoringTableVersion) -> Preview:
    """Against the lines of the version as they are stored."""
    return Preview(text, version, scores.table_of(version)[1])


def differences(mine: tuple[ValidationRule, ...], theirs: tuple[ValidationRule, ...]) -> list[tuple[str, str, str]]:
    """Code, my rule and their rule, wherever the two are not the same."""
    ours, others = (
        {row[0]: " | ".join(filter(None, row[1:])) for row in rows.write_rules(each)} for each in (mine, theirs)
    )
    codes = dict.fromkeys([*ours, *others])
    found = [(code, ours.get(code, ""), others.get(code, "")) for code in codes]
    return [(code, one, other) for code, one, other in found if one != other]
