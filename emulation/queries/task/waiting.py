"""What others hold now, so that a person with nothing to do knows why and for how long."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from clusters.enums import PHASE_OWNER, HeadshipRole, PactState, Phase, PhaseOwner, ReportState
from clusters.models import Participant
from clusters.policies.signature import is_late
from emulation.queries.board import Year
from emulation.queries.task.values import Task, names

UNSENT = (ReportState.DRAFT, ReportState.SIGNED, ReportState.RETURNED)


def lines(year: Year, *, busy: bool) -> Iterator[Task]:
    """One's own report where it lies; and, unless there is something to do for the year, who has the year now."""
    reports = list(_own_reports(year))
    yield from reports
    if not busy and not reports:
        yield _year(year)


def _own_reports(year: Year) -> Iterator[Task]:
    for unit in year.own:
        if unit in year.with_report(ReportState.SUBMITTED):
            yield Task(
                "report_waits",
                _("Your report waits to be accepted or returned"),
                reverse("report", args=[unit.report.pk]),
                unit=str(unit),
                season=str(year.season),
                due=year.due.get(Phase.VERIFYING),
                holder=_verifier(year, unit),
                mark=year.season.mark,
            )


def _verifier(year: Year, unit: Participant) -> str:
    role = year.verifier_role(unit)
    if not role:
        return _("the officials of {authority}").format(authority=year.season.cluster.authority)
    leading = year.leading[HeadshipRole(role)]
    if role == HeadshipRole.HEAD:
        return _("the head of the cluster, {unit}").format(unit=leading)
    return _("the deputy head, {unit}").format(unit=leading)


def _year(year: Year) -> Task:
    season = year.season
    what, holder = _work(year)
    url = reverse("season", args=[season.pk])
    return Task("year_waits", what, url, season=str(season), due=year.phase_due, holder=holder, mark=season.mark)


def _work(year: Year) -> tuple[str, str]:
    """What is being done in the phase, and by whom."""
    if year.phase == Phase.PACT and year.pact_state == PactState.SIGNING:
        unsigned = [unit for unit in year.units if not unit.signed and not is_late(unit, year.season.pact)]
        if not unsigned:
            return _("The witness has not signed the pact yet"), year.season.pact.witness_body
        return _("Signatures missing under the pact: {count}").format(count=len(unsigned)), names(unsigned)
    if year.phase == Phase.RUNNING:
        return _("The year is running; results and evidence are collected"), _("all units")
    if year.phase == Phase.SELF_SCORING:
        unsent = year.with_report(*UNSENT)
        if unsent:
            return _("Reports not sent in yet: {count}").format(count=len(unsent)), names(unsent)
        return _("All reports have been sent in; the year can move on"), _owner(year)
    return str(year.phase.label), _owner(year)


def _owner(year: Year) -> str:
    if PHASE_OWNER[year.phase] == PhaseOwner.HEAD and year.head:
        return _("the head of the cluster, {unit}").format(unit=year.head)
    return _("the officials of {authority}").format(authority=year.season.cluster.authority)
