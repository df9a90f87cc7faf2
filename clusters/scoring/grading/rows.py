"""Grades, sanctions and tie-breakers as rows of text cells: what the browser's form and the workbook both use.

`SHEETS` names the three sets of columns (message ids). `write` gives the rows of each sheet, without the heading, in
the active language; `read` takes them back in either language and says of every row what is wrong with it. Writing
what was read, and reading what was written, gives the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
from clusters.scoring.grading.values import Clause, Grading, Quota
from clusters.scoring.values import Problem, Unreadable

GRADES, SANCTIONS, TIE_BREAKERS = PARTS
Rows = Sequence[Sequence[str]]


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
            if not any(cell.strip() for cell in cells) or (number == 1 and _is_heading(sheet, cells)):
                continue
            row = _Row(sheet, cells)
            found = _READERS[sheet.name](row)
            problems = row.problems or _stored(sheet, found)
            misread += (Misread(sheet.name, number, problem) for problem in problems)
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
            "; ".join(_either(alternatives) for alternatives in grade.conditions),
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


def _either(alternatives: tuple[Clause, ...]) -> str:
    return f" {gettext(phrases.OR_WORD)} ".join(phrases.write(each, CONDITIONS) for each in alternatives)


def _quota(quota: Quota | None) -> list[str]:
    if quota is None:
        return ["", "", ""]
    said = [gettext(dict(ROUNDING.choices)[quota.rounding]), gettext(dict(OVER.choices)[quota.over])]
    return [numbers.editable(quota.percent), *said]


def _is_heading(sheet: Sheet, cells: Sequence[str]) -> bool:
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
        self.columns, most = sheet.columns, len(sheet.columns)
        self.cells = [*(" ".join(cell.split()) for cell in cells), *[""] * most]
        self.problems: list[Problem] = []
        if any(self.cells[most:]):
            self.wrong("row.too_many_cells", count=str(len(cells)), most=str(most))

    def wrong(self, code: str, **values: str) -> None:
        self.problems.append(Problem.of(code, "", **values))

    def text(self, column: int, longest: str, needed: bool = False) -> str:
        text, most = self.cells[column], LONGEST[longest]
        if len(text) > most:
            self.wrong("row.too_long", column=self.columns[column], length=str(len(text)), most=str(most))
        elif needed and not text:
            self.wrong("row.needed", column=self.columns[column])
        return text

    def number(self, column: int) -> str:
        given = self.cells[column].rstrip("% ")
        found = phrases.decimal(given) if given else None
        if found is None:
            code = "row.number" if given else "row.needed"
            self.wrong(code, column=self.columns[column], given=_short(given))
        return found or "0"

    def choice(self, column: int, parameter: Parameter) -> str:
        given = self.cells[column]
        found = wording.choice(given, parameter.choices) if given else parameter.default
        if found is None:
            choices = ", ".join(gettext(label) for _code, label in parameter.choices)
            self.wrong("row.choice", column=self.columns[column], given=_short(given), choices=choices)
        return found or parameter.default

    def clause(self, text: str, kinds: Mapping[str, Kind]) -> dict[str, Any]:
        try:
            return phrases.read(text, kinds)
        except phrases.NotUnderstood:
            self.wrong("row.clause", given=_short(text), example=phrases.example(kinds))
            return {"kind": ""}


def _grade(row: _Row) -> dict[str, Any]:
    least = row.number(2)
    grade = {
        "code": row.text(0, "code", needed=True),
        **_words(row, 1, 7, "name"),
        "least": least,
        "in_percent": row.cells[2].endswith("%"),
        "conditions": [
            [row.clause(each, CONDITIONS) for each in phrases.alternatives(part.strip(), CONDITIONS)]
            for part in row.cells[3].split(";")
            if part.strip()
        ],
    }
    if row.cells[4]:
        parts = {ROUNDING.name: row.choice(5, ROUNDING), OVER.name: row.choice(6, OVER)}
        grade["quota"] = {PERCENT.name: row.number(4), **parts}
    elif row.cells[5] or row.cells[6]:
        row.wrong("row.quota_without")
    return grade


def _sanction(row: _Row) -> dict[str, Any]:
    return {
        **_words(row, 0, 4, "sanction"),
        "trigger": row.clause(row.cells[1], CONDITIONS),
        "effect": row.clause(row.cells[2], EFFECTS),
        "legal_line": row.text(3, "legal_line"),
    }


def _tie_breaker(row: _Row) -> dict[str, Any]:
    return {**row.clause(row.cells[0], TIES), "legal_line": row.text(1, "legal_line")}


def _words(row: _Row, column: int, english: int, longest: str) -> dict[str, str]:
    return {"name": row.text(column, longest, needed=True), "name_en": row.text(english, longest)}


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:80]}…"


_READERS = {GRADES: _grade, SANCTIONS: _sanction, TIE_BREAKERS: _tie_breaker}
