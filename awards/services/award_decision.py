"""The decision that grants awards, and the lines of the register of honours that follow from it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from awards.enums import NominationState
from awards.models import AwardDecision, Honour, Nomination
from awards.policies import award_decision as policy
from awards.services import honour as honours
from awards.services import nomination as nominations
from clusters import audit, clock
from clusters.enums import Event
from clusters.errors import Conflict, Invalid
from clusters.models import Decision, Organisation, StoredFile, Succession, User
from clusters.queries import post
from clusters.services import decision as decisions
from clusters.services import file as files
from clusters.services import notice


@transaction.atomic
def issue(
    authority: Organisation,
    found: Iterable[Nomination],
    *,
    number: str,
    on: dt.date | None,
    abstract: str,
    file: File | None,
    by: User,
    signatory: str = "",
    **provenance: str,
) -> AwardDecision:
    """Record the authority's signed decision with its file and decide all its nominations, or none.

    Each becomes a line of the register of honours with the names as they are now. `provenance` marks the decision
    and the lines.
    """
    policy.may_issue_award_decision(by, authority).require()
    number, stored = number.strip(), _stored(number, on, file, by)
    decided = nominations.locked(each.pk for each in found)
    _refuse(authority, decided)
    paper: dict = {"number": number, "on": on, "abstract": abstract, "signatory": signatory, **provenance}
    decision = decisions.record(issuer=authority, file=stored, by=by, **paper)
    return _issued(decision, decided, by, provenance)


def _issued(decision: Decision, decided: list[Nomination], by: User, provenance: dict[str, str]) -> AwardDecision:
    issued = AwardDecision.objects.create(decision=decision, issued_at=clock.now(), issued_by=by)
    after = {"number": decision.number, "count": len(decided)}
    audit.record(Event.AWARD_DECISION_ISSUED, issued, by=by, after=after)
    for nomination in decided:
        _decide(nomination, issued, by, provenance)
    _tell(issued, decided)
    return issued


def _stored(number: str, on: dt.date | None, file: File | None, by: User) -> StoredFile:
    """The signed paper, once nothing of it is missing."""
    problems = {}
    if not number.strip():
        problems["number"] = _("Enter the number under which the decision was issued.")
    if on is None:
        problems["on"] = _("Enter the day on which the decision was signed.")
    if file is None:
        problems["file"] = _("Attach the signed decision: a scan or the file with the official signature.")
    if problems or file is None:
        raise Invalid(problems)
    return files.store(file, by=by)


def _refuse(authority: Organisation, found: list[Nomination]) -> None:
    if not found:
        raise Invalid({"nominations": _("Choose at least one approved nomination.")})
    inherited = set(Succession.objects.filter(organisation=authority).values_list("ancestor", flat=True))
    policy.may_decide_nominations(authority, inherited, found).require()
    for each in found:
        held = Honour.objects.filter(
            award=each.award_id,
            organisation=each.participant.organisation_id,
            year=each.participant.season.year,
            award_decision__decision__issuer__in=inherited,
        )
        if held.exists():
            raise Conflict(_("{nomination}: the register has this award for the year.").format(nomination=each))


def _decide(nomination: Nomination, issued: AwardDecision, by: User, provenance: dict[str, str]) -> None:
    before = {"state": nomination.state}
    nomination.state, nomination.version = NominationState.DECIDED, nomination.version + 1
    nomination.save(update_fields=["state", "version"])
    after = {"state": nomination.state, "number": issued.decision.number}
    audit.record(Event.NOMINATION_DECIDED, nomination, by=by, before=before, after=after)
    unit, award = nomination.participant.organisation, nomination.award
    honour = Honour.objects.create(
        award=award,
        organisation=unit,
        year=nomination.participant.season.year,
        award_decision=issued,
        nomination=nomination,
        holder_name=unit.name,
        award_name=award.name,
        registered_at=clock.now(),
        registered_by=by,
        **provenance,
    )
    after = {"award": award.name, "number": issued.decision.number}
    audit.record(Event.HONOUR_REGISTERED, honour, by=by, after=after, season_id=nomination.participant.season_id)
    honours.tell(honour, by=by)


def _tell(issued: AwardDecision, decided: list[Nomination]) -> None:
    """The head of each year hears of all its units at once, each unit of itself."""
    by_season = defaultdict(list)
    for each in decided:
        by_season[each.participant.season].append(each.participant.organisation)
    for season, units in by_season.items():
        heads = list(post.people_at_the_head(season))
        _letter(issued, heads, ", ".join(dict.fromkeys(unit.name for unit in units)))
        for unit in dict.fromkeys(units):
            _letter(issued, [person for person in post.people_of(unit) if person not in heads], unit.name)


def _letter(issued: AwardDecision, people: list[User], unit: str) -> None:
    path, number = reverse("award-decision", args=[issued.pk]), issued.decision.number
    notice.tell(Event.AWARD_DECISION_ISSUED, issued, to=people, path=path, number=number, unit=unit)
