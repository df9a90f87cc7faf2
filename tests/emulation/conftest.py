"""A ministry with something in every figure."""

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest

from awards.enums import NominationState
from clusters import clock
from clusters.enums import Phase, ReportState, Role
from clusters.models import Result, Submission
from tests import factories

STATES = [
    ("Sở Đông", ReportState.ACCEPTED, False),
    ("Sở Tây", ReportState.SUBMITTED, True),
    ("Sở Nam", ReportState.RETURNED, False),
    ("Sở Bắc", ReportState.DRAFT, None),
]


def busy_season(ministry, *, year=0, due=timedelta(days=-2)):
    """One cluster whose four units sent on time, sent late, mend, and have not sent."""
    table = factories.scoring_table(ministry)
    season = factories.season(factories.cluster(ministry), phase=Phase.VERIFYING, table=table, year=year)
    season.phases.filter(phase=Phase.SELF_SCORING).update(due_at=clock.now() + due)
    units = [_unit(season, *state) for state in STATES]
    factories.headship(units[0])
    return season


def _unit(season, name, state, late):
    unit = factories.participant(season, factories.organisation(f"{name} {season.cluster_id}"))
    report = factories.report(unit, state=state)
    if late is not None:
        _submission(report, late)
    share, count = (season.table.criteria.get(code=code) for code in ("I.1", "II.1"))
    for criterion, target, value in ((share, 90, 95), (count, 4, 3)):
        factories.target(unit, criterion, target)
        stamp = {"updated_at": clock.now(), "updated_by": report.signed_by or factories.user()}
        Result.objects.create(report=report, criterion=criterion, value=Decimal(value), inputs={}, **stamp)
    return unit


def _submission(report, late):
    Submission.objects.create(
        report=report,
        number=f"BC-{report.pk}",
        is_late=late,
        content={},
        content_hash="0" * 64,
        submitted_at=clock.now() - timedelta(days=1 if late else 5),
        submitted_by=report.signed_by,
    )


@pytest.fixture
def ministry(db):
    """Its people, a busy season of this year with awards, and one sealed last year."""
    authority = factories.authority("Bộ Tổng hợp")
    season = busy_season(authority)
    award, other = factories.award(), factories.award()
    factories.quota(season, award, places=3)
    first, second = season.participants.order_by("pk")[:2]
    stamp = {"appraised_at": clock.now(), "appraised_by": factories.user()}
    decided = factories.nomination(first, award, state=NominationState.DECIDED, **stamp)
    factories.nomination(second, award)
    factories.nomination(second, other, state=NominationState.WITHDRAWN)
    honour(decided, authority)
    past = factories.season(season.cluster, year=season.year - 1, phase=Phase.CLOSED, table=season.table)
    for unit in (first, second):
        factories.Participant.objects.create(season=past, organisation=unit.organisation, joined_on=past.starts_on)
    factories.standing(past)
    return SimpleNamespace(
        authority=authority,
        season=season,
        past=past,
        award=award,
        units=list(season.participants.order_by("pk")),
        official=factories.appointed(authority, Role.OFFICIAL),
        auditor=factories.appointed(authority, Role.AUDITOR),
    )


def honour(nomination, authority):
    from awards.models import Honour

    organisation = nomination.participant.organisation
    return Honour.objects.create(
        award=nomination.award,
        organisation=organisation,
        year=nomination.participant.season.year,
        award_decision=factories.award_decision(authority),
        nomination=nomination,
        holder_name=organisation.name,
        award_name=nomination.award.name,
        registered_at=clock.now(),
        registered_by=factories.user(),
    )
