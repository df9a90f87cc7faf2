"""The rows of the yearly sheet as HTML, put together in Python: sixty criteria in a few milliseconds.

Every part is escaped where it is made. What the script of the sheet looks for are the row's `data-row`, `data-in` (the
groups above it), `data-found`, `data-score`, `data-badge` and `data-kept`, and fields named as `forms.report.name_of`.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from clusters import writing
from clusters.enums import Blank
from clusters.forms import sheet_field
from clusters.forms.sheet import YearForm
from clusters.models import Report, Season
from clusters.queries.finding import Found
from clusters.queries.period_figures import PeriodFigure
from clusters.queries.report import ReportLine, leaves
from clusters.queries.sheet import Beside, Desk, Last, Part
from clusters.table_html import badge, esc, mark

ICON = writing.icon


def body(report: Report, lines: Sequence[ReportLine], desk: Desk, form: YearForm) -> SafeString:
    """All rows in the order of the table: groups, lines that the unit fills in, lines that others bring."""
    page = _Page(report, lines, desk, form)
    return mark_safe("".join(page.row(line) for line in lines))


def score(line: ReportLine) -> str:
    """The points of a line as its figures stand, with the reasons."""
    most = writing.points(line.criterion.max_points)
    shown = f'<strong>{writing.points(line.line.points)}</strong> <span class="muted">/ {most}</span>'
    return shown + ("".join(map(_small, line.reasons)) if line.is_filled else "")


def found(each: Iterable[Found]) -> str:
    """What the checks find at a line, with the numbers and what was said about it."""
    return "".join(map(_found, each))


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
    told = {"score": score(line), "found": found(desk.of(line).found), "badge": state(line)}
    return {**told, "open": not line.is_filled}


def group(line: ReportLine, own: Mapping[int, Sequence[ReportLine]]) -> dict[str, str]:
    """The same for a group: its points, and how many of its lines are filled in."""
    return {"points": writing.points(line.line.points), "filled": progress(own.get(line.criterion.pk, ()))}


def progress(own: Sequence[ReportLine]) -> str:
    """How many of a group's lines are filled in."""
    return f"{sum(1 for each in own if each.is_filled)}/{len(own)}" if own else ""


def members(lines: Sequence[ReportLine]) -> dict[int, list[ReportLine]]:
    """The leaves of each group, however deep, by the group's pk."""
    found: dict[int, list[ReportLine]] = {}
    above = {line.criterion.pk: line.criterion.parent_id for line in lines}
    for line in leaves(list(lines)):
        group = line.criterion.parent_id
        while group is not None:
            found.setdefault(group, []).append(line)
            group = above[group]
    return found


class _Page:
    """What is the same for every row of one page: its words are translated once, its addresses resolved once."""

    def __init__(self, report: Report, lines: Sequence[ReportLine], desk: Desk, form: YearForm) -> None:
        self.season: Season = report.participant.season
        self.desk, self.form = desk, form
        self.above = {line.criterion.pk: line.criterion.parent_id for line in lines}
        self.own = members(lines)
        labels = {"target": _("Target"), "before": _("Before"), "result": _("Result"), "note": _("Note")}
        labels |= {"score": _("Self-score"), "evidence": _("Evidence"), "state": _("State")}
        self.labels = {name: f'data-label="{esc(label)}"' for name, label in labels.items()}
        self.history = esc(reverse("report-history", args=[report.pk, 0]))
        self.file = esc(reverse("evidence-file", args=[0]))
        texts = {"history": _("History"), "add": _("Add a file"), "total": _("Total"), "filled": _("filled in")}
        self.words = {name: esc(text) for name, text in (texts | {"note": _("Note")}).items()}
        self.sign = {name: ICON(name) for name in ("history", "upload")}
        self.required = badge("missing", _("required"))

    def row(self, line: ReportLine) -> str:
        if line.is_group:
            return self._group(line)
        return self._asked(line) if line.is_asked else self._brought(line)

    def _group(self, line: ReportLine) -> str:
        pk = line.criterion.pk
        points, most = writing.points(line.line.points), writing.points(line.criterion.max_points)
        total = f"<strong data-points>{points}</strong> / {most}"
        filled = f'<span class="muted" data-filled>{progress(self.own.get(pk, ()))}</span>'
        return (
            f'<tr class="sheet-group sheet-depth-{line.depth}" data-fold="{pk}"{self._in(line)}>'
            f'<th scope="rowgroup" colspan="5"><span>{esc(line.criterion)}</span></th>'
            f'<td colspan="3" data-group="{pk}">{self.words["total"]} {total} · '
            f"{self.words['filled']} {filled}</td></tr>"
        )

    def _asked(self, line: ReportLine) -> str:
        pk, beside, cells = line.criterion.pk, self.desk.of(line), self.form.cells(line)
        disputes, refused = self.form.versions_of(line), any(cell.errors for cell in cells)
        tone = "row-bad" if refused else "row-warn" if disputes else "" if line.is_filled else "row-info"
        *figures, note = cells
        return "".join(
            (
                f'<tr id="criterion-{pk}" data-row="{pk}"{self._in(line)} class="sheet-row {tone}">',
                self._named(line, beside),
                self._before(line, beside),
                f"<td {self.labels['result']}>{sheet_field.figures(line, figures)}{_disputes(disputes)}</td>",
                f"<td {self.labels['note']}>{sheet_field.note(line, note, self.words['note'])}</td>",
                f"<td {self.labels['score']} data-score>{score(line)}</td>",
                f"<td {self.labels['evidence']}>{self._evidence(line)}</td>",
                f"<td {self.labels['state']}>{self._state(line, refused or bool(disputes))}</td></tr>",
            )
        )

    def _brought(self, line: ReportLine) -> str:
        """What the system knows or somebody else enters: shown, and said where it comes from."""
        pk, beside = line.criterion.pk, self.desk.of(line)
        by = _small(f"{_('Figures entered by')}: {line.criterion.get_supplier_display()}")
        facts = f'<a href="{esc(reverse("season-facts", args=[self.season.pk]))}">{esc(_("Facts of the year"))}</a>'
        source = facts if line.criterion.supplier == "system" else esc(line.criterion.scorer or writing.NONE)
        there = badge("todo", _("not there yet")) if line.line.missing else badge("done", _("there"))
        return (
            f'<tr id="criterion-{pk}"{self._in(line)} class="sheet-row{" row-info" if line.line.missing else ""}">'
            f"{self._named(line, beside)}{self._before(line, beside)}"
            f"<td {self.labels['result']}>{esc(line.shown or writing.NONE)}{by}</td>"
            f"<td {self.labels['note']}>{source}</td><td {self.labels['score']}>{score(line)}</td>"
            f"<td {self.labels['evidence']}>–</td><td {self.labels['state']}>{there}</td></tr>"
        )

    def _in(self, line: ReportLine) -> str:
        groups, above = [], line.criterion.parent_id
        while above is not None:
            groups.append(str(above))
            above = self.above[above]
        return f' data-in="{" ".join(groups)}"' if groups else ""

    def _named(self, line: ReportLine, beside: Beside) -> str:
        parts = "".join(map(_part, beside.parts))
        return (
            f'<th scope="row">{esc(line.criterion)}{_small(line.rule_in_words)}{parts}{_returned(beside)}'
            f"<div data-found>{found(beside.found)}</div></th>"
        )

    def _before(self, line: ReportLine, beside: Beside) -> str:
        """The target; the year before, and the periods to date."""
        goal, year = line.target, self.desk.before
        target = f"{esc(goal.said)} {mark(goal.mark, goal.source)}" if goal else writing.NONE
        before = "".join((*(_last(year, each) for each in beside.last), *map(_period, beside.periods)))
        return (
            f'<td class="num" {self.labels["target"]}>{target}</td>'
            f"<td {self.labels['before']}>{before or writing.NONE}</td>"
        )

    def _evidence(self, line: ReportLine) -> str:
        pk = line.criterion.pk
        files = "".join(
            f'<a class="sheet-file" href="{self.file.replace("/0/", f"/{proof.pk}/")}">{esc(proof.file.name)}</a>'
            f"{_small(proof.aside) if proof.aside else ''}"
            for proof in line.evidence
        )
        lacks = self.required if line.lacks_evidence else ""
        return (
            f'{files}{lacks}<button type="submit" class="btn btn-sm btn-quiet" name="go" value="{pk}">'
            f"{self.sign['upload']} <span>{self.words['add']}</span> "
            f'<span class="visually-hidden">{esc(line.name)}</span></button>'
        )

    def _state(self, line: ReportLine, refused: bool) -> str:
        kept = who = ""
        if line.result:
            kept, who = writing.moment(line.result.updated_at), f' title="{esc(line.result.updated_by)}"'
        history = self.history.replace("/0/", f"/{line.criterion.pk}/")
        return (
            f"<span data-badge>{state(line, refused=refused)}</span>"
            f'<span class="cell-note" data-kept{who}>{kept}</span>'
            f'<a class="sheet-history" data-history href="{history}">{self.sign["history"]}{self.words["history"]}'
            f'<span class="visually-hidden"> {esc(line.name)}</span></a>'
        )


def _small(words: object) -> str:
    return f'<span class="cell-note">{esc(words)}</span>' if words else ""


def _last(year: int, last: Last) -> str:
    points = ""
    if last.points is not None:
        points = f" · {esc(_('{points} points').format(points=writing.points(last.points)))}"
    body = f" {esc(last.unit)}" if last.unit else ""
    return f'<span class="cell-note">{year}{body}: <strong>{esc(last.words or writing.NONE)}</strong>{points}</span>'


def _period(each: PeriodFigure) -> str:
    if not each.words:
        return ""
    waits = "" if each.is_sent else f" ({esc(_('not sent in'))})"
    return f'<span class="cell-note">{esc(each.label)}: <strong>{esc(each.words)}</strong>{waits}</span>'


def _part(part: Part) -> str:
    tone = "tone-warn" if part.is_overdue else "tone-neutral"
    due = _("by {moment}").format(moment=writing.moment(part.due_at))
    return f'<span class="sheet-part {tone}">{ICON("person")}{esc(part.assignee)}, {esc(due)}</span>'


def _returned(beside: Beside) -> str:
    reason = beside.returned
    if reason is None:
        return ""
    returned, answered = _("Returned:"), _("Answer:")
    answer = _small(f"{answered} {reason.answer}") if reason.answer else ""
    said = f"<strong>{esc(returned)}</strong> {esc(reason.text)}"
    return f'<p class="sheet-versions">{ICON("return")} {said}{answer}</p>'


def _found(each: Found) -> str:
    tone, sign = ("tone-bad", "x-circle") if each.is_error else ("tone-warn", "warning")
    said = ""
    if each.said and each.is_explained:
        explained = _("Explained: {text}").format(text=each.said.text)
        tone, sign, said = "tone-neutral", "check", _small(explained)
    return f'<p class="sheet-found {tone}">{ICON(sign)} {esc(each.words)} – {esc(each.numbers)}{said}</p>'


def _disputes(versions: Iterable[tuple[str, str, str]]) -> str:
    sentence = esc(_("Yours, not saved: {yours}. {who}: {theirs}."))
    said = [
        sentence.format(yours=f"<strong>{esc(yours)}</strong>", who=esc(who), theirs=f"<strong>{esc(theirs)}</strong>")
        for who, yours, theirs in versions
    ]
    return "".join(f'<p class="sheet-versions">{ICON("people")} {each}</p>' for each in said)
