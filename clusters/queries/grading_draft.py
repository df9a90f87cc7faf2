"""Grades, sanctions and tie-breakers of a draft as text, and what that text would give."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from clusters import canonical, explanations
from clusters.models import ScoringTableVersion
from clusters.queries import grading as gradings
from clusters.queries import scoring as scorings
from clusters.scoring import Problem, Table, cells
from clusters.scoring.grading import Grading, check_grading, rows
from clusters.tables import Table as Shown


class Draft(NamedTuple):
    """What was understood of the text of each part, and the line of the text on which each row begins."""

    reading: rows.Reading
    lines: Mapping[str, list[int]]

    def line_of(self, sheet: str, number: int) -> int:
        """The line of the text on which the row of this number begins, both from 1."""
        return self.lines[sheet][number - 1]


class Said(NamedTuple):
    """A problem in words, the part that it stands in ('' for all), and in words where.

    `line` is that of the text, if any; `problem` its own code, and `column` where the reader of the text knows it.
    """

    part: str
    place: str
    words: str
    line: int | None
    problem: str
    column: int | None = None


def read(texts: Mapping[str, str]) -> Draft:
    """One text for each part, a line for each row, as copied from a spreadsheet."""
    records = {sheet.name: cells.read(texts.get(sheet.name, "")) for sheet in rows.SHEETS}
    reading = rows.read({name: [record.cells for record in found] for name, found in records.items()})
    return Draft(reading, {name: [record.number for record in found] for name, found in records.items()})


def texts_of(grading: Grading) -> dict[str, str]:
    """The text of each part with its heading, in the active language; nothing for a part without rows."""
    written = rows.write(grading)
    return {
        sheet.name: "\n".join(
            cells.write(row).rstrip(cells.TAB) for row in [rows.headings(sheet), *written[sheet.name]]
        )
        if written[sheet.name]
        else ""
        for sheet in rows.SHEETS
    }


def initial(version: ScoringTableVersion) -> dict[str, str]:
    """What the form begins with."""
    return {**texts_of(gradings.of_version(version)), "seen": fingerprint(version)}


def fingerprint(version: ScoringTableVersion) -> str:
    """A hash of what is stored: whoever writes says which state they saw."""
    return canonical.sha256(version.grading)


class Preview:
    """What the texts would give: in words, and everything to be mended by part and line."""

    def __init__(self, texts: Mapping[str, str], core: Table) -> None:
        self._draft = read(texts)
        grading = self._draft.reading.grading
        self.tables: list[Shown] = [replace(each, export=False) for each in gradings.tables_of(grading)]
        self.unread = [self._misread(each) for each in self._draft.reading.misread]
        # Which row a problem stands at cannot be told as long as rows are left out.
        self.open = [] if self.unread else [self._found(each) for each in check_grading(grading, core)]

    @property
    def problems(self) -> list[Said]:
        """Everything to be mended, row by row."""
        return [*self.unread, *self.open]

    def _misread(self, each: rows.Misread) -> Said:
        line = self._draft.line_of(each.sheet, each.number)
        return self._said(each.sheet, line, each.problem, each.column)

    def _found(self, problem: Problem) -> Said:
        part, _slash, number = problem.where.partition("/")
        return self._said(part, self._line_of(part, int(number)) if number else None, problem)

    def _said(self, part: str, line: int | None, problem: Problem, column: int | None = None) -> Said:
        place = gradings.place_of(f"{part}/{line}" if line else part)
        return Said(part, place, explanations.explain_problem(problem), line, problem.code, column)

    def _line_of(self, part: str, entry: int) -> int:
        """Every row is an entry here, but for a heading."""
        lines = self._draft.lines[part]
        entries = len(self._draft.reading.json.get(part, ()))
        return lines[len(lines) - entries + entry - 1]


def preview(texts: Mapping[str, str], version: ScoringTableVersion) -> Preview:
    """Against the lines of the version as they are stored."""
    return Preview(texts, scorings.table_of(version)[0])


def differences(mine: Grading, theirs: Grading) -> list[tuple[str, str, str]]:
    """Place, my row and their row, wherever the two are not the same."""
    found = []
    my, their = rows.write(mine), rows.write(theirs)
    for sheet in rows.SHEETS:
        ours, others = my[sheet.name], their[sheet.name]
        for at in range(max(len(ours), len(others))):
            pair = [" | ".join(filter(None, listed[at])) if at < len(listed) else "" for listed in (ours, others)]
            if pair[0] != pair[1]:
                found.append((gradings.place_of(f"{sheet.name}/{at + 1}"), pair[0], pair[1]))
    return found
