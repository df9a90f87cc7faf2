"""What falls to whoever leads a cluster: head, deputy, and the official where there is neither."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from awards.enums import NominationState
from awards.policies.nomination import PROPOSING
from clusters.enums import PactState, Phase, ReportState
from clusters.models import Participant
from clusters.policies.assessment import SCORING
from clusters.policies.pact import DRAFTING
from clusters.policies.report import LOOKED_AT
from clusters.policies.standing import SEALING
from emulation.queries.board import Year
from emulation.queries.task.values import Task, names


def tasks(year: Year) -> Iterator[Task]:
    """Pact, verification, ranking, nominations."""
    yield from _pact(year)
    yield from _verification(year)
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


def _verification(year: Year) -> Iterator[Task]:
    waiting = [u for u in year.with_report(ReportState.SUBMITTED) if year.verifies(u)]
    if waiting and year.phase in LOOKED_AT:
        what = _("Reports to accept or return: {count}").format(count=len(waiting))
        url = _one_or_all(waiting, "report", reverse("reports", args=[year.season.pk]))
        due = year.due.get(Phase.VERIFYING)
        yield _task(year, "verify", what, _("Look at the reports"), url, due=due, unit=names(waiting))


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
