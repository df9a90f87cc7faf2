"""The hand-over from the old head to the new one: given, returned with a remark, received."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import Event, HandoverState, HeadshipRole
from clusters.errors import Invalid
from clusters.models import Election, Handover, Organisation, Participant, Season, User
from clusters.policies import handover as policy
from clusters.queries import post
from clusters.queries.handover import HandoverLine
from clusters.services import headship as headships
from clusters.services import notice


@transaction.atomic
def give(
    election: Election, *, on: dt.date, lines: Sequence[tuple[str, HandoverLine]], by: User, note: str = ""
) -> Handover:
    """Hand the work over from a day on: what is open and who goes on with each. Given again after it was returned,
    it replaces what was written before; the trail keeps both."""
    election = _elected(election)
    policy.may_give_handover(by, election).require()
    giver = _old_head(election)
    _refuse_day(election, on)
    written = [{"what": what, "who": str(who)} for what, who in lines]
    what = {"on": on, "lines": written, "note": note.strip(), "state": HandoverState.GIVEN, "remark": ""}
    stamp = {"given_at": clock.now(), "given_by": by}
    handover = Handover.objects.select_for_update(of=("self",)).filter(election=election).first()
    before = _said(handover.lines) if handover else {}
    if handover is None:
        handover = Handover.objects.create(season=election.season, election=election, giver=giver, **what, **stamp)
    else:
        for name, value in {**what, **stamp, "version": handover.version + 1}.items():
            setattr(handover, name, value)
        handover.save(update_fields=[*what, *stamp, "version"])
    after = {"on": on.isoformat(), **_said(written)}
    audit.record(Event.HANDOVER_GIVEN, handover, by=by, before=before, after=after)
    _tell(Event.HANDOVER_GIVEN, handover, election.head, giver=str(giver), receiver=str(election.head))
    return handover


@transaction.atomic
def give_back(handover: Handover, *, remark: str, by: User, seen: int) -> Handover:
    """Return it with what is missing; the old head gives it again."""
    handover = _locked(handover)
    policy.may_answer_handover(by, handover).require()
    _refuse_stale(handover, seen)
    if not remark.strip():
        raise Invalid({"remark": _("Say what is missing or not true.")})
    handover.state, handover.remark = HandoverState.RETURNED, remark.strip()
    handover.save(update_fields=["state", "remark"])
    audit.record(Event.HANDOVER_RETURNED, handover, by=by, reason=handover.remark)
    receiver = str(handover.election.head)
    said = {"receiver": receiver, "reason": handover.remark}
    _tell(Event.HANDOVER_RETURNED, handover, handover.giver.organisation, **said)
    return handover


@transaction.atomic
def receive(handover: Handover, *, by: User, seen: int) -> Handover:
    """Confirm it. Where the next year is open already, the elected units lead it from the day of the hand-over on;
    else that year will open with them."""
    handover = _locked(handover)
    policy.may_answer_handover(by, handover).require()
    _refuse_stale(handover, seen)
    handover.state, handover.received_at, handover.received_by = HandoverState.RECEIVED, clock.now(), by
    handover.save(update_fields=["state", "received_at", "received_by"])
    election = handover.election
    audit.record(Event.HANDOVER_RECEIVED, handover, by=by, after={"on": handover.on.isoformat()})
    following = Season.objects.select_for_update(of=("self",)).filter(
        cluster=handover.season.cluster_id, year=election.year
    )
    for season in following.select_related("cluster__authority"):
        _take_office(season, HeadshipRole.HEAD, election.head, handover.on, by)
        _take_office(season, HeadshipRole.DEPUTY, election.deputy, handover.on, by)
    said = {"giver": str(handover.giver), "receiver": str(election.head)}
    _tell(Event.HANDOVER_RECEIVED, handover, handover.giver.organisation, **said)
    return handover


def _take_office(season: Season, role: HeadshipRole, unit: Organisation | None, on: dt.date, by: User) -> None:
    """Nothing to do where the official named this very unit when the year was opened, or where head and deputy have
    become one since they were elected."""
    if unit is None:
        return
    participant = post.standing_for(season, unit)
    if participant is None:
        raise Invalid({"receiver": _("{unit} does not take part in {season}.").format(unit=unit, season=season)})
    above = {role, HeadshipRole.HEAD}
    if season.headships.filter(participant=participant, role__in=above, to_on__isnull=True).exists():
        return
    headships.begin(season, participant, role=role, from_on=max(on, season.starts_on), by=by)


def _said(lines: Sequence[Mapping[str, str]]) -> dict[str, list[str]]:
    """The lines as the trail tells them, by who goes on with them."""
    keys = {HandoverLine.OLD: "stays", HandoverLine.NEW: "passes"}
    return {key: [line["what"] for line in lines if line["who"] == who] for who, key in keys.items()}


def _old_head(election: Election) -> Participant:
    """The head of today, else the last one of the year."""
    season = election.season
    held = season.headships.heads().select_related("participant__organisation").order_by("from_on", "pk")
    head = post.head_of(season) or next((each.participant for each in reversed(held)), None)
    if head is None:
        raise Invalid({"election": _("Nobody has led {season}: there is nothing to hand over.").format(season=season)})
    return head


def _refuse_day(election: Election, on: dt.date) -> None:
    if on < (election.held_on or on):
        raise Invalid({"on": _("The new head takes over on the day of the election or later.")})
    if on.year > election.year:
        sentence = _("The new head is elected for {year}. Choose a day of that year or an earlier one.")
        raise Invalid({"on": sentence.format(year=election.year)})


def _elected(election: Election) -> Election:
    related = ("season__cluster__authority", "head", "deputy")
    return Election.objects.select_for_update(of=("self",)).select_related(*related).get(pk=election.pk)


def _locked(handover: Handover) -> Handover:
    related = ("season__cluster__authority", "election__head", "election__deputy", "giver__organisation")
    return Handover.objects.select_for_update(of=("self",)).select_related(*related).get(pk=handover.pk)


def _refuse_stale(handover: Handover, seen: int) -> None:
    if handover.version != seen:
        raise Invalid({"seen": _("The old head has written it anew. Read it again before you answer.")})


def _tell(event: Event, handover: Handover, unit: Organisation, **said: str) -> None:
    season = handover.season
    path = reverse("handover", args=[handover.pk])
    notice.tell(event, season, to=post.people_of(unit), path=path, season=str(season), **said)
