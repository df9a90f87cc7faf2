"""What falls to the authority's official and administrator, and moving a phase on, whoever owns it."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from awards.enums import NominationState
from awards.models import Nomination
from awards.policies import award as awards
from awards.policies.award_decision import DECIDING
from clusters import clock
from clusters.enums import PHASE_OWNER, PactState, Phase, PhaseOwner, ReportState, phase_reached
from clusters.policies.signature import SIGNING
from emulation.queries.board import Year
from emulation.queries.task.values import Task, names

REMINDED_BEFORE = dt.timedelta(days=14)


def tasks(year: Year) -> Iterator[Task]:
    """Arranging the year, witnessing the pact, appraising, deciding, appointing leaders; and the phase."""
    if year.season.official:
        yield from _arranging(year)
        yield from _witness(year)
        yield from _appraisal(year)
        yield from _decision(year)
    if year.season.administers:
        yield from _leaderless(year)
    yield from _phase(year)


def _task(year: Year, kind: str, what: str, verb: str, url: str, **more) -> Task:
    season = year.season
    return Task(kind, what, url, verb, season=str(season), mark=season.mark, **more)


def _arranging(year: Year) -> Iterator[Task]:
    season, due = year.season, year.due.get(Phase.PREPARING)
    if season.table_id is None and not phase_reached(year.phase, Phase.RUNNING):
        url = reverse("season-table", args=[season.pk])
        yield _task(year, "table", _("The year has no scoring table"), _("Assign a table"), url, due=due)
    if year.head is None:
        url = reverse("season-headship", args=[season.pk])
        due = due if year.phase == Phase.PREPARING else year.phase_due
        yield _task(year, "headship", _("The cluster has no head today"), _("Name a head"), url, due=due)


def _witness(year: Year) -> Iterator[Task]:
    if year.awaits_witness and year.phase in SIGNING and not year.own:
        what, url = _("Sign the emulation pact as witness"), reverse("pact-witness", args=[year.season.pk])
        yield _task(year, "witness_pact", what, _("Read and sign"), url, due=year.due.get(Phase.PACT))


def _appraisal(year: Year) -> Iterator[Task]:
    if year.phase != Phase.SUBMITTED:
        return
    waiting = [each for each in year.nominations if each.state == NominationState.PROPOSED and not each.barred]
    if waiting:
        what = _("Nominations to appraise: {count}").format(count=len(waiting))
        url = reverse("nominations", args=[year.season.pk])
        url = reverse("nomination", args=[waiting[0].pk]) if len(waiting) == 1 else url
        due, unit = year.due.get(Phase.SUBMITTED), _nominees(waiting)
        yield _task(year, "appraise", what, _("Appraise"), url, due=due, unit=unit)


def _decision(year: Year) -> Iterator[Task]:
    """Those within the authority's own competence."""
    authority = year.season.cluster.authority
    approved = [each for each in year.nominations if each.state == NominationState.APPROVED]
    approved = [each for each in approved if awards.decides(authority, each.award)]
    if approved and year.phase in DECIDING:
        what = _("Approved nominations that wait for a decision: {count}").format(count=len(approved))
        url = reverse("award-decision-issue")
        due, unit = year.due.get(Phase.SUBMITTED), _nominees(approved)
        yield _task(year, "decide", what, _("Issue the decision"), url, due=due, unit=unit)


def _nominees(found: list[Nomination]) -> str:
    return names([each.participant for each in found])


def _leaderless(year: Year) -> Iterator[Task]:
    for unit in year.units:
        if unit.leaderless:
            url = reverse("organisation", args=[unit.organisation_id])
            what = _("No leader is appointed, so nobody can sign for the unit")
            yield _task(year, "leader", what, _("Open the organisation"), url, unit=str(unit))


def _phase(year: Year) -> Iterator[Task]:
    season, due = year.season, _phase_due(year)
    soon = due is not None and due - clock.now() < REMINDED_BEFORE
    if _owns_phase(year) and (soon or _is_ready(year)):
        what = _("Move the year on from the phase “{phase}”").format(phase=season.get_phase_display())
        note = "" if _is_ready(year) else _("Something in this phase is still open.")
        url = reverse("season", args=[season.pk])
        yield _task(year, "phase", what, _("Go to the year"), url, due=due, note=note)


def _owns_phase(year: Year) -> bool:
    owner = PHASE_OWNER[year.phase]
    return year.season.official if owner == PhaseOwner.AUTHORITY else year.stands_at_the_head


def _phase_due(year: Year) -> dt.datetime | None:
    """A running year without a date of its own ends with its last day."""
    if year.phase == Phase.RUNNING and year.phase_due is None:
        return dt.datetime.combine(year.season.ends_on, dt.time(23, 59), tzinfo=clock.ZONE)
    return year.phase_due


def _is_ready(year: Year) -> bool:
    """Whether nothing that the phase asks for is open, as `clusters.queries.duty` sees it."""
    unsent = year.with_report(ReportState.DRAFT, ReportState.SIGNED, ReportState.RETURNED)
    ready = {
        Phase.PREPARING: year.season.table_id is not None and year.head is not None,
        Phase.PACT: year.pact_state == PactState.SIGNED,
        Phase.RUNNING: False,
        Phase.SELF_SCORING: not unsent,
        Phase.VERIFYING: not unsent and year.all_verified,
        Phase.MEETING: year.season.sealed,
        Phase.SUBMITTED: not year.nominations,
    }
    return ready.get(year.phase, True)
