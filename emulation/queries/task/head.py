"""What falls to whoever leads a cluster: head, deputy, and the official where there is neither."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from awards.enums import NominationState, RegistrationState
from awards.policies.nomination import PROPOSING
from clusters.enums import PactState, Phase, ReportState, phase_reached
from clusters.models import Participant
from clusters.policies.assessment import SCORING
from clusters.policies.period_report import REPORTED_IN
from clusters.policies.report import LOOKED_AT
from clusters.policies.signature import DRAFTING, annexes_open, is_late
from clusters.policies.standing import SEALING
from emulation.queries.board import Year
from emulation.queries.task.unit import annex_step
from emulation.queries.task.values import Task, names


def tasks(year: Year) -> Iterator[Task]:
    """Pact, registrations, verification, ranking, nominations."""
    yield from _pact(year)
    yield from _annexes(year)
    yield from _consolidation(year)
    yield from _verification(year)
    yield from _periods(year)
    yield from _scoring(year)
    yield from _sealing(year)
    yield from _free_places(year)
    yield from _returned_nominations(year)


def _task(year: Year, kind: str, what: str, verb: str, url: str, **more) -> Task:
    season = year.season
    return Task(kind, what, url, verb, season=str(season), mark=season.mark, **more)


def _pact(year: Year) -> Iterator[Task]:
    if year.season.heads and year.pact_state == PactState.DRAFT and year.phase in DRAFTING:
        what, verb = _("Draft the pact with the members and agree it"), _("Work on the pact")
        url = reverse("pact", args=[year.season.pk])
        yield _task(year, "agree_pact", what, verb, url, due=year.due.get(Phase.PACT))


def _annexes(year: Year) -> Iterator[Task]:
    """Units that joined late, once their targets are set: the annex is drawn up, and signed by the head's leader."""
    if year.pact_state != PactState.SIGNED or not annexes_open(year.season):
        return
    late = [unit for unit in year.units if is_late(unit, year.season.pact)]
    waiting = [unit for unit in late if unit.has_targets and not unit.annex]
    if waiting and year.stands_at_the_head:
        url = reverse("pact", args=[year.season.pk])
        what = _("Draw up the annex to the pact for units that joined late")
        yield _task(year, "draw_up_annex", what, _("Go to the pact"), url, unit=names(waiting))
    head = next((unit for unit in year.units if year.head and unit.pk == year.head.pk), None)
    for unit in late if head and head.own else []:
        if unit.annex and not unit.annex_headed:
            yield _headed(year, unit, signs=head.led)


def _headed(year: Year, unit: Participant, *, signs: bool) -> Task:
    kind, what, verb, name = annex_step(signs=signs)
    return _task(year, kind, what, verb, reverse(name, args=[unit.annex]), unit=str(unit))


def _consolidation(year: Year) -> Iterator[Task]:
    sent = year.with_registration(RegistrationState.SENT)
    if year.season.heads and year.registration_due and sent and not phase_reached(year.phase, Phase.DECIDED):
        what = _("Consolidate the registrations: {count} wait").format(count=len(sent))
        url = reverse("season-registrations", args=[year.season.pk])
        due, unit = year.registration_due, names(sent)
        yield _task(year, "consolidate", what, _("Look at the registrations"), url, due=due, unit=unit)


def _verification(year: Year) -> Iterator[Task]:
    waiting = [u for u in year.with_report(ReportState.SUBMITTED) if year.verifies(u)]
    if waiting and year.phase in LOOKED_AT:
        what = _("Reports to accept or return: {count}").format(count=len(waiting))
        url = _one_or_all(waiting, "report", reverse("reports", args=[year.season.pk]))
        due = year.due.get(Phase.VERIFYING)
        yield _task(year, "verify", what, _("Look at the reports"), url, due=due, unit=names(waiting))


def _periods(year: Year) -> Iterator[Task]:
    """Reports of periods that units have sent and this person verifies."""
    waiting = [unit for unit in year.units if unit.sent_periods and year.verifies(unit)]
    if waiting and year.phase in REPORTED_IN and not year.season.sealed:
        what = _("Reports of periods to accept or return: {count}")
        url, verb = reverse("season-period-reports", args=[year.season.pk]), _("Look at the reports")
        count = sum(unit.sent_periods for unit in waiting)
        yield _task(year, "verify_periods", what.format(count=count), verb, url, unit=names(waiting))


def _scoring(year: Year) -> Iterator[Task]:
    accepted = [u for u in year.with_report(ReportState.ACCEPTED) if u.unscored and year.verifies(u)]
    if accepted and year.phase in SCORING and not year.season.sealed:
        what = _("Accepted reports that wait for the cluster's points: {count}").format(count=len(accepted))
        url = _one_or_all(accepted, "assessment", reverse("ranking", args=[year.season.pk]))
        due = year.due.get(Phase.VERIFYING)
        yield _task(year, "score", what, _("Give points"), url, due=due, unit=names(accepted))


def _one_or_all(units: list[Participant], name: str, everything: str) -> str:
    """The one report itself, or the page that lists them."""
    return reverse(name, args=[units[0].report.pk]) if len(units) == 1 else everything


def _sealing(year: Year) -> Iterator[Task]:
    season = year.season
    if year.stands_at_the_head and not season.sealed and year.phase in SEALING and year.all_verified:
        url = reverse("ranking", args=[season.pk])
        due = year.due.get(Phase.MEETING)
        yield _task(year, "seal", _("Every report is verified: seal the ranking"), _("Seal the ranking"), url, due=due)


def _free_places(year: Year) -> Iterator[Task]:
    free = [quota for quota in year.quotas if quota.taken < quota.places]
    if free and _may_propose(year):
        places = "; ".join(f"{quota.award}: {quota.places - quota.taken}" for quota in free)
        what = _("Nominate the best: places are still free")
        url = reverse("nomination-propose", args=[year.season.pk])
        yield _task(year, "nominate", what, _("Nominate"), url, due=year.due.get(Phase.MEETING), note=places)


def _may_propose(year: Year) -> bool:
    return bool(year.season.heads and year.season.sealed and year.phase in PROPOSING)


def _returned_nominations(year: Year) -> Iterator[Task]:
    if not _may_propose(year):
        return
    for each in year.nominations:
        if each.state == NominationState.RETURNED:
            url = reverse("nomination", args=[each.pk])
            what = _("Mend the nomination for {award} that was returned").format(award=each.award)
            unit = str(each.participant)
            yield _task(year, "mend_nomination", what, _("Open the nomination"), url, unit=unit, note=each.reason)
