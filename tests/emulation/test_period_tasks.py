"""Periods among the tasks: of the unit that owes them, of whoever verifies what was sent."""

import datetime as dt

import pytest

from clusters import clock
from clusters.enums import PeriodKind, Phase
from emulation.queries import task
from tests import factories


def asked(person, kind: str = "report_period"):
    return [each for each in task.of(person).due if each.kind == kind]


@pytest.fixture(autouse=True)
def _in_april(at):
    with at(2026, 4, 5):
        yield


@pytest.fixture
def quarter(cast):
    factories.asked_each(cast.season, PeriodKind.QUARTER, "II.1")
    days = {"opens_on": dt.date(2026, 3, 20), "due_at": clock.moment(2026, 4, 10, 17), "grace_days": 2}
    return factories.period(cast.season, PeriodKind.QUARTER, 1, **days)


def moved_to(cast, phase):
    cast.season.phase = phase
    cast.season.save(update_fields=["phase"])


@pytest.mark.parametrize(
    ("who", "count"), [("officer", 1), ("leader", 1), ("head", 1), ("official", 0), ("council", 0), ("neighbour", 0)]
)
def test_an_open_period_waits_for_the_people_of_each_unit(cast, quarter, who, count):
    assert [each.due for each in asked(getattr(cast, who))] == [clock.moment(2026, 4, 10, 17)] * count


def test_after_the_day_the_days_of_grace_count_and_then_it_is_overdue(cast, quarter, at):
    with at(2026, 4, 11):
        assert [(each.due, each.overdue) for each in asked(cast.officer)] == [(clock.moment(2026, 4, 12, 17), False)]
    with at(2026, 4, 13):
        assert [each.overdue for each in asked(cast.officer)] == [True]


@pytest.mark.parametrize("state", ["submitted", "accepted"])
def test_what_was_sent_waits_no_more(cast, quarter, state):
    factories.period_report(cast.unit, quarter, state=state)

    assert asked(cast.officer) == []


def test_what_was_returned_is_to_be_mended(cast, quarter):
    factories.period_report(cast.unit, quarter, state="returned", return_reason="Thiếu số liệu")

    assert [each.note for each in asked(cast.officer, "mend_period")] == ["Thiếu số liệu"]


def test_where_it_is_signed_the_leader_signs_and_then_it_is_sent(cast, quarter):
    type(quarter).objects.update(asks_signature=True)
    kinds = {who: [each.kind for each in task.of(getattr(cast, who)).due] for who in ("officer", "leader")}
    assert [("sign_period" in kinds[who], "report_period" in kinds[who]) for who in kinds] == [
        (False, True),
        (True, False),
    ]

    assert "trình lãnh đạo ký xác nhận" in asked(cast.officer)[0].what

    stamp = {"signed_at": clock.now(), "signed_by": cast.leader}
    factories.period_report(cast.unit, quarter, state="signed", **stamp)
    (sent,) = asked(cast.officer, "submit_period")
    assert (sent.url, asked(cast.leader, "sign_period")) == (f"/periods/{quarter.pk}/units/{cast.unit.pk}/check/", [])


def test_what_was_returned_and_mended_is_signed_again_by_the_leader(cast, quarter):
    type(quarter).objects.update(asks_signature=True)
    report = factories.period_report(cast.unit, quarter, state="returned", return_reason="Thiếu số liệu")
    assert (len(asked(cast.leader, "mend_period")), asked(cast.leader, "sign_period")) == (1, [])

    type(report).objects.update(state="draft")
    assert [each.note for each in asked(cast.leader, "sign_period")] == ["Thiếu số liệu"]
    assert (asked(cast.leader, "mend_period"), len(asked(cast.officer, "mend_period"))) == ([], 1)


def test_nothing_waits_before_the_period_opens(cast, quarter, at):
    with at(2026, 3, 19):
        assert asked(cast.officer) == []


def test_who_joined_later_or_a_table_that_asks_nothing_owes_nothing(cast, quarter):
    cast.unit.joined_on = dt.date(2026, 4, 1)
    cast.unit.save(update_fields=["joined_on"])
    assert asked(cast.officer) == []
    cast.table.criteria.update(reported="")
    assert asked(cast.head) == []


def test_once_verifying_began_only_who_has_more_time_is_asked(cast, quarter):
    moved_to(cast, Phase.VERIFYING)
    assert asked(cast.officer) == []
    granted = {"granted_at": clock.now(), "granted_by": cast.official}
    cast.unit.period_extensions.create(period=quarter, until=clock.moment(2026, 5, 1), reason="Bão", **granted)
    assert [each.due for each in asked(cast.officer)] == [clock.moment(2026, 5, 1)]


@pytest.mark.parametrize("phase", [Phase.PACT, Phase.SUBMITTED, Phase.DECIDED, Phase.CLOSED])
def test_a_year_that_does_not_run_asks_nobody(cast, quarter, phase):
    factories.period_report(cast.head_unit, quarter, state="submitted")
    moved_to(cast, phase)

    assert asked(cast.officer) + asked(cast.deputy, "verify_periods") == []


@pytest.mark.parametrize(("who", "count"), [("head", 1), ("deputy", 1), ("officer", 0), ("official", 0)])
def test_what_was_sent_waits_for_whoever_verifies_it(cast, quarter, who, count):
    """The unit's for the head, the head's own for the deputy."""
    for unit in (cast.unit, cast.head_unit):
        factories.period_report(unit, quarter, state="submitted")

    assert len(asked(getattr(cast, who), "verify_periods")) == count
