"""Self-scores that follow from other units: computed again when one is sent in, returned, or judged anew."""

from decimal import Decimal

import pytest

from clusters import audit, clock
from clusters.enums import Event, Phase, ReportState, ScoreKind
from clusters.models import AuditEntry, Result, Score
from clusters.queries import assessment
from clusters.queries import ranking as rankings
from clusters.queries import report as pages
from clusters.queries import scoring as scores
from clusters.services import assessment as assessments
from clusters.services import recomputation
from clusters.services import report as reports
from emulation.queries.dashboard import order
from tests import factories
from tests.at_once import race

D = Decimal
OTHERS = {
    "I.2": {"answer": True},
    "II.1": {"count": "2"},
    "II.2": {"count": "1"},
    "III.1": {"count": "0"},
    "IV.1": {"count": "0"},
}
LEVELS = [{"name": "Đủ", "points": "20"}, {"name": "Không", "points": "0", "effect": "zero_parent"}]


@pytest.fixture
def comparing(cast):
    """Self-scoring, and the results of I.1 compared: at the target 10 of 20 points, the best has all."""
    cast.table.criteria.filter(code="I.1").update(rule_type="relative", parameters={})
    cast.season.phase = Phase.SELF_SCORING
    cast.season.save(update_fields=["phase"])
    return cast


def signed(cast, participant, actual, target=100):
    """Signed off with everything filled in, `actual` for I.1."""
    made = factories.report(participant, state=ReportState.SIGNED)
    for code, inputs in {"I.1": {"actual": str(actual)}, **OTHERS}.items():
        stamp = {"updated_at": clock.now(), "updated_by": cast.official}
        Result.objects.create(report=made, criterion=cast.table.criteria.get(code=code), inputs=inputs, **stamp)
    factories.target(participant, cast.table.criteria.get(code="I.1"), target)
    return made


def self_score(report, code="I.1"):
    row = Score.objects.get(report=report, criterion__code=code, kind=ScoreKind.SELF)
    return row.points, row.version


def recomputed(report):
    found = AuditEntry.objects.about(report).filter(event=Event.ASSESSMENT_RECOMPUTED).order_by("number")
    return [(entry.before, entry.after) for entry in found]


def test_a_new_leader_lowers_those_who_sent_in_before(comparing):
    first, second = signed(comparing, comparing.unit, 120), signed(comparing, comparing.head_unit, 140)
    reports.submit(first, by=comparing.officer)
    assert self_score(first) == (20, 1)

    reports.submit(second, by=comparing.head)

    assert (self_score(first), self_score(second)) == ((15, 2), (20, 1))
    assert recomputed(first) == [
        ({"points": {"I.1": "20"}}, {"points": {"I.1": "15"}, "cause": Event.REPORT_SUBMITTED}),
    ]
    assert recomputed(second) == []
    assert audit.broken_lines(first) == []


def test_whoever_is_not_the_best_changes_nobody(comparing):
    first, second = signed(comparing, comparing.unit, 140), signed(comparing, comparing.head_unit, 90)
    reports.submit(first, by=comparing.officer)
    reports.submit(second, by=comparing.head)

    assert (self_score(first), recomputed(first)) == ((20, 1), [])


def test_a_report_that_is_returned_is_compared_no_longer(comparing):
    first, second = signed(comparing, comparing.unit, 120), signed(comparing, comparing.head_unit, 140)
    reports.submit(first, by=comparing.officer)
    reports.submit(second, by=comparing.head)

    reports.return_(second, reason="Thiếu số liệu", by=comparing.deputy)

    assert self_score(first) == (20, 3)
    assert recomputed(first)[1][1]["cause"] == Event.REPORT_RETURNED


def test_a_table_that_compares_nobody_is_left_alone(comparing):
    comparing.table.criteria.filter(code="I.1").update(rule_type="proportional")
    first, second = signed(comparing, comparing.unit, 120), signed(comparing, comparing.head_unit, 140)
    reports.submit(first, by=comparing.officer)
    reports.submit(second, by=comparing.head)

    assert (self_score(first), recomputed(first)) == ((20, 1), [])


def test_a_draft_does_not_show_through_the_points_of_others(comparing):
    sent, draft = signed(comparing, comparing.unit, 120), signed(comparing, comparing.head_unit, 140)
    reports.submit(sent, by=comparing.officer)

    assert pages.lines_of(sent)[1].lines["I.1"].points == 20
    assert pages.lines_of(draft)[1].lines["I.1"].points == 20
    sheets = scores.read_season(comparing.season).sheets([sent.participant_id])
    assert sheets[sent.participant_id].lines["I.1"].points == 20


def test_a_draft_is_compared_with_what_was_sent_in(comparing):
    sent, draft = signed(comparing, comparing.unit, 140), signed(comparing, comparing.head_unit, 120)
    reports.submit(sent, by=comparing.officer)

    assert scores.sheet_of(draft).lines["I.1"].points == 15


def test_points_that_the_cluster_confirmed_are_open_again(comparing):
    first, second = signed(comparing, comparing.unit, 120), signed(comparing, comparing.head_unit, 140)
    reports.submit(first, by=comparing.officer)
    line = comparing.table.criteria.get(code="I.1")
    factories.score(first, "I.1", 20, ScoreKind.HEAD)
    reports.submit(second, by=comparing.head)

    (leaf,) = (each for each in assessment.scored(first).lines if each.leaf.criterion == line)

    assert (leaf.leaf.is_verified, leaf.leaf.points, leaf.leaf.own.points) == (False, 20, 15)


def test_what_was_opened_again_can_be_accepted_again(comparing):
    comparing.season.phase = Phase.VERIFYING
    comparing.season.save(update_fields=["phase"])
    report = factories.scored_report(comparing.unit, head=True)
    Score.objects.filter(report=report, criterion__code="I.1", kind=ScoreKind.SELF).update(points=15)

    assessments.accept_self_scores(report, by=comparing.head)

    assert Score.objects.get(report=report, criterion__code="I.1", kind=ScoreKind.HEAD).points == 15


def test_nothing_changes_once_the_ranking_is_sealed(comparing):
    report = signed(comparing, comparing.unit, 120)
    reports.submit(report, by=comparing.officer)
    Score.objects.filter(report=report, criterion__code="I.1").update(points=3)

    factories.standing(comparing.season)

    assert recomputation.recompute(comparing.season, by=comparing.official, cause="test") == 0
    assert self_score(report) == (3, 1)


def test_the_number_of_lines_that_changed_is_told(comparing):
    report = signed(comparing, comparing.unit, 120)
    reports.submit(report, by=comparing.officer)
    Score.objects.filter(report=report, criterion__code__in=["I.1", "I.2"]).update(points=3)

    assert recomputation.recompute(comparing.season, by=comparing.official, cause="test") == 2
    assert recomputation.recompute(comparing.season, by=comparing.official, cause="test") == 0
    assert recomputed(report) == [
        ({"points": {"I.1": "3", "I.2": "3"}}, {"points": {"I.1": "20", "I.2": "20"}, "cause": "test"}),
    ]


@pytest.mark.parametrize("more", [0, 3])
def test_looking_asks_as_often_for_many(comparing, more, django_assert_num_queries):
    for number in range(more + 1):
        unit = factories.participant(comparing.season)
        reports.submit(signed(comparing, unit, 100 + number), by=factories.appointed(unit.organisation, "officer"))

    with django_assert_num_queries(8):
        recomputation.recompute(comparing.season, by=comparing.official, cause="test")


@pytest.fixture
def zeroing(cast):
    """I.2 has a level that leaves the whole group without points, and the unit chose it; 61 points else."""
    cast.table.criteria.filter(code="I.2").update(rule_type="choice", parameters={"levels": LEVELS})
    cast.season.phase = Phase.SELF_SCORING
    cast.season.save(update_fields=["phase"])
    cast.report = signed(cast, cast.unit, 100)
    cast.report.results.filter(criterion__code="I.2").update(inputs={"level": "Không"})
    reports.submit(cast.report, by=cast.officer)
    cast.season.phase = Phase.VERIFYING
    cast.season.save(update_fields=["phase"])
    return cast


def totals(cast):
    """The unit's total in the live ranking, on the page of its points, and on the dashboard."""
    (live,) = rankings.live(cast.season).lines
    points = order._live_points([cast.season])[cast.season]
    return live.sheet.total, assessment.scored(cast.report).given.total, points[cast.unit.pk]


def test_a_zeroing_level_zeroes_its_group_everywhere(zeroing):
    assert totals(zeroing) == (45, 45, 45)

    reports.accept(zeroing.report, by=zeroing.head)
    zeroing.report.refresh_from_db()
    assessments.accept_self_scores(zeroing.report, by=zeroing.head)

    assert totals(zeroing) == (45, 45, 45)
    assert rankings.live(zeroing.season).lines[0].is_settled


def test_other_points_by_the_cluster_lift_the_zero(zeroing):
    reports.accept(zeroing.report, by=zeroing.head)
    zeroing.report.refresh_from_db()
    line = zeroing.table.criteria.get(code="I.2")
    assessments.score(zeroing.report, {line: (D(20), "Đã nộp đủ")}, by=zeroing.head, seen={})
    assert totals(zeroing) == (85, 85, 85)

    assessments.score(zeroing.report, {line: (D(0), "Xem lại")}, by=zeroing.head, seen={line.pk: 1})
    assert totals(zeroing) == (45, 45, 45)


@pytest.fixture
def excluding(cast):
    """II.1 is not counted once II.2 has points; the unit has 20 points for II.1 and some for II.2."""
    cast.table.criteria.filter(code="II.1").update(not_with=["II.2"])
    cast.season.phase = Phase.SELF_SCORING
    cast.season.save(update_fields=["phase"])
    cast.report = signed(cast, cast.unit, 100)
    reports.submit(cast.report, by=cast.officer)
    cast.season.phase = Phase.VERIFYING
    cast.season.save(update_fields=["phase"])
    reports.accept(cast.report, by=cast.head)
    cast.report.refresh_from_db()
    return cast


def test_what_gave_way_comes_back_when_the_cluster_takes_the_other_points_away(excluding):
    points = {row.criterion.code: row.points for row in excluding.report.scores.select_related("criterion")}
    with_second = totals(excluding)
    assert len(set(with_second)) == 1
    page = assessment.scored(excluding.report)
    (gone,) = [line for line in page.lines if line.aside]
    assert (gone.leaf.criterion.code, page.given.lines["II.1"].points) == ("II.1", 0)

    line = excluding.table.criteria.get(code="II.2")
    assessments.score(excluding.report, {line: (D(0), "Không có hồ sơ")}, by=excluding.head, seen={})

    assert totals(excluding) == tuple(each + points["II.1"] - points["II.2"] for each in with_second)
    assert [line for line in assessment.scored(excluding.report).lines if line.aside] == []


@pytest.mark.django_db(transaction=True)
def test_two_units_that_send_at_once_are_compared_with_each_other(transactional_db, comparing):
    first, second = signed(comparing, comparing.unit, 120), signed(comparing, comparing.head_unit, 140)

    race(lambda: reports.submit(first, by=comparing.officer), lambda: reports.submit(second, by=comparing.head))

    assert (self_score(first)[0], self_score(second)[0]) == (15, 20)
