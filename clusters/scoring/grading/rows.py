"""Grades, sanctions and tie-breakers as rows of text cells: what the browser's form and the workbook both use.

`SHEETS` names the three sets of columns (message ids). `write` gives the rows of each sheet, without the heading, in
the active language; `read` takes them back in either language and says of every row what is wrong with it. Writing
what was read, and reading what was written, gives the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, NamedTuple

from django.utils.translation import gettext, gettext_noop

from clusters import numbers
from clusters.scoring import wording
from clusters.scoring.declaration import Parameter
from clusters.scoring.grading import phrases
from clusters.scoring.grading.conditions import CONDITIONS
from clusters.scoring.grading.effects import EFFECTS
from clusters.scoring.grading.kinds import Kind
from clusters.scoring.grading.parsing import PARTS, as_json, read_grading
from clusters.scoring.grading.quotas import OVER, PERCENT, ROUNDING
from clusters.scoring.grading.ties import TIES
from clusters.scoring.grading.values import Grading, Quota
from clusters.scoring.values import Problem, Unreadable

GRADES, SANCTIONS, TIE_BREAKERS = PARTS
Rows = Sequence[Sequence[str]]
GradeCell = IntEnum("GradeCell", "CODE NAME LEAST CONDITIONS PERCENT ROUNDING OVER NAME_EN", start=0)
SanctionCell = IntEnum("SanctionCell", "NAME TRIGGER EFFECT LEGAL_LINE NAME_EN", start=0)
TieCell = IntEnum("TieCell", "CLAUSE LEGAL_LINE", start=0)
# Of which kinds the clauses in a column are; only conditions of a grade may be several.
KINDS: Mapping[tuple[str, int], Mapping[str, Kind]] = {
    (GRADES, GradeCell.CONDITIONS): CONDITIONS,
    (SANCTIONS, SanctionCell.TRIGGER): CONDITIONS,
    (SANCTIONS, SanctionCell.EFFECT): EFFECTS,
    (TIE_BREAKERS, TieCell.CLAUSE): TIES,
}
SEVERAL = (GRADES, GradeCell.CONDITIONS)


class Sheet(NamedTuple):
    """One set of rows: the part of the JSON it stands for, its title and its columns as message ids."""

    name: str
    title: str
    columns: tuple[str, ...]


SHEETS = (
    Sheet(
        GRADES,
        gettext_noop("Grades"),
        (
            gettext_noop("Code"),
            gettext_noop("Grade"),
            gettext_noop("From points"),
            gettext_noop("Conditions"),
            gettext_noop("Quota in per cent"),
            gettext_noop("Rounding of the quota"),
            gettext_noop("Those over the quota"),
            gettext_noop("Grade in English"),
        ),
    ),
    Sheet(
        SANCTIONS,
        gettext_noop("Sanctions"),
        (
            gettext_noop("Sanction"),
            gettext_noop("When"),
            gettext_noop("Effect"),
            gettext_noop("Legal line"),
            gettext_noop("Sanction in English"),
        ),
    ),
    Sheet(TIE_BREAKERS, gettext_noop("Tie-breakers"), (gettext_noop("Tie-breaker"), gettext_noop("Legal line"))),
)
LONGEST = {"code": 20, "name": 60, "sanction": 250, "legal_line": 500}


class Misread(NamedTuple):
    """What is wrong with a row: `sheet` is its name, `number` its place among the rows given, from 1."""

    sheet: str
    number: int
    problem: Problem
    column: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood; a row with a problem is left out of it. `json` is what a version stores."""

    grading: Grading = field(default_factory=Grading)
    misread: tuple[Misread, ...] = ()

    @property
    def json(self) -> dict[str, Any]:
        """As `ScoringTableVersion.grading` holds it."""
        return as_json(self.grading)


def read(rows: Mapping[str, Rows]) -> Reading:
    """Rows by sheet name; a sheet that is not there has none, and blank rows and headings are passed over."""
    data: dict[str, list[dict[str, Any]]] = {}
    misread: list[Misread] = []
    for sheet in SHEETS:
        data[sheet.name] = []
        for number, cells in enumerate(rows.get(sheet.name, ()), start=1):
            if not any(cell.strip() for cell in cells) or (number == 1 and is_heading(sheet, cells)):
                continue
            row = _Row(sheet, cells)
            found = _READERS[sheet.name](row)
            problems = row.problems or [(0, problem) for problem in _stored(sheet, found)]
            misread += (Misread(sheet.name, number, problem, column) for column, problem in problems)
            if not problems:
                data[sheet.name].append(found)
    return Reading(read_grading(_resolved(data)), tuple(misread))


def write(grading: Grading) -> dict[str, list[list[str]]]:
    """Rows by sheet name, without headings."""
    grades = [
        [
            grade.code,
            str(grade.name),
            f"{numbers.editable(grade.least)} %" if grade.in_percent else numbers.editable(grade.least),
            joined([phrases.write(each, CONDITIONS) for each in either] for either in grade.conditions),
            *_quota(grade.quota),
            grade.name.en,
        ]
        for grade in grading.grades
    ]
    sanctions = [
        [str(s.name), phrases.write(s.trigger, CONDITIONS), phrases.write(s.effect, EFFECTS), s.legal_line, s.name.en]
        for s in grading.sanctions
    ]
    ties = [[phrases.write(each.clause, TIES), each.legal_line] for each in grading.tie_breakers]
    return {GRADES: grades, SANCTIONS: sanctions, TIE_BREAKERS: ties}


def headings(sheet: Sheet) -> list[str]:
    """Its columns in the active language."""
    return [gettext(column) for column in sheet.columns]


def parted(text: str) -> list[list[str]]:
    """The cell of conditions clause by clause: all of them are asked, of alternatives one."""
    return [phrases.alternatives(part.strip(), CONDITIONS) for part in text.split(";") if part.strip()]


def joined(clauses: Iterable[Iterable[str]]) -> str:
    """What `parted` takes apart."""
    return "; ".join(f" {gettext(phrases.OR_WORD)} ".join(alternatives) for alternatives in clauses)


def _quota(quota: Quota | None) -> list[str]:
    if quota is None:
        return ["", "", ""]
    said = [gettext(dict(ROUNDING.choices)[quota.rounding]), gettext(dict(OVER.choices)[quota.over])]
    return [numbers.editable(quota.percent), *said]


def is_heading(sheet: Sheet, cells: Sequence[str]) -> bool:
    """Whether these are the names of its columns, in either language."""
    return wording.called(cells[0], sheet.columns[0]) and (len(cells) < 2 or wording.called(cells[1], sheet.columns[1]))


def _stored(sheet: Sheet, found: dict[str, Any]) -> list[Problem]:
    """What the reader of the stored form would not take, such as a number that is too long."""
    try:
        read_grading({sheet.name: [found]})
    except Unreadable as unreadable:
        return list(unreadable.problems)
    return []


def _resolved(data: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Grades named in full in an effect, by their codes."""
    known = [(grade["code"], grade["name"]) for grade in data[GRADES]]
    for sanction in data[SANCTIONS]:
        wanted = wording.fold(sanction["effect"].get("grade", ""))
        code = next((code for code, name in known if wanted in (wording.fold(code), wording.fold(name))), None)
        if wanted and code:
            sanction["effect"]["grade"] = code
    return data


class _Row:
    """One row being read: its cells, and what is wrong with them."""

    def __init__(self, sheet: Sheet, cells: Sequence[str]) -> None:
        self.sheet, self.columns, most = sheet.name, sheet.columns, len(sheet.columns)
        self.cells = [*(" ".join(cell.split()) for cell in cells), *[""] * most]
        self.problems: list[tuple[int, Problem]] = []
        if any(self.cells[most:]):
            self.wrong(most - 1, "row.too_many_cells", count=str(len(cells)), most=str(most))

    def wrong(self, place: int, code: str, /, **values: str) -> None:
        self.problems.append((place, Problem.of(code, "", **values)))

    def text(self, column: int, longest: str, needed: bool = False) -> str:
        text, most, label = self.cells[column], LONGEST[longest], self.columns[column]
        if len(text) > most:
            self.wrong(column, "row.too_long", column=label, length=str(len(text)), most=str(most))
        elif needed and not text:
            self.wrong(column, "row.needed", column=label)
        return text

    def number(self, column: int) -> str:
        given = self.cells[column].rstrip("% ")
        found = phrases.decimal(given) if given else None
        if found is None:
            code = "row.number" if given else "row.needed"
            self.wrong(column, code, column=self.columns[column], given=_short(given))
        return found or "0"

    def choice(self, column: int, parameter: Parameter) -> str:
        given = self.cells[column]
        found = wording.choice(given, parameter.choices) if given else parameter.default
        if found is None:
            choices = ", ".join(gettext(label) for _code, label in parameter.choices)
            self.wrong(column, "row.choice", column=self.columns[column], given=_short(given), choices=choices)
        return found or parameter.default

    def clause(self, column: int) -> dict[str, Any]:
        return self.clause_of(self.cells[column], column)

    def clause_of(self, text: str, column: int) -> dict[str, Any]:
        kinds = KINDS[self.sheet, column]
        try:
            return phrases.read(text, kinds)
        except phrases.NotUnderstood:
            self.wrong(column, "row.clause", given=_short(text), example=phrases.example(kinds))
            return {"kind": ""}


def _grade(row: _Row) -> dict[str, Any]:
    at = GradeCell
    least, percent, beside = row.number(at.LEAST), row.cells[at.PERCENT], row.cells[at.ROUNDING : at.OVER + 1]
    grade = {
        "code": row.text(at.CODE, "code", needed=True),
        **_words(row, at.NAME, at.NAME_EN, "name"),
        "least": least,
        "in_percent": row.cells[at.LEAST].endswith("%"),
        "conditions": [
            [row.clause_of(each, at.CONDITIONS) for each in alternatives]
            for alternatives in parted(row.cells[at.CONDITIONS])
        ],
    }
    if percent:
        parts = {ROUNDING.name: row.choice(at.ROUNDING, ROUNDING), OVER.name: row.choice(at.OVER, OVER)}
        grade["quota"] = {PERCENT.name: row.number(at.PERCENT), **parts}
    elif any(beside):
        row.wrong(at.PERCENT, "row.quota_without")
    return grade


def _sanction(row: _Row) -> dict[str, Any]:
    at = SanctionCell
    return {
        **_words(row, at.NAME, at.NAME_EN, "sanction"),
        "trigger": row.clause(at.TRIGGER),
        "effect": row.clause(at.EFFECT),
        "legal_line": row.text(at.LEGAL_LINE, "legal_line"),
    }


def _tie_breaker(row: _Row) -> dict[str, Any]:
    return {**row.clause(TieCell.CLAUSE), "legal_line": row.text(TieCell.LEGAL_LINE, "legal_line")}


def _words(row: _Row, column: int, english: int, longest: str) -> dict[str, str]:
    return {"name": row.text(column, longest, needed=True), "name_en": row.text(english, longest)}


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:80]}…"


_READERS = {GRADES: _grade, SANCTIONS: _sanction, TIE_BREAKERS: _tie_breaker}
