"""What a workbook would change of a draft, line by line: the dry run."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from clusters import writing
from clusters.imports import examples, heading, layout, table_book
from clusters.imports.examples import Example
from clusters.imports.fault import Fault
from clusters.imports.heading import MODES
from clusters.imports.layout import HeadingField
from clusters.imports.table_book import TableBook
from clusters.models import ScoringTableVersion
from clusters.queries import table_book as queries
from clusters.scoring import Node, line_notation, notation
from clusters.scoring.notation import Line
from clusters.tables import Column, Row, Table
from clusters.validating import Method, Validation, read_validation
from clusters.validating import rows as checks

ADDED, CHANGED, REMOVED, MOVED = "added", "changed", "removed", "moved"


@dataclass(frozen=True)
class Change:
    """One thing on one sheet: `what` names it, `column` and the words before and after where it is changed."""

    sheet: str
    what: str
    kind: str
    column: str = ""
    before: str = ""
    after: str = ""


class DryRun:
    """What the workbook would change, what keeps it from being taken, and what would keep it from being published.

    `version` is the draft as it stands, or one that is not saved yet.
    """

    def __init__(self, version: ScoringTableVersion, book: TableBook) -> None:
        self.version, self.book = version, book
        self.seen = queries.fingerprint(version) if version.pk else ""
        self.faults = [*book.faults, *heading.problems({**queries.heading_of(version), **book.heading})]
        self.faults += heading.missing(book.heading, book.faults) if not version.pk else []
        self.open = [] if self.faults else queries.open_problems(version, book)
        self.changes = list(changes(version, book))

    @property
    def problems(self) -> list[Fault]:
        """Both, those that block first."""
        return [*self.faults, *self.open]

    @property
    def may_apply(self) -> bool:
        """Whether there is something to be taken, and nothing in its way."""
        return bool(self.changes) and not self.faults

    @property
    def other_name(self) -> str:
        """The name in the workbook, where it is that of another table."""
        name = str(self.book.heading.get("name") or "")
        return name if name and name != self.version.table.name else ""

    @property
    def name(self) -> str:
        """What the table is called, or would be."""
        return self.version.table.name or str(self.book.heading.get("name") or "…")

    @property
    def table(self) -> Table:
        """The changes as rows."""
        columns = [
            Column("sheet", _("Sheet"), sortable=False),
            Column("what", _("What is changed"), sortable=False, spot="name"),
            Column("kind", _("Change"), sortable=False, spot="mark"),
            Column("column", _("Column"), sortable=False),
            Column("before", _("Stands now"), sortable=False, spot="line"),
            Column("after", _("Would be"), sortable=False, spot="line"),
        ]
        words = {ADDED: _("added"), CHANGED: _("changed"), REMOVED: _("taken away"), MOVED: _("moved")}
        rows = [
            Row(
                [layout.sheet_name(c.sheet), c.what, words[c.kind], c.column or None, c.before or None, c.after or None]
            )
            for c in self.changes
        ]
        empty = _("Nothing: the table is the same as in the workbook.")
        return Table(
            "changes", _("Changes that the workbook would make"), columns, rows, empty=empty, export=False, wide=True
        )

    @property
    def made(self) -> Mapping[str, str]:
        """Codes that were made of the marks of a printed table, with the marks."""
        return self.book.reading.made if self.book.reading else {}

    @property
    def fault_table(self) -> Table:
        """What keeps the workbook from being taken, as rows."""
        return _fault_table("faults", _("To be mended before the workbook can be taken"), self.faults)

    @property
    def open_table(self) -> Table:
        """What would keep the table from being published, as rows."""
        return _fault_table("open", _("To be mended before the table can be published"), self.open)

    @property
    def counts(self) -> dict[str, int]:
        """How many lines of the criteria would be added, changed and taken away."""
        kinds = {(each.what, each.kind) for each in self.changes if each.sheet == layout.CRITERIA}
        return {kind: sum(each == kind for _what, each in kinds) for kind in (ADDED, CHANGED, REMOVED)}


def _fault_table(name: str, caption: str, faults: Sequence[Fault]) -> Table:
    columns = [
        Column("sheet", _("Sheet"), sortable=False),
        Column("line", _("Row"), "number", sortable=False),
        Column("code", _("Code"), sortable=False, spot="name"),
        Column("words", _("What is to be mended"), sortable=False, spot="line"),
    ]
    rows = [Row([layout.sheet_name(f.sheet) if f.sheet else None, f.line, f.code or None, f.words]) for f in faults]
    return Table(name, caption, columns, rows, export=False)


def changes(version: ScoringTableVersion, book: TableBook) -> Iterator[Change]:
    """Heading, criteria, grading, validation and examples, as far as the workbook has them."""
    yield from _of_heading(queries.heading_of(version), book.heading)
    if book.reading is not None:
        yield from _of_criteria(queries.lines_of(version) if version.pk else [], list(book.reading.lines.values()))
    before, after = queries.grading_of(version.grading), queries.grading_of({**version.grading, **book.grading})
    for name in book.grading:
        yield from _of_rows(name, before.get(name, []), after.get(name, []))
    if book.validation:
        yield from _of_validation(read_validation(version.validation), queries.validation_of(version, book))
    if book.examples is not None:
        nodes = table_book.lines_of(book.reading.nodes) if book.reading else queries.standing(version)
        yield from _of_examples(queries.kept_examples(version) if version.pk else [], book.examples, nodes)


def _of_heading(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for field in layout.HEADING_FIELDS:
        if field.name in before and field.name in after and before[field.name] != after[field.name]:
            words = (_shown(field, before[field.name]), _shown(field, after[field.name]))
            yield Change(layout.HEADING, _(field.label), CHANGED, "", *words)


def _shown(field: HeadingField, value: Any) -> str:
    if value is None or value == "":
        return writing.NONE
    if field.kind == "day":
        return writing.day(value)
    if field.kind == "number":
        return writing.number(value)
    if field.kind == "switch":
        return _("yes") if value else _("no")
    return str(dict(MODES).get(value, value)) if field.kind == "mode" else str(value)


def _of_criteria(before: Sequence[Line], after: Sequence[Line]) -> Iterator[Change]:
    old, new = {line.code: line for line in before}, {line.code: line for line in after}
    for code, line in new.items():
        if code not in old:
            yield Change(layout.CRITERIA, code, ADDED, "", "", _summary(line))
        else:
            yield from _of_line(old[code], line)
    yield from (
        Change(layout.CRITERIA, code, REMOVED, "", _summary(line)) for code, line in old.items() if code not in new
    )
    if _order(old, new) != _order(new, old):
        order = (", ".join(_order(*pair)) for pair in ((old, new), (new, old)))
        yield Change(layout.CRITERIA, _("Order of the lines"), MOVED, "", *(_cut(each) for each in order))


def _order(of: Mapping[str, Any], also_in: Mapping[str, Any]) -> list[str]:
    return [code for code in of if code in also_in]


def _of_line(before: Line, after: Line) -> Iterator[Change]:
    for column, old, new in zip(notation.COLUMNS, line_notation.write(before), line_notation.write(after), strict=True):
        if old != new:
            yield Change(layout.CRITERIA, after.code, CHANGED, _(column), old, new)


def _summary(line: Line) -> str:
    cells = line_notation.write(line)
    said = [cells[place] for place in (notation.TEXT, notation.POINTS, notation.RULE, notation.SETTINGS)]
    return " · ".join(cell for cell in said if cell)


def _of_rows(name: str, before: Sequence[Sequence[str]], after: Sequence[Sequence[str]]) -> Iterator[Change]:
    """Rows have no names that stay: they are compared place by place."""
    for number in range(max(len(before), len(after))):
        old, new = (_row(rows[number]) if number < len(rows) else "" for rows in (before, after))
        if old != new:
            kind = ADDED if not old else REMOVED if not new else CHANGED
            yield Change(name, str(number + 1), kind, "", old, new)


def _row(cells: Iterable[Any]) -> str:
    return " · ".join(str(cell) for cell in cells if cell not in (None, ""))


def _of_validation(before: Validation, after: Validation) -> Iterator[Change]:
    """Rules by their codes, cell by cell."""
    old, new = ({row[0]: row for row in checks.write_rules(each.rules)} for each in (before, after))
    columns = checks.SHEETS[0].columns
    for code in dict.fromkeys([*new, *old]):
        if code in old and code in new:
            for column, *words in zip(columns, old[code], new[code], strict=True):
                if words[0] != words[1]:
                    yield Change(checks.RULES, code, CHANGED, _(column), *words)
        else:
            kind, words = (ADDED, ["", _row(new[code][1:])]) if code in new else (REMOVED, [_row(old[code][1:]), ""])
            yield Change(checks.RULES, code, kind, "", *words)
    if _order(old, new) != _order(new, old):
        order = (", ".join(_order(*pair)) for pair in ((old, new), (new, old)))
        yield Change(checks.RULES, _("Order of the lines"), MOVED, "", *order)
    if before.outliers != after.outliers:
        yield from _of_settings(before.outliers, after.outliers)


def _of_settings(before: Method | None, after: Method | None) -> Iterator[Change]:
    for (label, old), (_label, new) in zip(checks.write_method(before), checks.write_method(after), strict=True):
        if old != new:
            yield Change(checks.OUTLIERS, label, CHANGED, "", old, new)


def _of_examples(before: Sequence[Example], after: Sequence[Example], nodes: Mapping[str, Node]) -> Iterator[Change]:
    old, new = {each.name: each for each in before}, {each.name: each for each in after}
    for name in dict.fromkeys([*new, *old]):
        words = [_example(each[name], nodes) if name in each else "" for each in (old, new)]
        if words[0] != words[1]:
            kind = ADDED if name not in old else REMOVED if name not in new else CHANGED
            yield Change(layout.EXAMPLES, name, kind, "", *words)


def _example(example: Example, nodes: Mapping[str, Node]) -> str:
    return "; ".join(_row(_words(row[1:])) for row in examples.write(example, nodes))


def _words(cells: Iterable[Any]) -> Iterator[str]:
    return (cell if isinstance(cell, str) else writing.number(cell) if cell is not None else "" for cell in cells)


def _cut(text: str) -> str:
    return text if len(text) <= 300 else f"{text[:300]}…"
