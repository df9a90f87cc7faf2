"""What an uploaded results workbook would change, criterion by criterion: the dry run."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from clusters import writing
from clusters.errors import Invalid
from clusters.exports.report_book import Filling
from clusters.imports import report_book as imports
from clusters.imports import spreadsheet
from clusters.imports.fault import Fault
from clusters.imports.report_book import BookRow
from clusters.models import Criterion, StoredFile
from clusters.queries import report as reports
from clusters.queries import report_book as books
from clusters.queries import result as results
from clusters.queries.cell import Sheet
from clusters.queries.report import ReportLine
from clusters.queries.result import Cell
from clusters.scoring import Sheet as Points
from clusters.tables import Column, Row, Table


@dataclass(frozen=True)
class Change:
    """One criterion that the book says otherwise; `is_disputed` where a colleague saved it since the download."""

    line: ReportLine
    row: BookRow
    cell: Cell
    is_disputed: bool

    @property
    def before(self) -> str:
        return _said(self.line.shown, self.line.result.note if self.line.result else "")

    @property
    def after(self) -> str:
        unit = self.line.criterion.unit_of_measure
        return _said(reports.in_words(self.line.rule, dict(self.row.inputs), unit), self.row.note)

    @property
    def who(self) -> str:
        """Who saved last what stands, and when."""
        result = self.line.result
        return f"{result.updated_by}, {writing.moment(result.updated_at)}" if result else writing.NONE


class DryRun:
    """Rows that a person has changed since the download, against what stands now."""

    def __init__(
        self, report: Sheet, lines: Sequence[ReportLine], points: Points | None, sheets: Sequence[spreadsheet.Sheet]
    ) -> None:
        """Raises Refused for a workbook that is not this report's."""
        self.report, self.lines, self.points = report, lines, points
        self.key = books.opened(imports.key_in(sheets), report)
        self.reading = imports.read(sheets, books.asked_of(lines), {line.name for line in lines})
        self.faults = list(self.reading.faults)
        self.touched = {pk: row for pk, row in self.reading.rows.items() if self._is_touched(pk, row)}
        self.changes = list(self._changes())

    def _is_touched(self, pk: int, row: BookRow) -> bool:
        return bool(row.problems) or self.key.drawn.get(pk) != books.digest(row.inputs, row.note)

    def _changes(self) -> Iterator[Change]:
        standing = {line.criterion.pk: line.result for line in self.lines if line.result}
        for line in self.lines:
            row = self.touched.get(line.criterion.pk)
            cell = self._cell(line, row) if row else None
            if row and cell and results.changed([cell], standing):
                version = line.result.version if line.result else 0
                yield Change(line, row, cell, version != self.key.versions.get(line.criterion.pk, 0))

    def _cell(self, line: ReportLine, row: BookRow) -> Cell | None:
        """As it would be stored; None where it cannot be, and then it is said why."""
        if row.problems:
            self.faults += [Fault(imports.RESULTS, row.line, line.name, each) for each in row.problems]
            return None
        try:
            return results.read(self.report, {line.criterion: (row.inputs, row.note)})[0]
        except Invalid as invalid:
            self.faults += [Fault(imports.RESULTS, row.line, line.name, each) for each in invalid.problems.values()]
            return None

    @property
    def disputed(self) -> list[Change]:
        return [each for each in self.changes if each.is_disputed]

    @property
    def may_apply(self) -> bool:
        """Whether there is something to be taken, and nothing in its way."""
        return bool(self.changes) and not self.faults and not self.disputed

    @property
    def is_open(self) -> bool:
        """Whether something is to be mended in the file first."""
        return bool(self.faults or self.disputed)

    @property
    def wanted(self) -> dict[Criterion, tuple[Mapping[str, Any], str]]:
        """What the service is given."""
        return {each.line.criterion: (each.row.inputs, each.row.note) for each in self.changes}

    @cached_property
    def table(self) -> Table:
        """Each change, old beside new."""
        columns = [
            Column("criterion", _("Criterion"), sortable=False, spot="name"),
            Column("before", _("Stands now"), sortable=False, spot="line"),
            Column("after", _("Would be"), sortable=False, spot="line"),
        ]
        taken = [each for each in self.changes if not each.is_disputed]
        rows = [Row([str(each.line.criterion), each.before, each.after]) for each in taken]
        empty = _("Nothing: the report is the same as in the workbook.")
        return Table("changes", _("Changes that the workbook would make"), columns, rows, empty=empty, export=False)

    @cached_property
    def disputed_table(self) -> Table:
        """What a colleague saved since the download, beside what the workbook says."""
        columns = [
            Column("criterion", _("Criterion"), sortable=False, spot="name"),
            Column("theirs", _("Saved by a colleague"), sortable=False, spot="line"),
            Column("who", _("By whom and when"), sortable=False),
            Column("yours", _("In your workbook"), sortable=False, spot="line"),
        ]
        rows = [Row([str(each.line.criterion), each.before, each.who, each.after]) for each in self.disputed]
        caption = _("Changed by a colleague since you downloaded the workbook")
        return Table("disputed", caption, columns, rows, export=False)

    @cached_property
    def fault_table(self) -> Table:
        """What keeps the workbook from being taken, as rows."""
        columns = [
            Column("line", _("Row"), "number", sortable=False),
            Column("code", _("Code"), sortable=False, spot="name"),
            Column("words", _("What is to be mended"), sortable=False, spot="line"),
        ]
        rows = [Row([fault.line, fault.code or None, fault.words]) for fault in self.faults]
        return Table("faults", _("To be mended before the workbook can be taken"), columns, rows, export=False)

    @property
    def marked(self) -> Filling:
        """The workbook again with the reasons: what the person typed stays, everything else is as it stands now.

        It is drawn from what stands now. Uploaded once more, it says that its owner has seen the colleague's figures.
        """
        why: dict[str, list[str]] = {}
        for fault in self.faults:
            why.setdefault(fault.code, []).append(fault.words)
        told = _("{who} saved “{theirs}” since. Keep your figure or take that one, then upload this workbook.")
        for each in self.disputed:
            why.setdefault(each.line.name, []).append(told.format(who=each.who, theirs=each.before))
        said = {code: " ".join(words) for code, words in why.items()}
        return books.filling_of(self.report, self.lines, self.points, self.touched, said)


def of_file(report: Sheet, stored: StoredFile) -> DryRun:
    """Of the uploaded file, against the rows of this moment. Raises Refused."""
    return DryRun(report, *books.read(report), books.sheets_of(stored))


def _said(figures: str, note: str) -> str:
    """Both in one text, a dash for nothing."""
    return " · ".join(filter(None, [figures, note])) or writing.NONE
