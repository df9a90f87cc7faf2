"""Parts of a report that colleagues fill in: which criteria, how far each is, and what waits for a person."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import clock
from clusters.enums import ReportState, Supplier
from clusters.models import Criterion, Report, ReportPart, Result, User
from clusters.queries import post
from clusters.queries.report import ReportLine
from clusters.tables import Cell, Column, Row, Table

IN_THE_UNITS_HANDS = (ReportState.DRAFT, ReportState.RETURNED)


def offered(report: Report) -> QuerySet[Criterion]:
    """Every line of the year's table, in its order."""
    return Criterion.objects.filter(version=report.participant.season.table_id).order_by("position", "pk")


def leaves_of(report: Report, chosen: Iterable[Criterion]) -> list[Criterion]:
    """The criteria that the unit fills in among those chosen and everything below them, in the order of the table."""
    lines = list(offered(report))
    taken = {each.pk for each in chosen}
    for line in lines:
        if line.parent_id in taken:
            taken.add(line.pk)
    return [each for each in lines if each.pk in taken and each.rule_type and each.supplier == Supplier.UNIT]


def of_report(report: Report) -> list[ReportPart]:
    """Those that stand, the soonest first, each with `has_post`: whether the colleague still has one; two queries."""
    here = post.people_of(report.participant.organisation).filter(pk=OuterRef("assignee"))
    found = report.parts.standing().annotate(has_post=Exists(here)).select_related("assignee", "assigned_by")
    return list(found.prefetch_related("criteria").order_by("due_at", "pk"))


def waiting_for(user: User) -> QuerySet[ReportPart]:
    """What the person still has to fill in, of reports that are with their unit; a criterion without any figure is
    open. One query."""
    written = Result.objects.filter(report=OuterRef("reportpart__report"), criterion=OuterRef("criterion"))
    through = ReportPart.criteria.through.objects.filter(reportpart=OuterRef("pk"))
    still_open = through.filter(~Exists(written.exclude(inputs={})))
    found = ReportPart.objects.standing().visible_to(user).filter(assignee=user, report__state__in=IN_THE_UNITS_HANDS)
    related = ("report__participant__organisation", "report__participant__season__cluster")
    return found.filter(Exists(still_open)).select_related(*related).order_by("due_at", "pk")


def table(report: Report, parts: Collection[ReportPart], lines: Iterable[ReportLine], *, linked: bool) -> Table:
    """Who has what, by when, and how far it is; `linked` where the person may change it."""
    columns = [
        Column("assignee", _("Colleague"), "link", sortable=False, spot="name"),
        Column("criteria", _("Criteria"), sortable=False, spot="line"),
        Column("due", _("Due"), "moment", sortable=False),
        Column("state", _("State"), "state", sortable=False, spot="mark"),
        Column("filled", _("Filled in"), sortable=False),
        Column("saved", _("Last saved"), "moment", sortable=False),
        Column("note", _("Note"), sortable=False, spot="line"),
    ]
    by_pk = {line.criterion.pk: line for line in lines}
    rows = [_row(part, by_pk, linked) for part in parts]
    empty = _("No part has been assigned: everybody of the unit fills in the whole sheet.")
    return Table("parts", _("Assigned parts"), columns, rows, empty=empty)


def _row(part: ReportPart, by_pk: dict[int, ReportLine], linked: bool) -> Row:
    own = sorted(part.criteria.all(), key=lambda each: (each.position, each.pk))
    lines = [by_pk[each.pk] for each in own if each.pk in by_pk]
    filled = sum(1 for line in lines if line.is_filled)
    saved: datetime | None = max((line.result.updated_at for line in lines if line.result), default=None)
    return Row(
        [
            Cell(
                str(part.assignee),
                url=reverse("report-part", args=[part.pk]) if linked else "",
                note="" if part.has_post else _("has no post at the unit any longer: assign it to somebody else"),  # type: ignore[attr-defined]
            ),
            ", ".join(each.code for each in own),
            part.due_at,
            _state(part, filled == len(lines)),
            _("{filled} of {all}").format(filled=filled, all=len(lines)),
            saved,
            part.note,
        ]
    )


def _state(part: ReportPart, is_done: bool) -> Cell:
    if is_done:
        return Cell("done", text=_("filled in"))
    if part.due_at < clock.now():
        return Cell("overdue", text=_("overdue"))
    return Cell("waiting", text=_("being filled in"))
