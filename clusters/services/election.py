"""The rotation of a cluster, and the election of its next head and deputy (H2745, H2746)."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import ElectionState, Event
from clusters.errors import Conflict, Invalid, Stale
from clusters.models import Cluster, Election, Organisation, Rotation, RotationTurn, Season, User
from clusters.policies import election as policy
from clusters.queries import election as queries
from clusters.queries import post
from clusters.queries import regulation as regulations
from clusters.regulating import Terms
from clusters.services import lock, notice

Turns = Mapping[int, tuple[Organisation, Organisation | None]]


@transaction.atomic
def set_rotation(cluster: Cluster, turns: Turns, *, by: User, seen: int) -> Rotation:
    """Plan whose turn it is: year → head and deputy. `seen` is the version the person was looking at, 0 for none."""
    cluster = Cluster.objects.select_for_update(of=("self",)).select_related("authority").get(pk=cluster.pk)
    policy.may_set_rotation(by, cluster).require()
    _refuse_turns(cluster, turns)
    rotation, _made = Rotation.objects.get_or_create(cluster=cluster)
    before = {turn.year: _pair(turn.head, turn.deputy) for turn in queries.turns(cluster)}
    if rotation.version != seen:
        theirs: dict[str, object] = {str(year): " / ".join(pair) for year, pair in before.items()}
        sentence = _("A colleague changed the rotation while you were writing. Compare both and save again.")
        raise Stale(sentence, theirs=theirs, seen=rotation.version)
    after = {year: _pair(*units) for year, units in sorted(turns.items())}
    if after == before:
        return rotation
    rotation.turns.all().delete()
    RotationTurn.objects.bulk_create(
        RotationTurn(rotation=rotation, year=year, head=head, deputy=deputy) for year, (head, deputy) in turns.items()
    )
    rotation.version += 1
    rotation.save(update_fields=["version"])
    audit.record(Event.ROTATION_SET, rotation, by=by, before=_said(before), after=_said(after))
    return rotation


@transaction.atomic
def propose(
    season: Season,
    *,
    year: int,
    head: Organisation,
    deputy: Organisation | None,
    by: User,
    reason: str = "",
    **provenance: str,
) -> Election:
    """Propose head and deputy of a later year to the conference of `season`; another order than the rotation's needs
    its reason."""
    season = lock.season(season)
    policy.may_propose_head(by, season).require()
    _refuse_proposal(season, year, head, deputy, reason)
    what = {"season": season, "year": year, "head": head, "deputy": deputy, "reason": reason.strip()}
    election = Election.objects.create(proposed_at=clock.now(), proposed_by=by, **what, **provenance)
    after = {"year": year, "head": head.name, "deputy": deputy.name if deputy else None}
    audit.record(Event.ELECTION_PROPOSED, election, by=by, after=after, reason=election.reason)
    _tell(Event.ELECTION_PROPOSED, election)
    return election


@transaction.atomic
def withdraw(election: Election, *, by: User, reason: str) -> Election:
    """Take a proposal back; it stays readable with the reason."""
    election = _fresh(election)
    policy.may_decide_election(by, election).require()
    if not reason.strip():
        raise Invalid({"reason": _("Say why the proposal is withdrawn.")})
    _settle(election, ElectionState.WITHDRAWN, by, [])
    audit.record(Event.ELECTION_WITHDRAWN, election, by=by, after={"year": election.year}, reason=reason.strip())
    return election


@transaction.atomic
def elect(
    election: Election,
    *,
    held_on: dt.date,
    by: User,
    votes_for: int | None = None,
    present: int | None = None,
    members: int | None = None,
) -> Election:
    """Record that the conference elected them: the day and, where votes were counted, in favour, present and members
    in all. Quorum and threshold are those of the cluster's regulations on that day (`terms_of`)."""
    election = _fresh(election)
    policy.may_elect(by, election).require()
    counted = (votes_for, present, members)
    _refuse_result(election, held_on, counted)
    election.held_on, election.votes_for, election.present, election.members = held_on, *counted
    _settle(election, ElectionState.ELECTED, by, ["held_on", "votes_for", "present", "members"])
    after = {"year": election.year, "head": election.head.name, "held_on": held_on.isoformat(), "votes_for": votes_for}
    audit.record(Event.ELECTION_DECIDED, election, by=by, after=after)
    _tell(Event.ELECTION_DECIDED, election)
    return election


def _settle(election: Election, state: ElectionState, by: User, fields: list[str]) -> None:
    election.state, election.decided_at, election.decided_by = state, clock.now(), by
    election.save(update_fields=["state", "decided_at", "decided_by", *fields])


def _fresh(election: Election) -> Election:
    related = ("season__cluster__authority", "head", "deputy")
    return Election.objects.select_for_update(of=("self",)).select_related(*related).get(pk=election.pk)


def _tell(event: Event, election: Election) -> None:
    season = election.season
    said = {"season": str(season), "head": election.head.name, "year": str(election.year)}
    notice.tell(event, season, to=post.people_of_season(season), path=reverse("elections", args=[season.pk]), **said)


def _pair(head: Organisation, deputy: Organisation | None) -> list[str]:
    return [head.name, *([deputy.name] if deputy else [])]


def _said(turns: Mapping[int, list[str]]) -> dict[str, str]:
    return {str(year): " / ".join(pair) for year, pair in turns.items()}


def _refuse_turns(cluster: Cluster, turns: Turns) -> None:
    members = set(queries.members(cluster).values_list("pk", flat=True))
    problems = {}
    for year, (head, deputy) in turns.items():
        strangers = [unit.name for unit in (head, deputy) if unit and unit.pk not in members]
        if strangers:
            sentence = _("{year}: {units} is not a member today.")
            problems[str(year)] = sentence.format(year=year, units=", ".join(strangers))
        elif deputy == head:
            problems[str(year)] = _("{year}: head and deputy must be two units.").format(year=year)
    if problems:
        raise Invalid(problems)


def _refuse_proposal(season: Season, year: int, head: Organisation, deputy: Organisation | None, reason: str) -> None:
    if year <= season.year:
        raise Invalid(
            {"year": _("Choose a year after {year}: this conference elects for later.").format(year=season.year)}
        )
    _refuse_turns(season.cluster, {year: (head, deputy)})
    standing = season.elections.exclude(state=ElectionState.WITHDRAWN).filter(year=year)
    if standing.exists():
        raise Conflict(_("Head and deputy of {year} are proposed already; withdraw that first.").format(year=year))
    turn = queries.turn_of(season.cluster, year)
    if turn and (turn.head, turn.deputy) != (head, deputy) and not reason.strip():
        sentence = _("The rotation has {head} for {year}: say why another is proposed.")
        raise Invalid({"reason": sentence.format(head=turn.head, year=year)})


def _refuse_result(election: Election, held_on: dt.date, counted: tuple[int | None, ...]) -> None:
    votes_for, present, members = counted
    if held_on > clock.today():
        raise Invalid({"held_on": _("The day of the conference lies in the future.")})
    if votes_for is None or present is None or members is None:
        if any(number is not None for number in counted):
            raise Invalid({"votes_for": _("Enter all three numbers, or none where nobody counted.")})
        return
    if not votes_for <= present <= members:
        raise Invalid({"votes_for": _("No more can be in favour than present, nor present than members.")})
    units = election.season.participants.staying().count()
    if members < units:
        sentence = _("The year has {count} units; quorum and threshold count from all of them.")
        raise Invalid({"members": sentence.format(count=units)})
    _refuse_by_terms(regulations.terms_of(election.season.cluster, held_on), votes_for, present, members)


def _refuse_by_terms(terms: Terms, votes_for: int, present: int, members: int) -> None:
    if not terms.is_quorate(present, members):
        problem = _("{least} of {members} members must be present for the conference to elect; {present} were.")
        said = {"least": terms.least_present(members), "members": members, "present": present}
        raise Invalid({"present": problem.format(**said)})
    if not terms.carries(votes_for, present=present, members=members):
        problem = _("{least} votes in favour are needed; the proposal is not carried with {votes}.")
        least = terms.least_in_favour(present=present, members=members)
        raise Invalid({"votes_for": problem.format(least=least, votes=votes_for)})
