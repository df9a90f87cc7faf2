"""Where the system decides by the adopted regulations: lateness, who verifies the head, what separates equals."""

import datetime as dt

import pytest

from clusters import clock, manifest
from clusters.enums import FactKind, Phase, ReportState
from clusters.models import Fact, Standing
from clusters.policies import report as report_policy
from clusters.queries import deadline, post, ranking
from clusters.queries import terms as terms_queries
from clusters.services import regulation_adoption as adoptions
from clusters.services import report as reports
from clusters.services import standing as standings
from clusters.services import tie
from clusters.services.regulation_adoption import Votes
from emulation.queries import board
from tests import factories

FRIDAY = clock.moment(2026, 11, 20, 17)
DAY = dt.timedelta(days=1)


@pytest.fixture
def asked(cast):
    """Reports are due on a Friday at five."""
    cast.season.phase = Phase.SELF_SCORING
    cast.season.save(update_fields=["phase"])
    cast.season.phases.filter(phase=Phase.SELF_SCORING).update(due_at=FRIDAY)
    return cast


def late_facts(season):
    found = Fact.objects.filter(participant__season=season, kind=FactKind.REPORTS_LATE)
    return [int(value) for value in found.values_list("value", flat=True)]


def send(cast, moment):
    with clock.set_to(moment):
        return reports.submit(factories.report(cast.unit, state=ReportState.SIGNED), by=cast.officer)


@pytest.mark.parametrize(("after", "late"), [(2 * DAY, False), (2 * DAY + dt.timedelta(minutes=1), True)])
def test_days_of_grace_do_not_count_as_late(asked, after, late):
    factories.terms(asked.cluster, grace_days=2)
    assert send(asked, FRIDAY + after).is_late is late
    assert late_facts(asked.season) == [int(late)]


def test_without_regulations_the_due_date_is_the_last_moment(asked):
    assert send(asked, FRIDAY + dt.timedelta(minutes=1)).is_late


def test_working_days_of_grace_pass_over_the_weekend_and_holidays(asked):
    factories.terms(asked.cluster, grace_days=2, grace_counted="working")
    factories.working_day(day=dt.date(2026, 11, 23))
    found = deadline.of_participant(asked.unit)
    assert (found.grace_until, found.asked_for) == (clock.moment(2026, 11, 25, 17), FRIDAY)
    assert deadline.of_season(asked.season)[asked.unit.pk] == found
    assert not send(asked, clock.moment(2026, 11, 25, 16)).is_late


def test_a_longer_extension_outlasts_the_grace(asked):
    factories.terms(asked.cluster, grace_days=1)
    until = FRIDAY + 5 * DAY
    stamp = {"granted_at": FRIDAY, "granted_by": asked.head, "reason": "Bão"}
    asked.unit.extensions.create(until=until, **stamp)
    assert deadline.of_participant(asked.unit).at == until
    assert deadline.of_participant(asked.deputy_unit).at == FRIDAY + DAY


def test_the_terms_of_the_day_on_which_it_is_due_decide(asked):
    factories.terms(asked.cluster, since=FRIDAY.date() + DAY, grace_days=9)
    assert deadline.of_participant(asked.unit).at == FRIDAY
    factories.terms(asked.cluster, since=FRIDAY.date(), grace_days=1)
    assert deadline.of_participant(asked.unit).at == FRIDAY + DAY


def test_a_report_due_after_the_year_is_judged_by_the_terms_of_the_year(asked):
    due = clock.moment(2027, 1, 15, 17)
    asked.season.phases.filter(phase=Phase.SELF_SCORING).update(due_at=due)
    factories.terms(asked.cluster, since=dt.date(2026, 2, 1), grace_days=1)
    factories.terms(asked.cluster, since=dt.date(2027, 1, 1), grace_days=9)
    assert deadline.of_participant(asked.unit).at == due + DAY


def test_lateness_is_judged_again_when_the_meeting_adopts(asked):
    with clock.set_to(clock.moment(2026, 11, 10)):
        found = factories.regulation(asked.cluster)
        terms = {"grace_days": {"value": 3, "article": "2"}}
        version = factories.regulation_version(found, state="consulting", terms=terms)
    assert send(asked, FRIDAY + DAY).is_late
    assert late_facts(asked.season) == [1]
    with clock.set_to(FRIDAY + 2 * DAY):
        days = {"adopted_on": dt.date(2026, 11, 15), "in_force_on": dt.date(2026, 11, 16)}
        adoptions.adopt(version, votes=Votes(present=3, in_favour=3), by=asked.head, **days)
    assert late_facts(asked.season) == [0]


def verifiers(cast, unit):
    people = ("officer", "head", "deputy", "official", "auditor", "neighbour_official")
    return [name for name in people if post.verifies(getattr(cast, name), unit)]


def test_the_regulations_may_leave_the_heads_report_to_the_authority(cast):
    assert verifiers(cast, cast.head_unit) == ["deputy"]
    factories.terms(cast.cluster, head_verifier="authority")
    assert verifiers(cast, cast.head_unit) == ["official"]
    assert [verifiers(cast, each) for each in (cast.unit, cast.deputy_unit)] == [["head"], ["head"]]
    assert cast.ministry.name in report_policy.verifier_of(cast.head_unit)
    assert [each.pk for each in post.verified_by(cast.official, cast.season)] == [cast.head_unit.pk]
    assert post.verified_by(cast.deputy, cast.season) == []


@pytest.mark.parametrize("value", ["deputy", "authority"])
def test_the_list_of_tasks_knows_the_same_verifier(cast, value):
    factories.terms(cast.cluster, head_verifier=value)
    for name in ("head", "deputy", "official"):
        person = getattr(cast, name)
        (year,) = board.of(person).years
        assert [year.verifies(unit) for unit in year.units] == [post.verifies(person, unit) for unit in year.units]


def test_a_past_year_is_verified_by_its_own_terms(cast):
    cast.season.ends_on = clock.today() - 10 * DAY
    cast.season.save(update_fields=["ends_on"])
    factories.terms(cast.cluster, since=clock.today() - 5 * DAY, head_verifier="authority")
    assert verifiers(cast, cast.head_unit) == ["deputy"]
    assert terms_queries.terms_of_season(cast.season).adoption is None


@pytest.fixture
def equals(cast):
    """At the meeting, all of equal points, by a table without tie-breakers."""
    cast.season.phase = Phase.MEETING
    cast.season.save(update_fields=["phase"])
    for each in (cast.unit, cast.head_unit, cast.deputy_unit):
        factories.scored_report(each, head=True)
    return cast


def ranks(cast):
    live = ranking.live(cast.season)
    return {str(line.participant): line.rank for line in live.lines}


def test_equals_share_a_rank_where_nobody_says_otherwise(equals):
    assert ranks(equals) == {"Sở A": 1, "Sở B": 1, "Sở C": 1}


def test_the_regulations_separate_equals_and_the_sealed_ranking_keeps_how(equals):
    factories.fact(equals.unit, FactKind.REPORTS_LATE, 1)
    for each in (equals.head_unit, equals.deputy_unit):
        factories.fact(each, FactKind.REPORTS_LATE, 0)
    factories.terms(equals.cluster, tie_rule=["late", "meeting"])
    assert ranks(equals) == {"Sở A": 3, "Sở B": 1, "Sở C": 1}
    order = [equals.deputy_unit.pk, equals.head_unit.pk]
    tie.settle(equals.season, order, "Hội nghị quyết định", by=equals.head)
    sealed = standings.seal(equals.season, by=equals.head)
    assert [each["legal_line"] for each in sealed.manifest["table"]["grading"]["tie_breakers"]] == [
        "Quy chế hoạt động, Điều 2"
    ] * 2
    factories.terms(equals.cluster, since=clock.today(), tie_rule=["meeting"])
    kept = Standing.objects.get(pk=sealed.pk).manifest
    by_rank = [each.participant for each in manifest.recompute(kept)]
    assert by_rank == [equals.deputy_unit.pk, equals.head_unit.pk, equals.unit.pk]


def test_the_tables_own_tie_breakers_come_first(equals):
    factories.fact(equals.unit, FactKind.REPORTS_LATE, 1)
    factories.terms(equals.cluster, tie_rule=["late"])
    equals.table.grading = {"tie_breakers": [{"kind": "meeting"}]}
    equals.table.save(update_fields=["grading"])
    assert ranks(equals) == {"Sở A": 1, "Sở B": 1, "Sở C": 1}
