"""The year out of a unit's periods: what is shown, what is offered, what a person takes over."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation

from clusters.enums import Event, PeriodKind, Phase
from clusters.errors import Conflict, Denied, Stale
from clusters.models import AuditEntry, Result
from clusters.queries import derivation as queries
from clusters.queries import period_figures as figures
from clusters.services import derivation as deeds
from clusters.services import result as results
from tests import factories


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def halves(cast):
    """Both halves of the year, for one line."""
    factories.asked_each(cast.season, PeriodKind.HALF_YEAR, "II.1")
    return [
        factories.period(cast.season, PeriodKind.HALF_YEAR, number, opens_on=dt.date(2026, month, 1))
        for number, month in ((1, 6), (2, 12))
    ]


@pytest.fixture
def line(cast):
    return cast.table.criteria.get(code="II.1")


@pytest.fixture
def report(cast):
    return factories.report(cast.unit)


def half(cast, period, count, state="submitted", unit=None):
    made = factories.period_report(unit or cast.unit, period, state=state)
    factories.period_result(made, "II.1", {"count": count})


def year(cast, line):
    line.refresh_from_db()
    return figures.of_participant(cast.unit, [line])[line.pk]


def take(cast, report, line, **more):
    found = queries.offers(report)
    said = {"by": cast.officer, "seen": queries.seen(found), "stamp": queries.stamp(found), **more}
    return deeds.take_over(report, [line], **said)


def test_only_what_was_sent_in_counts_and_what_is_to_come_is_named(cast, halves, line):
    half(cast, halves[0], "3")
    half(cast, halves[1], "4", state="draft")
    half(cast, halves[1], "9", unit=cast.head_unit)

    found = year(cast, line)
    assert found.periods == [("First half-year", "3 mô hình", True), ("Second half-year", "4 mô hình", False)]
    assert (found.words, found.may_be_taken) == ("3 mô hình", False)
    assert found.why == ["How many: 3 add up to 3", "still to come: Second half-year"]


def test_a_year_of_which_every_period_came_is_whole(cast, halves, line):
    half(cast, halves[0], "3")
    half(cast, halves[1], "4", state="accepted")

    assert (year(cast, line).words, year(cast, line).may_be_taken) == ("7 mô hình", True)


def test_what_was_returned_does_not_count_until_it_comes_again(cast, halves, line):
    half(cast, halves[0], "3", state="returned")
    half(cast, halves[1], "4")

    assert (year(cast, line).words, year(cast, line).may_be_taken) == ("4 mô hình", False)


def test_a_unit_that_joined_late_needs_its_own_periods_only(cast, halves, line):
    cast.unit.joined_on = dt.date(2026, 8, 1)
    half(cast, halves[1], "4")

    assert [each.label for each in year(cast, line).periods] == ["Second half-year"]
    assert year(cast, line).may_be_taken


def test_without_a_way_the_periods_are_shown_and_nothing_follows(cast, halves, line):
    half(cast, halves[0], "3")
    cast.table.criteria.filter(code="II.1").update(derived="")

    found = year(cast, line)
    assert ([each.words for each in found.periods], found.words, found.why) == (["3 mô hình", ""], "", [])


def test_two_queries_whatever_is_asked(cast, halves, django_assert_num_queries):
    factories.asked_each(cast.season, PeriodKind.MONTH, "II.2")
    factories.period(cast.season, PeriodKind.MONTH, 1)
    half(cast, halves[0], "3")
    criteria = list(cast.table.criteria.all())
    with django_assert_num_queries(2):
        assert len(figures.of_participant(cast.unit, criteria)) == 2
    with django_assert_num_queries(0):
        assert figures.of_participant(cast.unit, [each for each in criteria if not each.reported]) == {}


def test_taking_over_writes_the_year_and_says_from_where(cast, halves, line, report):
    half(cast, halves[0], "3")
    half(cast, halves[1], "4")
    take(cast, report, line)

    result = Result.objects.get()
    assert (result.inputs, result.value, result.source) == ({"count": "7"}, Decimal(7), "từ báo cáo các kỳ")
    entry = AuditEntry.objects.about(report).latest("number")
    assert (entry.event, entry.after, entry.actor) == (Event.REPORT_DERIVED, {"criteria": ["II.1"]}, cast.officer)


def test_what_stands_is_written_over_with_its_note_kept(cast, halves, line, report):
    results.enter(report, {line: ({"count": "5"}, "theo sổ")}, by=cast.officer, seen={})
    half(cast, halves[0], "3")
    half(cast, halves[1], "4")
    (offer,) = queries.offers(report)
    take(cast, report, line)

    assert (offer.now, offer.is_blank, offer.may_be_taken) == ("5 mô hình", False, True)
    assert Result.objects.values_list("inputs", "note").get() == ({"count": "7"}, "theo sổ")
    assert not queries.offers(report)[0].may_be_taken


def test_nothing_is_taken_over_while_a_period_is_to_come(cast, halves, line, report):
    half(cast, halves[0], "3")
    with pytest.raises(Conflict, match="every period"):
        take(cast, report, line)

    assert not Result.objects.exists()


def test_whoever_saw_other_figures_is_told(cast, halves, line, report):
    half(cast, halves[0], "3")
    half(cast, halves[1], "4")
    with pytest.raises(Conflict, match="have changed"):
        take(cast, report, line, stamp="0" * 64)
    results.enter(report, {line: ({"count": "5"}, "")}, by=cast.officer, seen={})
    with pytest.raises(Stale):
        take(cast, report, line, seen={})


@pytest.mark.parametrize("who", ["head", "deputy", "official", "neighbour"])
def test_nobody_else_takes_over(cast, halves, line, report, who):
    with pytest.raises(Denied):
        take(cast, report, line, by=getattr(cast, who))


def test_a_closed_year_stands_still(cast, halves, line, report):
    half(cast, halves[0], "3")
    half(cast, halves[1], "4")
    factories.standing(cast.season)
    cast.season.phase = Phase.CLOSED
    cast.season.save(update_fields=["phase"])
    with pytest.raises(Conflict):
        take(cast, report, line)


def test_a_box_beside_the_figures_stays(cast, halves, report):
    bands = [{"low": "0", "high": None, "points": "1"}]
    line = factories.criterion(
        cast.table,
        "II.9",
        5,
        "bands",
        {"of": "number", "bands": bands, "lifted_to": "1"},
        reported="half_year",
        derived="sum",
    )
    results.enter(report, {line: ({"actual": "1", "exception": True}, "")}, by=cast.officer, seen={})
    for period in halves:
        made = factories.period_report(cast.unit, period, state="submitted")
        factories.period_result(made, "II.9", {"actual": "2"})
    take(cast, report, line)

    assert Result.objects.get().inputs == {"actual": "4", "exception": True}
