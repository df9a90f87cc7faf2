"""A whole workbook of a scoring table, read: what it says, and every fault as a row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from clusters import explanations
from clusters.imports import criteria, examples, heading, layout, spreadsheet, validation
from clusters.imports.examples import Example
from clusters.imports.fault import Fault
from clusters.scoring import Node, Table, Unreadable, all_nodes, notation
from clusters.scoring.grading import rows as grading


@dataclass(frozen=True)
class TableBook:
    """What the workbook says; a sheet that is not there says nothing, and its part is None.

    `grading` and `validation` hold the JSON of those of their parts whose sheets are there; `rule_lines` says in which
    row a validation rule stands, by its code.
    """

    heading: Mapping[str, Any] = field(default_factory=dict)
    reading: notation.Reading | None = None
    grading: Mapping[str, Any] = field(default_factory=dict)
    examples: list[Example] | None = None
    validation: Mapping[str, Any] = field(default_factory=dict)
    rule_lines: Mapping[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def read(sheets: Sequence[spreadsheet.Sheet], standing: Mapping[str, Node]) -> TableBook:
    """The sheets as a table; `standing` are the lines of the draft, for a workbook that does not bring its own."""
    by_key = {layout.key_of(sheet.name): sheet for sheet in reversed(sheets)}
    own = criteria.find(sheets)
    reading, faults = criteria.read(own) if own else (None, [_no_criteria(sheets, by_key)])
    nodes = lines_of(reading.nodes) if reading else standing
    fields, wrong = heading.read(by_key[layout.HEADING].rows) if layout.HEADING in by_key else ({}, [])
    graded, misread = _grading(by_key)
    own_examples = by_key.get(layout.EXAMPLES)
    found, misfits = examples.read(own_examples.rows, nodes) if own_examples else (None, [])
    checks = validation.read(
        {name: _texts(by_key[name], len(layout.columns_of(name))) for name in layout.VALIDATION if name in by_key}
    )
    known = [fault for fault in faults if fault is not None]
    said = [*wrong, *known, *misread, *misfits, *checks.faults]
    return TableBook(fields, reading, graded, found, checks.stored, checks.lines, said)


def lines_of(nodes: tuple[Node, ...]) -> dict[str, Node]:
    """Every line by its code."""
    return {node.code: node for node in all_nodes(Table(nodes))}


def _no_criteria(sheets: Sequence[spreadsheet.Sheet], by_key: Mapping[str, spreadsheet.Sheet]) -> Fault | None:
    """A workbook may bring other parts only; one that brings nothing has other names on its sheets."""
    if by_key.keys() & {layout.HEADING, layout.EXAMPLES, *layout.GRADING, *layout.VALIDATION}:
        return None
    names = ", ".join(f"“{sheet.name}”" for sheet in sheets[:10])
    said = _("No sheet is called “{wanted}” or has criteria in it; there are {names}. Take the names of the template.")
    return Fault("", None, "", said.format(wanted=layout.sheet_name(layout.CRITERIA), names=names))


def _texts(sheet: spreadsheet.Sheet, width: int) -> list[list[str]]:
    """Cells beyond the columns are notes of whoever filled the sheet in, such as what was to be mended."""
    return [[spreadsheet.text_of(cell) for cell in row[:width]] for row in sheet.rows]


def _grading(by_key: Mapping[str, spreadsheet.Sheet]) -> tuple[dict[str, Any], list[Fault]]:
    given = [name for name in layout.GRADING if name in by_key]
    rows = {name: _texts(by_key[name], len(layout.columns_of(name))) for name in given}
    try:
        found = grading.read(rows)
    except Unreadable as unreadable:
        return {}, [Fault(given[0], None, "", explanations.explain_problem(each)) for each in unreadable.problems]
    misread = [Fault(each.sheet, each.number, "", explanations.explain_problem(each.problem)) for each in found.misread]
    return {name: found.json.get(name, []) for name in given}, misread
