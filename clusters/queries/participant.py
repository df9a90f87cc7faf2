"""The units of one year, with where their reports stand."""

from collections import Counter

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import writing
from clusters.enums import ReportState
from clusters.models import Extension, Headship, Membership, Organisation, Participant, Report, Season
from clusters.models.report import SENT_IN
from clusters.queries import organisation as organisations
from clusters.queries.duty import Sent
from clusters.tables import Cell, Column, Row, Table


def in_season(season: Season, user) -> list[Participant]:
    """By name, each with its report, its latest extension, whether it is the person's own, and what opens."""
    latest = Extension.objects.standing().filter(participant=OuterRef("pk")).order_by("-until").values("until")[:1]
    found = (
        season.participants.select_related("organisation", "report", "not_considered_by")
        .annotate(
            extended_until=Subquery(latest),
            own=Exists(Participant.objects.of(user).filter(pk=OuterRef("pk"))),
            opens=Exists(Organisation.objects.visible_to(user).filter(pk=OuterRef("organisation"))),
            opens_report=Exists(Report.objects.visible_to(user).filter(participant=OuterRef("pk"))),
        )
        .order_by("organisation__sort_key", "pk")
    )
    return list(found)


def admissible(season: Season) -> QuerySet[Organisation]:
    """Members of the cluster today, by name, that do not take part in the year."""
    inside = Membership.objects.current().filter(cluster=season.cluster_id, organisation=OuterRef("pk"))
    taking_part = season.participants.filter(organisation=OuterRef("pk"))
    return Organisation.objects.filter(Exists(inside), ~Exists(taking_part)).order_by("sort_key")


def for_deed(user) -> QuerySet[Participant]:
    """Visible ones with what the policy of an extension needs."""
    return Participant.objects.visible_to(user).select_related("organisation", "season__cluster__authority")


def table(found: list[Participant], headships: list[Headship], *, extending: bool) -> Table:
    """One row for each unit; with `extending`, a way to give it more time."""
    posts = {each.participant_id: each.get_role_display() for each in headships if each.to_on is None}
    columns = [
        Column("unit", _("Unit"), "link", spot="name"),
        Column("post", _("Role"), spot="line"),
        Column("report", _("Report"), "state", spot="mark"),
        Column("until", _("Time extended until"), "moment"),
        Column("from", _("Takes part from"), "day"),
        Column("to", _("Took part until"), "day"),
    ]
    if extending:
        columns.append(Column("extend", _("More time"), "link", sortable=False, spot="line"))
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
        Cell(each.left_on, note=each.left_reason),
    ]
    if extending:
        cells.append(_extend(each))
    return Row(cells, tone="strong" if each.own else "")


def _report(each: Participant) -> Cell:
    report = getattr(each, "report", None)
    if report is None:
        return Cell(None)
    url = reverse("report", args=[report.pk]) if each.opens_report else ""
    return Cell(report.state, text=report.get_state_display(), url=url, note=_not_considered(each))


def _not_considered(each: Participant) -> str:
    """That the unit is left out for want of a report, with who said so when and why."""
    if each.not_considered_at is None:
        return ""
    who, when = each.not_considered_by, writing.moment(each.not_considered_at)
    words = _("not considered: {reason} ({who}, {when})")
    return words.format(reason=each.not_considered_reason, who=who, when=when)


def _extend(each: Participant) -> Cell:
    if each.own:
        return Cell(None)
    return Cell(_("Extend"), url=reverse("participant-extend", args=[each.pk]))


def reports_in(found: list[Participant]) -> tuple[int, int]:
    """How many reports have been sent in, of how many expected; those that left are not expected."""
    states = Counter(_state(each) for each in found if each.left_on is None)
    return sum(states[state] for state in SENT_IN), sum(states.values())


def sent(found: list[Participant]) -> list[Sent]:
    """Where the reports of those that stay stand, for the checklist; a report that the person may open is a link."""
    staying = [each for each in found if each.left_on is None and getattr(each, "report", None)]
    return [Sent(str(each), each.report.state, _report(each).url) for each in staying]


def _state(each: Participant) -> str:
    report = getattr(each, "report", None)
    return report.state if report else ReportState.DRAFT
