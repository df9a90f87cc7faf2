"""A scoring table as text, a line for each criterion, so that it can be pasted from a spreadsheet and copied back.

The columns are `COLUMNS`; the tree follows from the codes: I, I.1, I.1.a. Marks of a printed table that do not nest by
dots (A, I, 1, a) become such codes. `read` never fails: it says of every line what it could not understand, and keeps
the rest. `write` gives the text that reads back as the same table.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import gettext

from clusters.scoring import cells, line_notation, numbering, wording
from clusters.scoring.line_notation import section_word
from clusters.scoring.table_line import (
    CODE,
    COLUMNS,
    ENGLISH,
    EVIDENCE,
    LEGAL,
    LONGEST,
    MEASURE,
    OPTIONS,
    POINTS,
    RULE,
    RULE_NAMES,
    SECTION,
    SECTIONS,
    SETTINGS,
    TEXT,
    Line,
    parent_of,
    tidy,
)
from clusters.scoring.values import Node, Problem, Rounding

__all__ = [
    "CODE",
    "CODE_HEADINGS",
    "COLUMNS",
    "ENGLISH",
    "EVIDENCE",
    "LEGAL",
    "LONGEST",
    "MEASURE",
    "OPTIONS",
    "POINTS",
    "RULE",
    "RULE_NAMES",
    "SECTION",
    "SECTIONS",
    "SETTINGS",
    "TEXT",
    "Line",
    "Misread",
    "Reading",
    "differences",
    "is_heading",
    "parent_of",
    "read",
    "read_records",
    "section_word",
    "tidy",
    "write",
    "write_line",
]
CODE_HEADINGS = {"stt", "tt", "so tt", "ma so", "ma tieu chi"}


class Misread(NamedTuple):
    """What is wrong with the line of that number."""

    number: int
    code: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Reading:
    """The lines by code in the order of the text, where each stands, and what could not be understood.

    `made` holds, by code, the mark of which the code was made.
    """

    lines: Mapping[str, Line]
    numbers: Mapping[str, int]
    misread: tuple[Misread, ...]
    made: Mapping[str, str] = field(default_factory=dict)

    @property
    def tree(self) -> list[dict[str, Any]]:
        """The criteria as the service writes them: fields, with `children` for a group."""
        return self._grown(lambda line, children: {**asdict(line), "children": children})

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The same for the arithmetic."""
        return tuple(self._grown(_node))

    def _grown(self, make: Callable[[Line, list], Any]) -> list:
        below: dict[str, list[Line]] = defaultdict(list)
        for line in self.lines.values():
            parent = parent_of(line.code)
            below[parent if parent in self.lines else ""].append(line)

        def grow(code: str) -> list:
            return [make(line, grow(line.code)) for line in below[code]]

        return grow("")


def read(text: str) -> Reading:
    """The whole text; a heading and blank lines are passed over."""
    return read_records(cells.read(text))


def read_records(records: Sequence[cells.Record]) -> Reading:
    """The same for lines that are parted into cells already; numbers are those of the records."""
    if records and is_heading(records[0].cells[CODE]):
        records = records[1:]
    lines: dict[str, Line] = {}
    numbers_of: dict[str, int] = {}
    misread: list[Misread] = []
    marks = [numbering.tidy(tidy(record.cells[CODE])) for record in records]
    codes = numbering.codes(marks, {index for index, record in enumerate(records) if any(record.cells[SECTION:][:1])})
    for record, code in zip(records, codes, strict=True):
        row = line_notation.Row(record, code)
        line = row.read(lines, numbers_of)
        misread += [Misread(record.number, line.code, problem) for problem in row.problems]
        if line.code and line.code not in lines:
            lines[line.code], numbers_of[line.code] = line, record.number
    made = {code: mark for code, mark in zip(codes, marks, strict=True) if code != mark}
    return Reading(lines, numbers_of, tuple(misread), made)


def write(lines: Iterable[Line]) -> str:
    """The heading and every line, in the active language."""
    return "\n".join([cells.write([gettext(column) for column in COLUMNS]), *(write_line(line) for line in lines)])


def write_line(line: Line) -> str:
    """One criterion; cells left empty at the end are left out."""
    return cells.write(line_notation.write(line)).rstrip(cells.TAB)


def differences(mine: Reading, theirs: Reading) -> list[tuple[str, str, str]]:
    """Code, my line and their line, wherever the two are not the same."""
    codes = dict.fromkeys([*theirs.lines, *mine.lines])
    pairs = ((code, mine.lines.get(code), theirs.lines.get(code)) for code in codes)
    return [
        (code, write_line(my) if my else "", write_line(their) if their else "")
        for code, my, their in pairs
        if my != their
    ]


def is_heading(cell: str) -> bool:
    """Whether the first cell of a line is that of the heading."""
    return wording.called(cell, COLUMNS[CODE]) or wording.fold(cell) in CODE_HEADINGS


def _node(line: Line, children: list[Node]) -> Node:
    return Node(
        code=line.code,
        max_points=line.max_points,
        section=line.section,
        rule=line.rule_type,
        parameters=line.parameters,
        evidence_required=line.evidence_required,
        children=tuple(children),
        floor=line.floor,
        combine=line.combine,
        rounding=Rounding(line.step, line.rounding) if line.step else None,
        not_with=tuple(line.not_with),
        supplier=line.supplier,
    )
