"""What the system records of itself stays true when the time for it moves, and of those who do nothing at all."""

import datetime as dt
from decimal import Decimal

import pytest

from clusters import clock
from clusters.enums import Event, FactKind, PactState, Phase, ReportState, ScoreKind, Supplier
from clusters.models import AuditEntry, Fact, Score
from clusters.queries import deadline, ranking
from clusters.services import fact as facts
from clusters.services import pact as pacts
from clusters.services import report as reports
from clusters.services import season as seasons
from tests import factories

LATE, UNSIGNED = FactKind.REPORTS_LATE, FactKind.PACT_NOT_SIGNED
DUE = clock.moment(2026, 12, 15, 17)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


@pytest.fixture
def report(cast):
    """Of the ordinary member, signed off; the others have drafts; all are due at DUE."""
    cast.season.phase = Phase.SELF_SCORING
    cast.season.save(update_fields=["phase"])
    cast.season.phases.filter(phase=Phase.SELF_SCORING).update(due_at=DUE)
    for each in (cast.head_unit, cast.deputy_unit):
        factories.report(each)
    return factories.report(cast.unit, state=ReportState.SIGNED)


def send(cast, report, moment=DUE + HOUR):
    with clock.set_to(moment):
        return reports.submit(report, by=cast.officer)


def known(kind=LATE):
    return {unit: int(value) for unit, value in Fact.objects.filter(kind=kind).values_list("participant", "value")}


def set_due(cast, moment, *, now):
    with clock.set_to(now):
        seasons.set_due(cast.season, {Phase.SELF_SCORING: moment}, by=cast.official)


def extend(cast, until, *, now):
    with clock.set_to(now):
        seasons.extend(cast.unit, until=until, reason="Bão", by=cast.official)


def move_on(cast, now):
    with clock.set_to(now):
        cast.season = seasons.advance(cast.season, by=cast.head, reason="Hết hạn")


def test_a_report_that_never_came_is_known_to_be_late_when_the_year_moves_on(cast, report):
    send(cast, report, DUE - HOUR)

    move_on(cast, DUE + HOUR)

    assert known() == {cast.unit.pk: 0, cast.head_unit.pk: 1, cast.deputy_unit.pk: 1}


def test_before_its_time_is_over_nothing_is_known_of_a_report(cast, report):
    move_on(cast, DUE - HOUR)
    assert known() == {}

    move_on(cast, DUE + HOUR)
    assert known() == {cast.unit.pk: 1, cast.head_unit.pk: 1, cast.deputy_unit.pk: 1}


def test_late_reports_that_a_person_recorded_say_nothing_of_the_years_own(cast, report):
    facts.record(cast.unit, LATE, Decimal(1), "Công văn số 12 ngày 03/4/2026", by=cast.official)

    set_due(cast, DUE + DAY, now=DUE - HOUR)

    assert Fact.objects.get().source == "Công văn số 12 ngày 03/4/2026"


def test_nobody_is_late_before_reports_are_asked_for(cast, report):
    cast.season.phase = Phase.RUNNING
    cast.season.save(update_fields=["phase"])

    set_due(cast, DUE + HOUR, now=DUE + DAY)

    assert known() == {}


def test_a_time_extended_afterwards_excuses_the_late_report_and_its_points_follow(cast, report):
    cast.table.criteria.filter(code="IV.1").update(supplier=Supplier.SYSTEM, fact=LATE)
    sent = send(cast, report)
    own = Score.objects.get(report=report, criterion__code="IV.1", kind=ScoreKind.SELF)

    extend(cast, DUE + 3 * DAY, now=DUE + DAY)

    assert (sent.is_late, own.points, known()[cast.unit.pk]) == (True, 1, 0)
    own.refresh_from_db()
    assert own.points == 0
    trail = AuditEntry.objects.about(cast.unit).filter(event=Event.FACT_RECORDED).order_by("number")
    assert [entry.after["value"] for entry in trail] == ["1", "0"]


def test_an_extension_for_one_unit_excuses_nobody_else(cast, report):
    move_on(cast, DUE + HOUR)

    extend(cast, DUE + 3 * DAY, now=DUE + DAY)

    assert known() == {cast.unit.pk: 0, cast.head_unit.pk: 1, cast.deputy_unit.pk: 1}


def test_an_extension_that_ran_out_unused_makes_late_again(cast, report):
    move_on(cast, DUE + HOUR)
    extend(cast, DUE + 3 * DAY, now=DUE + DAY)

    move_on(cast, DUE + 4 * DAY)

    assert known()[cast.unit.pk] == 1


def test_a_later_date_for_all_excuses_and_the_old_one_put_back_blames_again(cast, report):
    send(cast, report)

    set_due(cast, DUE + DAY, now=DUE + 2 * DAY)
    assert known() == {cast.unit.pk: 0, cast.head_unit.pk: 1, cast.deputy_unit.pk: 1}

    set_due(cast, DUE, now=DUE + 2 * DAY)
    assert known()[cast.unit.pk] == 1


def test_a_date_cut_short_afterwards_blames_nobody_who_was_in_time(cast, report):
    send(cast, report, DUE - HOUR)

    set_due(cast, DUE - DAY, now=DUE)

    assert known()[cast.unit.pk] == 0


def test_who_was_excused_stays_so_when_the_report_is_sent_again(cast, report):
    send(cast, report)
    extend(cast, DUE + DAY, now=DUE + 2 * HOUR)
    report.refresh_from_db()
    with clock.set_to(DUE + 3 * HOUR):
        mended = reports.return_(report, reason="Sửa", by=cast.head)
    mended.state = ReportState.SIGNED
    mended.save(update_fields=["state"])

    assert send(cast, mended, DUE + 9 * DAY).is_late is False
    assert known()[cast.unit.pk] == 0


def test_a_sealed_year_is_left_as_it_was(cast, report):
    send(cast, report)
    factories.standing(cast.season)

    extend(cast, DUE + 3 * DAY, now=DUE + DAY)

    assert known()[cast.unit.pk] == 1


def test_lateness_of_a_season_is_two_questions(cast, report, django_assert_num_queries):
    with clock.set_to(DUE + HOUR), django_assert_num_queries(2):
        assert [each.is_late for each in deadline.lateness(cast.season)] == [True, True, True]


def test_a_pact_whose_text_was_never_agreed_blames_nobody(cast):
    cast.season.phase = Phase.PACT
    cast.season.save(update_fields=["phase"])
    pact = factories.pact(cast.season)

    seasons.advance(cast.season, by=cast.head, reason="Chưa thống nhất")

    assert (pact.state, known(UNSIGNED)) == (PactState.DRAFT, {})


def test_a_signature_that_comes_late_takes_the_blame_back(cast):
    cast.season.phase = Phase.PACT
    cast.season.save(update_fields=["phase"])
    pact = pacts.agree(factories.pact(cast.season), by=cast.head)
    seasons.advance(cast.season, by=cast.head, reason="Hết hạn ký")
    assert known(UNSIGNED)[cast.unit.pk] == 1

    pacts.sign(pact, cast.unit, by=cast.leader, seen=pact.frozen_hash)

    assert known(UNSIGNED)[cast.unit.pk] == 0


def test_a_grade_that_asks_for_awards_is_not_open_where_the_register_has_none(cast):
    """Nobody could ever enter it: the system records it of itself."""
    asks = {"kind": "fact", "fact": "awards_held", "sign": "≥", "value": "1"}
    grades = [
        {"code": "A", "name": "Tốt", "least": "80", "conditions": [[asks]]},
        {"code": "B", "name": "Đạt", "least": "0"},
    ]
    cast.season.table.grading = {"grades": grades}
    cast.season.table.save(update_fields=["grading"])
    for unit in (cast.unit, cast.head_unit):
        factories.scored_report(unit, head=True)
    factories.fact(cast.unit, FactKind.AWARDS_HELD, source="honour:1")

    verdicts = {line.participant: line.verdict for line in ranking.live(cast.season).lines}

    assert (verdicts[cast.unit].grade, verdicts[cast.head_unit].grade) == ("A", "B")
    assert not verdicts[cast.head_unit].is_open
