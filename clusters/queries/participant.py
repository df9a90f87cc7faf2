"""The units of one year, with where their reports stand."""

from collections import Counter

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters.enums import ReportState
from clusters.models import Extension, Headship, Organisation, Participant, Report, Season
from clusters.models.report import SENT_IN
from clusters.queries import organisation as organisations
from clusters.tables import Cell, Column, Row, Table


def in_season(season: Season, user) -> list[Participant]:
    """By name, each with its report, its latest extension, whether it is the person's own, and what opens."""
    latest = Extension.objects.filter(participant=OuterRef("pk")).order_by("-until").values("until")[:1]
    found = (
        season.participants.select_related("organisation", "report")
        .annotate(
            extended_until=Subquery(latest),
            own=Exists(Participant.objects.of(user).filter(pk=OuterRef("pk"))),
            opens=Exists(Organisation.objects.visible_to(user).filter(pk=OuterRef("organisation"))),
            opens_report=Exists(Report.objects.visible_to(user).filter(participant=OuterRef("pk"))),
        )
        .order_by("organisation__sort_key", "pk")
    )
    return list(found)


def for_deed(user) -> QuerySet[Participant]:
    """Visible ones with what the policy of an extension needs."""
    return Participant.objects.visible_to(user).select_related("organisation", "season__cluster__authority")


def table(found: list[Participant], headships: list[Headship], *, extending: bool) -> Table:
    """One row for each unit; with `extending`, a way to give it more time."""
    posts = {each.participant_id: each.get_role_display() for each in headships if each.to_on is None}
    columns = [
        Column("unit", _("Unit"), "link"),
        Column("post", _("Role")),
        Column("report", _("Report"), "state"),
        Column("until", _("Time extended until"), "moment"),
        Column("from", _("Takes part from"), "day"),
        Column("to", _("Took part until"), "day"),
    ]
    if extending:
        columns.append(Column("extend", _("More time"), "link", sortable=False))
    rows = [_row(each, posts.get(each.pk), extending) for each in found]
    empty = _("No unit takes part.")
    return Table("participants", _("Units of the year"), columns, rows, empty=empty, sort_key="unit-sort")


def _row(each: Participant, post: str | None, extending: bool) -> Row:
    cells = [
        organisations.link(each.organisation, opens=each.opens),
        post,
        _report(each),
        each.extended_until,
        each.joined_on,
        each.left_on,
    ]
    if extending:
        cells.append(_extend(each))
    return Row(cells, tone="strong" if each.own else "")


def _report(each: Participant) -> Cell:
    report = getattr(each, "report", None)
    if report is None:
        return Cell(None)
    url = reverse("report", args=[report.pk]) if each.opens_report else ""
    return Cell(report.state, text=report.get_state_display(), url=url)


def _extend(each: Participant) -> Cell:
    if each.own:
        return Cell(None)
    return Cell(_("Extend"), url=reverse("participant-extend", args=[each.pk]))


def reports_in(found: list[Participant]) -> tuple[int, int]:
    """How many reports have been sent in, of how many expected; those that left are not expected."""
    states = Counter(_state(each) for each in found if each.left_on is None)
    return sum(states[state] for state in SENT_IN), sum(states.values())


def _state(each: Participant) -> str:
    report = getattr(each, "report", None)
    return report.state if report else ReportState.DRAFT
