"""What lies around the pages of `tests.crowd`: other clusters, lineage, past years, awards, notices."""

import datetime as dt
import itertools

from awards.enums import AwardLevel, NominationState
from awards.models import Award, Honour, Nomination
from clusters import clock
from clusters.enums import Event, HeadshipRole, LineageKind, NoticeChannel, NoticeState, Phase, ReportState, Role
from clusters.models import (
    Cluster,
    Decision,
    Extension,
    Figure,
    Headship,
    Lineage,
    Membership,
    MovementContent,
    Notice,
    Organisation,
    Participant,
    Season,
    Submission,
    Succession,
)
from tests import factories

WORD = "Đông"
READERS = ("officer", "leader", "head", "deputy", "official", "council", "auditor", "heir")
count = itertools.count(1)


def elsewhere(world, cast, unit: Organisation, table) -> None:
    """Another cluster of the ministry, in self-scoring: a report overdue, in time, late and returned; its awards."""
    cluster = factories.cluster(cast.ministry, name=f"Cụm {WORD} {next(count)}")
    season = factories.season(cluster, year=cast.season.year, phase=Phase.SELF_SCORING, table=table)
    factories.pact(season)
    season.phases.filter(phase=Phase.SELF_SCORING).update(due_at=clock.now() - dt.timedelta(days=3))
    ours = (cast.unit, cast.head_unit, cast.deputy_unit)
    late, head, deputy = (factories.participant(season, one.organisation) for one in ours)
    factories.headship(head)
    factories.headship(deputy, HeadshipRole.DEPUTY)
    factories.report(late)
    factories.submission(factories.scored_report(head, state=ReportState.SUBMITTED, head=True))
    _send_late(factories.scored_report(deputy, head=True))
    factories.report(factories.participant(season, unit), state=ReportState.RETURNED)
    award = factories.award(position=next(count))
    factories.quota(season, award)
    _honour(world, cast, nomination(deputy, NominationState.DECIDED, award))


def _send_late(report) -> None:
    sent = factories.submission(report)
    Submission.objects.create(
        report=report,
        number=f"{sent.number}-M",
        is_late=True,
        content=sent.content,
        content_hash=sent.content_hash,
        submitted_at=sent.submitted_at - dt.timedelta(days=1),
        submitted_by=factories.user(),
    )


def the_unit(world, cast) -> None:
    """What it took over, what took it over, and what rests on the decision."""
    authority, unit = cast.ministry, world.organisation
    old, new = (factories.organisation(f"Sở {WORD} {next(count)}", parent=authority) for _ in range(2))
    Succession.objects.create(organisation=unit, ancestor=old)
    Succession.objects.create(organisation=new, ancestor=unit)
    for before, after in ((old, unit), (unit, new)):
        Lineage.objects.create(
            predecessor=before,
            successor=after,
            kind=LineageKind.MERGE,
            on=factories.LONG_AGO,
            decision=decision(authority),
        )
    founded = factories.cluster(authority, name=f"Cụm {WORD} {next(count)}")
    founded.founding_decision = world.decision
    founded.save()
    join(founded, unit, world.decision)


def people(world, cast) -> None:
    """One more colleague in the unit, at the authority and beneath it."""
    places = {world.organisation: Role.OFFICER, cast.ministry: Role.COUNCIL, world.subordinate: Role.LEADER}
    for place, role in places.items():
        factories.appointed(place, role)


def the_year(world, cast, unit: Organisation) -> None:
    """Past years and heads, more time, cited figures; tables, movements, authorities."""
    number = next(count)
    closed = factories.season(cast.cluster, year=1900 + number, phase=Phase.CLOSED, table=world.table)
    closed.participants.create(organisation=world.organisation, joined_on=closed.starts_on)
    for season in (world.running, world.verifying, world.meeting, world.submitted):
        _one_of_the_year(season, season.participants.get(organisation=unit), number)
    running = world.running.participants.get(organisation=unit)
    for extended in (running, world.participant):
        Extension.objects.create(
            participant=extended,
            until=clock.now() + dt.timedelta(days=number),
            reason="Bão",
            granted_at=clock.now(),
            granted_by=factories.user(),
        )
    factories.scoring_table(cast.ministry, published=True)
    factories.criterion(world.table_draft, f"V{number}", 1, "count", {"points_each": "1"})
    _launch(world, cast, unit)
    place = factories.authority(f"Bộ {WORD} {number}")
    factories.appointment(cast.official, place, Role.OFFICIAL)


def _one_of_the_year(season: Season, participant: Participant, number: int) -> None:
    gone = {"from_on": factories.LONG_AGO, "to_on": factories.LONG_AGO}
    Headship.objects.create(season=season, participant=participant, role=HeadshipRole.HEAD, **gone)
    cited = {"season": season, "value": 1, "unit_of_measure": "%", "source": "Báo cáo"}
    Figure.objects.create(label=f"Số {number}", **cited)
    Figure.objects.create(label="Số chung", participant=participant, **cited)


def _launch(world, cast, unit: Organisation) -> None:
    position = world.movement.contents.count() + 1
    MovementContent.objects.create(movement=world.movement, position=position, text="Nội dung")
    world.movement.scope.add(unit)
    another = factories.movement(
        cast.ministry, name=f"Phong trào {WORD} {next(count)}", decision=decision(cast.ministry)
    )
    another.scope.add(world.organisation)


def nomination(who: Participant, state: str, award: Award | None = None) -> Nomination:
    """Appraised already, for an award of its own unless one is named."""
    award = award or factories.award(position=next(count))
    seen = {"appraised_at": clock.now(), "appraised_by": factories.user(), "reason": "Thiếu thành tích"}
    return factories.nomination(who, award, state=state, **seen)


def awards(world, cast, unit: Organisation) -> None:
    """Places, nominations in each state, honours and decisions."""
    award = factories.award(position=next(count))
    factories.quota(world.submitted, award, places=9)
    who = world.submitted.participants.get(organisation=unit)
    placing = {"placing": world.standing.placings.get(participant=who)}
    factories.nomination(who, award, **placing)
    world.ready += f"&nominations={nomination(who, NominationState.APPROVED).pk}"
    nomination(who, NominationState.APPROVED, factories.award(position=next(count), level=AwardLevel.STATE))
    nomination(who, NominationState.RETURNED)
    _honour(world, cast, nomination(who, NominationState.DECIDED))


def _honour(world, cast, of: Nomination) -> None:
    """One line under the world's decision, and one under a decision of its own."""
    own = factories.award_decision(cast.ministry, abstract=f"Khen {WORD}", file=factories.stored_file(factories.user()))
    participant = of.participant
    for decision, said in ((world.award_decision, {}), (own, {"nomination": of})):
        Honour.objects.create(
            award=of.award,
            organisation=participant.organisation,
            year=participant.season.year,
            award_decision=decision,
            holder_name=f"{participant.organisation.name} {WORD}",
            award_name=of.award.name,
            registered_at=clock.now(),
            registered_by=factories.user(),
            **said,
        )


def tell(world, cast) -> None:
    said = {"event": Event.STANDING_SEALED, "values": {"season": str(world.running)}, "path": "/seasons/"}
    Notice.objects.bulk_create(
        Notice(
            person=getattr(cast, reader),
            subject_type="clusters.Season",
            subject_id=world.running.pk,
            channel=NoticeChannel.SITE,
            state=NoticeState.QUEUED,
            queued_at=clock.now(),
            **said,
        )
        for reader in READERS
    )


def join(cluster: Cluster, unit: Organisation, decision: Decision) -> None:
    Membership.objects.create(cluster=cluster, organisation=unit, decision=decision, joined_on=factories.LONG_AGO)


def decision(issuer: Organisation) -> Decision:
    return factories.decision(issuer, abstract=f"Quyết định {WORD}", file=factories.stored_file(factories.user()))
