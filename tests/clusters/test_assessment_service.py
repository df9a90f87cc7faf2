"""The cluster's points: who, when, with which reason, and never over the self-score."""

from decimal import Decimal

import pytest

from clusters import audit
from clusters.enums import Event, Phase, ReportState, Role, ScoreKind
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import AuditEntry, Criterion, Headship, Score
from clusters.services import assessment as assessments
from tests import factories

D = Decimal


@pytest.fixture
def verifying(cast):
    cast.season.phase = Phase.VERIFYING
    cast.season.save(update_fields=["phase"])
    cast.report = factories.scored_report(cast.unit)
    return cast


def _line(cast, code) -> Criterion:
    return Criterion.objects.get(version=cast.table, code=code)


def _points(report, kind=ScoreKind.HEAD) -> dict:
    rows = Score.objects.filter(report=report, kind=kind).order_by("criterion__position")
    return {row.criterion.code: (row.points, row.note, row.version) for row in rows}


def test_points_stand_beside_the_self_score(verifying):
    line = _line(verifying, "I.1")

    assessments.score(verifying.report, {line: (D(17), "Thiếu số liệu")}, by=verifying.head, seen={})

    assert _points(verifying.report) == {"I.1": (D(17), "Thiếu số liệu", 1)}
    assert _points(verifying.report, ScoreKind.SELF)["I.1"] == (D(18), "", 1)
    entry = AuditEntry.objects.about(verifying.report).get()
    assert (entry.event, entry.actor, entry.before, entry.after) == (
        Event.ASSESSMENT_SCORED,
        verifying.head,
        {"points": {}},
        {"points": {"I.1": "17"}, "note": {"I.1": "Thiếu số liệu"}},
    )


def test_a_change_keeps_what_stood_before_on_the_trail(verifying):
    line = _line(verifying, "I.1")
    assessments.score(verifying.report, {line: (D(17), "Thiếu")}, by=verifying.head, seen={})
    assessments.score(verifying.report, {line: (D(18), "")}, by=verifying.head, seen={line.pk: 1})

    entry = AuditEntry.objects.about(verifying.report).latest("number")
    assert (entry.before, entry.after) == (
        {"points": {"I.1": "17"}, "note": {"I.1": "Thiếu"}},
        {"points": {"I.1": "18"}},
    )
    assert _points(verifying.report) == {"I.1": (D(18), "", 2)}
    assert audit.broken_lines(verifying.report) == []


def test_saving_what_stands_already_changes_nothing(verifying):
    line = _line(verifying, "I.1")
    assessments.score(verifying.report, {line: (D(18), "")}, by=verifying.head, seen={})
    assessments.score(verifying.report, {line: (D(18), "")}, by=verifying.head, seen={})
    assert _points(verifying.report) == {"I.1": (D(18), "", 1)}
    assert AuditEntry.objects.about(verifying.report).count() == 1


@pytest.mark.parametrize(
    ("points", "note", "field"),
    [
        ("17", "", "note"),
        ("20.5", "Vượt", "points"),
        ("-1", "Âm", "points"),
        ("17.005", "Lẻ", "points"),
    ],
)
def test_unsound_points_are_refused_beside_their_field(verifying, points, note, field):
    line = _line(verifying, "I.1")
    with pytest.raises(Invalid) as refused:
        assessments.score(verifying.report, {line: (D(points), note)}, by=verifying.head, seen={})
    assert list(refused.value.problems) == [f"{field}_{line.pk}"]
    assert _points(verifying.report) == {}


def test_a_group_takes_no_points(verifying):
    group = _line(verifying, "I")
    with pytest.raises(Invalid):
        assessments.score(verifying.report, {group: (D(5), "Nhóm")}, by=verifying.head, seen={})


def test_the_second_writer_loses_nothing(verifying):
    one, two = _line(verifying, "I.1"), _line(verifying, "I.2")
    assessments.score(verifying.report, {one: (D(17), "Của đồng nghiệp")}, by=verifying.head_leader, seen={})

    with pytest.raises(Stale) as stale:
        assessments.score(verifying.report, {one: (D(15), "Của tôi"), two: (D(20), "")}, by=verifying.head, seen={})

    assert stale.value.theirs == {f"points_{one.pk}": D(17), f"note_{one.pk}": "Của đồng nghiệp"}
    assert stale.value.seen == {one.pk: 1}
    assert _points(verifying.report) == {"I.1": (D(17), "Của đồng nghiệp", 1)}
    assessments.score(verifying.report, {one: (D(15), "Của tôi")}, by=verifying.head, seen=stale.value.seen)
    assert _points(verifying.report) == {"I.1": (D(15), "Của tôi", 2)}


def test_one_click_accepts_the_rest(verifying):
    line = _line(verifying, "I.1")
    assessments.score(verifying.report, {line: (D(17), "Thiếu")}, by=verifying.head, seen={})

    assessments.accept_self_scores(verifying.report, by=verifying.head)

    given = {code: points for code, (points, _note, _version) in _points(verifying.report).items()}
    assert given == {code: D(points) for code, points in (factories.SELF_POINTS | {"I.1": 17}).items()}
    rest = {code: str(points) for code, points in factories.SELF_POINTS.items() if code != "I.1"}
    assert AuditEntry.objects.about(verifying.report).latest("number").after == {"points": rest}
    with pytest.raises(Conflict):
        assessments.accept_self_scores(verifying.report, by=verifying.head)


@pytest.mark.parametrize("person", ["officer", "leader", "deputy", "official", "council", "auditor", "neighbour"])
def test_only_the_head_scores_an_ordinary_unit(verifying, person):
    with pytest.raises(Denied):
        assessments.accept_self_scores(verifying.report, by=getattr(verifying, person))
    assert _points(verifying.report) == {}


def test_the_deputy_scores_the_heads_own_unit_and_the_head_does_not(verifying):
    own = factories.scored_report(verifying.head_unit)
    for person in (verifying.head, verifying.head_leader, verifying.official):
        with pytest.raises(Denied):
            assessments.accept_self_scores(own, by=person)
    assessments.accept_self_scores(own, by=verifying.deputy)
    assert len(_points(own)) == 6


def test_without_a_deputy_the_official_scores_the_heads_own_unit(verifying):
    Headship.objects.filter(participant=verifying.deputy_unit).delete()
    own = factories.scored_report(verifying.head_unit)
    with pytest.raises(Denied):
        assessments.accept_self_scores(own, by=verifying.deputy)
    assessments.accept_self_scores(own, by=verifying.official)
    assert len(_points(own)) == 6


def test_without_a_head_the_deputys_own_unit_falls_to_the_official(verifying):
    Headship.objects.filter(participant=verifying.head_unit).delete()
    own = factories.scored_report(verifying.deputy_unit)
    with pytest.raises(Denied):
        assessments.accept_self_scores(own, by=verifying.deputy)
    assessments.accept_self_scores(own, by=verifying.official)


@pytest.mark.parametrize("phase", [Phase.RUNNING, Phase.SELF_SCORING, Phase.SUBMITTED, Phase.CLOSED])
def test_not_in_other_phases(verifying, phase):
    verifying.season.phase = phase
    verifying.season.save(update_fields=["phase"])
    with pytest.raises(Conflict):
        assessments.accept_self_scores(verifying.report, by=verifying.head)


def test_not_before_the_report_is_accepted(verifying):
    waiting = factories.scored_report(verifying.deputy_unit, state=ReportState.SUBMITTED)
    with pytest.raises(Conflict):
        assessments.accept_self_scores(waiting, by=verifying.head)


def test_not_once_a_ranking_is_sealed(verifying):
    factories.standing(verifying.season)
    with pytest.raises(Conflict):
        assessments.accept_self_scores(verifying.report, by=verifying.head)


def test_a_person_of_two_units_does_not_score_their_own(verifying):
    factories.appointment(verifying.head, verifying.unit.organisation, Role.OFFICER)
    with pytest.raises(Denied):
        assessments.accept_self_scores(verifying.report, by=verifying.head)
