"""The reports of periods that wait for the person's own units; one query for all years."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import clock
from clusters.enums import PeriodReportState, Phase, Role
from clusters.models import Criterion, Participant, Period, PeriodExtension, PeriodReport, PeriodSubmission, Succession
from clusters.models.period_report import SENT
from clusters.policies.period_report import REPORTED_IN
from clusters.queries import period as periods
from clusters.queries import period_deadline as deadline
from emulation.queries.task.values import Task

BEFORE_VERIFYING = (Phase.RUNNING, Phase.SELF_SCORING, Phase.CROSS_CHECKING)
THERE = "season__periods__"


def tasks(user) -> Iterator[Task]:
    """Open periods that the unit owes and has not sent in; what was returned is to be mended."""
    for each in _waiting(user).order_by(f"{THERE}due_at", "pk"):
        period = Period(
            pk=each.period, kind=each.kind, number=each.number, due_at=each.due_at, grace_days=each.grace_days
        )
        if deadline.owes(each, period):
            yield _task(each, period)


def _task(unit: Any, period: Period) -> Task:
    line, season = deadline.of(period, unit.until), unit.season
    due = line.asked_for if line.asked_for and clock.now() <= line.asked_for else line.at
    kind, what, verb, address = _step(unit)
    url, what = (
        reverse(address, args=[period.pk, unit.pk]),
        what.format(period=periods.words(period.kind, period.number)),
    )
    shown = {"unit": str(unit), "season": str(season), "mark": season.mark, "note": unit.reason or ""}
    return Task(kind, what, url, verb, due=None if unit.reason else due, **shown)


def _step(unit: Any) -> tuple[str, str, str, str]:
    """Kind, what, verb and address of the next step: of what is signed, sending it; the leader signs where asked, also
    what was mended after a return."""
    sheet, check, fill = "period-sheet", "period-check", _("Fill in the period")
    if unit.state == PeriodReportState.SIGNED:
        what = _("Submit the report of the period, it is signed off: {period}")
        return "submit_period", what, _("Check and submit"), check
    signs = unit.asks_signature and unit.leads
    if unit.reason and not (signs and unit.state == PeriodReportState.DRAFT):
        return "mend_period", _("Mend the report of the period: {period}"), fill, sheet
    if signs:
        what = _("Complete the report of the period, then sign it off: {period}")
        return "sign_period", what, _("Check and sign off"), check
    if unit.asks_signature:
        what = _("Fill in the report of the period and have it signed off by the leader: {period}")
        return "report_period", what, fill, sheet
    return "report_period", _("Report the period: {period}"), fill, sheet


def _waiting(user) -> QuerySet[Any]:
    same: dict[str, Any] = {"participant": OuterRef("pk"), "period": OuterRef("season__periods")}
    reports, longer = (
        PeriodReport.objects.filter(**same),
        PeriodExtension.objects.standing().filter(**same).order_by("-until"),
    )
    asked = Criterion.objects.filter(version=OuterRef("season__table"), reported=OuterRef(f"{THERE}kind"))
    came = PeriodSubmission.objects.filter(report__participant=OuterRef("pk"), report__period=OuterRef(f"{THERE}pk"))
    comes_in = Q(season__phase__in=BEFORE_VERIFYING) | Exists(came) | Exists(longer.filter(until__gte=clock.now()))
    found = Participant.objects.of(user).filter(
        comes_in,
        ~Exists(reports.filter(state__in=SENT)),
        Exists(asked),
        season__phase__in=REPORTED_IN,
        **{f"{THERE}opens_on__lte": clock.today()},
    )
    columns = {name: F(f"{THERE}{name}") for name in ("kind", "number", "due_at", "grace_days", "asks_signature")}
    found = found.annotate(period=F(f"{THERE}pk"), **columns)
    until, reason = Subquery(longer.values("until")[:1]), Subquery(reports.values("return_reason")[:1])
    leads = Exists(Succession.objects.held_by(user, [Role.LEADER]).filter(ancestor=OuterRef("organisation")))
    found = found.annotate(until=until, reason=reason, leads=leads, state=Subquery(reports.values("state")[:1]))
    return found.select_related("organisation", "season__cluster")
