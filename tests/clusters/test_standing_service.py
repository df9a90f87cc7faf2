"""Sealing: once, by the head, when everything is verified; and anybody can compute it again."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from clusters import clock, manifest
from clusters.enums import Event, HeadshipRole, Phase, ReportState
from clusters.errors import Conflict, Denied, Invalid
from clusters.models import AuditEntry, Criterion, Headship, Notice, Placing, Score, Standing
from clusters.queries import ranking
from clusters.services import assessment as assessments
from clusters.services import standing as standings
from tests import factories
from tests.at_once import at_once, race

D = Decimal


@pytest.fixture
def verified(cast):
    """Three verified reports: 89, 89 and 85 points."""
    return _verified(cast)


def _verified(cast):
    cast.season.phase = Phase.VERIFYING
    cast.season.save(update_fields=["phase"])
    cast.report = factories.scored_report(cast.unit, head=True)
    cast.head_report = factories.scored_report(cast.head_unit, head=True)
    cast.deputy_report = factories.scored_report(cast.deputy_unit, head=True, II_1=16)
    return cast


def _placed(standing):
    return [(each.participant_id, each.points, each.rank) for each in standing.placings.order_by("rank", "participant")]


def test_the_sealed_placings_are_the_live_ranking(verified):
    live = [(line.participant.pk, line.sheet.total, line.rank) for line in ranking.live(verified.season).lines]

    standing = standings.seal(verified.season, by=verified.head)

    assert _placed(standing) == live
    assert live == [
        (verified.unit.pk, D(89), 1),
        (verified.head_unit.pk, D(89), 1),
        (verified.deputy_unit.pk, D(85), 3),
    ]


def test_the_manifest_gives_the_same_placings(verified):
    standing = Standing.objects.get(pk=standings.seal(verified.season, by=verified.head).pk)

    assert [tuple(one[:3]) for one in manifest.recompute(standing.manifest)] == _placed(standing)
    assert manifest.digest(standing.manifest) == standing.hash
    assert len(standing.manifest["scores"]) == 3 * 6 * 2
    assert {row["scorer"] for row in standing.manifest["scores"]} == set(
        Score.objects.values_list("scored_by", flat=True)
    )


def test_why_is_frozen_in_the_placing(verified):
    standing = standings.seal(verified.season, by=verified.head)
    why = standing.placings.get(participant=verified.deputy_unit).why
    assert why["sections"] == {"core": "84", "bonus": "2", "penalty": "1"}
    assert why["lines"]["II.1"] == {"self": "16", "head": "16", "reasons": [], "note": ""}


def test_sealing_is_on_the_trail_and_all_members_are_told(verified):
    member = factories.appointed(verified.unit.organisation, "officer")
    standing = standings.seal(verified.season, by=verified.head)
    entry = AuditEntry.objects.about(standing).get()
    assert (entry.event, entry.actor, entry.season_id) == (Event.STANDING_SEALED, verified.head, verified.season.pk)
    assert entry.after == {"hash": standing.hash, "count": 3, "left_out": []}
    told = set(Notice.objects.filter(event=Event.STANDING_SEALED).values_list("person", flat=True))
    members = [member, verified.officer, verified.leader, verified.head, verified.head_leader, verified.deputy]
    assert told == {person.pk for person in members}


@pytest.mark.parametrize("person", ["officer", "deputy", "official", "council", "auditor", "neighbour"])
def test_only_the_head_seals(verified, person):
    with pytest.raises(Denied):
        standings.seal(verified.season, by=getattr(verified, person))
    assert not Standing.objects.exists()


def test_without_a_head_the_official_seals(verified):
    Headship.objects.filter(role=HeadshipRole.HEAD, season=verified.season).delete()
    with pytest.raises(Denied):
        standings.seal(verified.season, by=verified.head)
    assert standings.seal(verified.season, by=verified.official).pk


@pytest.mark.parametrize("phase", [Phase.SELF_SCORING, Phase.CROSS_CHECKING, Phase.SUBMITTED, Phase.CLOSED])
def test_not_in_other_phases(verified, phase):
    verified.season.phase = phase
    verified.season.save(update_fields=["phase"])
    with pytest.raises(Conflict):
        standings.seal(verified.season, by=verified.head)


def test_not_while_a_report_waits_to_be_accepted(cast):
    cast.season.phase = Phase.MEETING
    cast.season.save(update_fields=["phase"])
    factories.scored_report(cast.unit, head=True, state=ReportState.SUBMITTED)
    with pytest.raises(Conflict, match="Sở A"):
        standings.seal(cast.season, by=cast.head, left_out_reason="Chưa nộp")


def test_not_while_a_line_waits_for_points(verified):
    Score.objects.filter(report=verified.report, kind="head", criterion__code="I.1").delete()
    with pytest.raises(Conflict, match="Sở A"):
        standings.seal(verified.season, by=verified.head)


def test_a_self_score_changed_later_opens_the_line_again(verified):
    Score.objects.filter(report=verified.report, kind="self", criterion__code="I.1").update(points=12)
    with pytest.raises(Conflict, match="Sở A"):
        standings.seal(verified.season, by=verified.head)


def test_not_when_nobody_sent_a_report(cast):
    cast.season.phase = Phase.VERIFYING
    cast.season.save(update_fields=["phase"])
    factories.report(cast.unit)
    with pytest.raises(Conflict):
        standings.seal(cast.season, by=cast.head, left_out_reason="Chưa nộp")


def test_units_without_a_report_are_named_with_the_reason(cast):
    cast.season.phase = Phase.VERIFYING
    cast.season.save(update_fields=["phase"])
    factories.scored_report(cast.unit, head=True)
    draft = factories.report(cast.deputy_unit)
    with pytest.raises(Invalid) as refused:
        standings.seal(cast.season, by=cast.head, left_out_reason=" ")
    assert list(refused.value.problems) == ["left_out_reason"]

    standing = standings.seal(cast.season, by=cast.head, left_out_reason="Không nộp báo cáo")

    assert standing.manifest["left_out"] == [
        {
            "participant": cast.deputy_unit.pk,
            "unit": "Sở C",
            "report": draft.pk,
            "state": "draft",
            "reason": "Không nộp báo cáo",
        }
    ]
    assert [each.participant for each in standing.placings.all()] == [cast.unit]


def test_a_unit_that_left_is_not_ranked(verified):
    verified.deputy_unit.left_on = clock.today()
    verified.deputy_unit.save(update_fields=["left_on"])
    standing = standings.seal(verified.season, by=verified.head)
    assert {each.participant_id for each in standing.placings.all()} == {verified.unit.pk, verified.head_unit.pk}


def test_not_twice(verified):
    standings.seal(verified.season, by=verified.head)
    with pytest.raises(Conflict):
        standings.seal(verified.season, by=verified.head_leader)


def test_the_official_seals_again_with_mended_points(verified):
    first = standings.seal(verified.season, by=verified.head)
    line = Criterion.objects.get(version=verified.table, code="I.2")
    corrections = {verified.report: {line: (D(0), "Nhập nhầm")}}

    second = standings.seal_again(first, reason="Nhập nhầm điểm", by=verified.official, corrections=corrections)

    assert (second.replaces, second.reason) == (first, "Nhập nhầm điểm")
    assert ranking.in_force(verified.season) == second
    assert _placed(second) == [
        (verified.head_unit.pk, D(89), 1),
        (verified.deputy_unit.pk, D(85), 2),
        (verified.unit.pk, D(69), 3),
    ]
    assert AuditEntry.objects.about(verified.report).latest("number").after["points"] == {"I.2": "0"}
    with pytest.raises(Conflict):
        standings.seal_again(first, reason="Lại", by=verified.official)


@pytest.mark.parametrize("person", ["head", "deputy", "officer", "auditor", "neighbour_official"])
def test_only_the_official_seals_again(verified, person):
    first = standings.seal(verified.season, by=verified.head)
    with pytest.raises(Denied):
        standings.seal_again(first, reason="Nhầm", by=getattr(verified, person))


def test_sealing_again_needs_a_reason_and_comes_before_the_submission(verified):
    first = standings.seal(verified.season, by=verified.head)
    with pytest.raises(Invalid):
        standings.seal_again(first, reason=" ", by=verified.official)
    verified.season.phase = Phase.SUBMITTED
    verified.season.save(update_fields=["phase"])
    with pytest.raises(Conflict):
        standings.seal_again(first, reason="Nhầm", by=verified.official)


@pytest.mark.parametrize("table", ["clusters_standing", "clusters_placing"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_both_databases_refuse_to_change_it(verified, table, verb):
    standings.seal(verified.season, by=verified.head)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb.format(table))
    assert Placing.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_seal_once(request):
    verified = _verified(request.getfixturevalue("cast"))
    season = verified.season
    outcomes = at_once(lambda by: standings.seal(season, by=by), verified.head, verified.head_leader)
    assert outcomes == ["Conflict", "done"]
    assert (Standing.objects.count(), Placing.objects.count()) == (1, 3)


@pytest.mark.django_db(transaction=True)
def test_points_given_while_sealing_are_sealed_or_refused(request):
    verified = _verified(request.getfixturevalue("cast"))
    line = Criterion.objects.get(version=verified.table, code="I.2")
    given = {line: (D(7), "Thiếu minh chứng")}
    race(
        lambda: assessments.score(verified.report, given, by=verified.head_leader, seen={line.pk: 1}),
        lambda: standings.seal(verified.season, by=verified.head),
    )
    now = Score.objects.get(report=verified.report, criterion=line, kind="head").points
    sealed = Standing.objects.get().placings.get(participant=verified.unit).why["lines"]["I.2"]["head"]
    assert D(sealed) == now
