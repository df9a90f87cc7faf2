"""The rows of a sheet as HTML, put together in Python: sixty criteria in a few milliseconds.

Every part is escaped where it is made. What the script of the sheet looks for are the row's `data-row`, `data-in` (the
groups above it), `data-found`, `data-score`, `data-badge` and `data-kept`, and fields named as `forms.report.name_of`.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from clusters import writing
from clusters.enums import Blank
from clusters.forms import sheet_field
from clusters.forms.report import Versions
from clusters.forms.sheet import Cell, CellsForm
from clusters.forms.sheet_beside import before, disputes, found, parts, returned, small
from clusters.models import PeriodReport, Report
from clusters.queries.report import ReportLine, leaves
from clusters.queries.sheet import Beside, Desk
from clusters.table_html import badge, esc, mark

ICON = writing.icon
LOOKS = {"target": ' class="num"', "score": " data-score"}


class Look(NamedTuple):
    """What tells the sheets of a year and of a period apart: what they are called, the columns beside the name of a
    line, each with its label, and where more is told; the 0 of `history` stands for a criterion."""

    caption: str
    columns: dict[str, str]
    history: str
    facts: str = ""


def of_year(report: Report) -> Look:
    labels = {"target": _("Target"), "before": _("Before"), "result": _("Result"), "note": _("Note")}
    labels |= {"score": _("Self-score"), "evidence": _("Evidence"), "state": _("State")}
    facts = reverse("season-facts", args=[report.participant.season_id])
    return Look(_("Results"), labels, reverse("report-history", args=[report.pk, 0]), facts)


def of_period(report: PeriodReport) -> Look:
    """A period gives no points."""
    labels = {"target": _("Target of the year"), "before": _("Before"), "result": _("Result"), "note": _("Note")}
    history = reverse("period-history", args=[report.period.pk, report.participant.pk, 0])
    return Look(_("Figures of the period"), {**labels, "evidence": _("Evidence"), "state": _("State")}, history)


def heads(look: Look) -> SafeString:
    """The headings; each column has its width by its name."""
    columns = {"name": _("Criterion"), **look.columns}
    classes = {name: f"sheet-col-{name}{' num' if name == 'target' else ''}" for name in columns}
    return mark_safe("".join(f'<th scope="col" class="{classes[n]}">{esc(columns[n])}</th>' for n in columns))


def body(look: Look, lines: Sequence[ReportLine], desk: Desk, form: CellsForm) -> SafeString:
    """All rows in the order of the table: groups, lines that the unit fills in, lines that others bring."""
    page = _Page(look, lines, desk, form)
    return mark_safe("".join(page.row(line) for line in lines))


def score(line: ReportLine) -> str:
    """The points of a line as its figures stand, with the reasons."""
    most = writing.points(line.criterion.max_points)
    shown = f'<strong>{writing.points(line.line.points)}</strong> <span class="muted">/ {most}</span>'
    return shown + ("".join(map(small, line.reasons)) if line.is_filled else "")


def state(line: ReportLine, *, refused: bool = False) -> str:
    """Whether the figures of a line are kept: complete, in part, explained, or not at all."""
    if refused:
        return badge("missing", _("not saved"))
    if line.is_filled:
        return _badge("done", get_language())
    if line.blank:
        return badge("explained", Blank(line.blank).label, "info")
    has_part = line.result is not None and any(value not in (None, "") for value in line.result.inputs.values())
    return _badge("partly" if has_part else "todo", get_language())


@lru_cache(maxsize=16)
def _badge(value: str, _language: str) -> str:
    """The three that stand in nearly every row."""
    return badge(value, {"done": _("saved"), "partly": _("in part"), "todo": _("still empty")}[value])


def said(line: ReportLine, desk: Desk) -> dict[str, str | bool]:
    """What the script puts into a row once something was saved, by the `data-` attribute that holds it."""
    points = {"score": score(line)} if line.gives_points else {}
    told = {"found": found(desk.of(line).found), "badge": state(line), "mark": sheet_field.origin(line)}
    return {**points, **told, "open": not line.is_settled}


def group(line: ReportLine, own: Mapping[int, Sequence[ReportLine]]) -> dict[str, str]:
    """The same for a group: its points, and how many of its lines are filled in."""
    points = {"points": writing.points(line.line.points)} if line.gives_points else {}
    return {**points, "filled": progress(own.get(line.criterion.pk, ()))}


def progress(own: Sequence[ReportLine]) -> str:
    """How many of a group's lines are filled in."""
    return f"{sum(1 for each in own if each.is_filled)}/{len(own)}" if own else ""


def members(lines: Sequence[ReportLine]) -> dict[int, list[ReportLine]]:
    """The leaves of each group, however deep, by the group's pk."""
    inside: dict[int, list[ReportLine]] = {}
    above = {line.criterion.pk: line.criterion.parent_id for line in lines}
    for line in leaves(list(lines)):
        group = line.criterion.parent_id
        while group is not None:
            inside.setdefault(group, []).append(line)
            group = above[group]
    return inside


class _Row(NamedTuple):
    """A line with its cells, and what was refused of it."""

    line: ReportLine
    beside: Beside
    cells: list[Cell]
    disputes: Versions

    @property
    def is_refused(self) -> bool:
        return bool(self.disputes) or any(cell.errors for cell in self.cells)


class _Page:
    """What is the same for every row of one page: its words are translated once, its addresses resolved once."""

    def __init__(self, look: Look, lines: Sequence[ReportLine], desk: Desk, form: CellsForm) -> None:
        self.look, self.desk, self.form = look, desk, form
        self.above = {line.criterion.pk: line.criterion.parent_id for line in lines}
        self.own = members(lines)
        self.opens = {
            name: f'<td{LOOKS.get(name, "")} data-label="{esc(look.columns[name])}">' for name in look.columns
        }
        self.history, self.file = esc(look.history), esc(reverse("library-file", args=[0]))
        texts = {"history": _("History"), "add": _("Add a file"), "total": _("Total"), "filled": _("filled in")}
        self.words = {name: esc(text) for name, text in (texts | {"note": _("Note")}).items()}
        self.sign = {name: ICON(name) for name in ("history", "upload")}
        self.required = badge("missing", _("required"))
        draws = {"target": self._target, "before": self._before, "result": self._result, "note": self._note}
        draws |= {"score": self._score, "evidence": self._evidence, "state": self._state}
        self.draws = [(self.opens[name], draws[name]) for name in look.columns]

    def row(self, line: ReportLine) -> str:
        if line.is_group:
            return self._group(line)
        return self._asked(line) if line.is_asked else self._brought(line)

    def _group(self, line: ReportLine) -> str:
        pk = line.criterion.pk
        points, most = writing.points(line.line.points), writing.points(line.criterion.max_points)
        total = f"{self.words['total']} <strong data-points>{points}</strong> / {most} · " if line.gives_points else ""
        filled = f'<span class="muted" data-filled>{progress(self.own.get(pk, ()))}</span>'
        return (
            f'<tr class="sheet-group sheet-depth-{line.depth}" data-fold="{pk}"{self._in(line)}>'
            f'<th scope="rowgroup" colspan="5"><span>{esc(line.criterion)}</span></th>'
            f'<td colspan="{len(self.draws) - 4}" data-group="{pk}">{total}{self.words["filled"]} {filled}</td></tr>'
        )

    def _asked(self, line: ReportLine) -> str:
        pk, row = line.criterion.pk, _Row(line, self.desk.of(line), self.form.cells(line), self.form.versions_of(line))
        refused = any(cell.errors for cell in row.cells)
        tone = "row-bad" if refused else "row-warn" if row.disputes else "" if line.is_settled else "row-info"
        cells = "".join(f"{opens}{draw(row)}</td>" for opens, draw in self.draws)
        return (
            f'<tr id="criterion-{pk}" data-row="{pk}"{self._in(line)} class="sheet-row {tone}">'
            f"{self._named(line, row.beside)}{cells}</tr>"
        )

    def _brought(self, line: ReportLine) -> str:
        """What the system knows or somebody else enters: shown, and said where it comes from."""
        row = _Row(line, self.desk.of(line), [], [])
        by = small(f"{_('Figures entered by')}: {line.criterion.get_supplier_display()}")
        facts = f'<a href="{esc(self.look.facts)}">{esc(_("Facts of the year"))}</a>'
        source = facts if line.criterion.supplier == "system" else esc(line.criterion.scorer or writing.NONE)
        there = badge("todo", _("not there yet")) if line.line.missing else badge("done", _("there"))
        drawn = {"target": self._target(row), "before": self._before(row), "score": score(line), "state": there}
        drawn |= {"result": f"{esc(line.shown or writing.NONE)}{by}", "note": source, "evidence": writing.NONE}
        cells = "".join(f"{self.opens[name]}{drawn[name]}</td>" for name in self.look.columns)
        return (
            f'<tr id="criterion-{line.criterion.pk}"{self._in(line)}'
            f' class="sheet-row{" row-info" if line.line.missing else ""}">{self._named(line, row.beside)}{cells}</tr>'
        )

    def _in(self, line: ReportLine) -> str:
        groups, above = [], line.criterion.parent_id
        while above is not None:
            groups.append(str(above))
            above = self.above[above]
        return f' data-in="{" ".join(groups)}"' if groups else ""

    def _named(self, line: ReportLine, beside: Beside) -> str:
        return (
            f'<th scope="row">{esc(line.criterion)}{small(line.consequence)}{parts(beside)}{returned(beside)}'
            f"<div data-found>{found(beside.found)}</div></th>"
        )

    def _target(self, row: _Row) -> str:
        goal = row.line.target
        return f"{esc(goal.said)} {mark(goal.mark, goal.source)}" if goal else writing.NONE

    def _before(self, row: _Row) -> str:
        return before(self.desk.before, row.beside) or writing.NONE

    def _result(self, row: _Row) -> str:
        return sheet_field.figures(row.line, row.cells[:-1]) + disputes(row.disputes)

    def _note(self, row: _Row) -> str:
        return sheet_field.note(row.line, row.cells[-1], self.words["note"])

    def _score(self, row: _Row) -> str:
        return score(row.line)

    def _evidence(self, row: _Row) -> str:
        line, pk = row.line, row.line.criterion.pk
        files = "".join(
            f'<a class="sheet-file" href="{self.file.replace("/0/", f"/{proof.file_id}/")}">{esc(proof.file.name)}</a>'
            f"{small(proof.aside)}"
            for proof in line.evidence
        )
        lacks = self.required if line.lacks_evidence else ""
        return (
            f'{files}{lacks}<button type="submit" class="btn btn-sm btn-quiet" name="go" value="{pk}">'
            f"{self.sign['upload']} <span>{self.words['add']}</span> "
            f'<span class="visually-hidden">{esc(line.name)}</span></button>'
        )

    def _state(self, row: _Row) -> str:
        line, kept, who = row.line, "", ""
        if line.result:
            kept, who = writing.moment(line.result.updated_at), f' title="{esc(line.result.updated_by)}"'
        history = self.history.replace("/0/", f"/{line.criterion.pk}/")
        return (
            f"<span data-badge>{state(line, refused=row.is_refused)}</span>"
            f'<span class="cell-note" data-kept{who}>{kept}</span>'
            f'<a class="sheet-history" data-history href="{history}">{self.sign["history"]}{self.words["history"]}'
            f'<span class="visually-hidden"> {esc(line.name)}</span></a>'
        )
