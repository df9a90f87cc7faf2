"""People are reminded before, on and after the due day; each once, and nobody of what has been sent in."""

import datetime as dt

import pytest
from django.core import mail

from clusters import clock, tasks
from clusters.enums import Event, PeriodKind, Phase, ReportState
from clusters.models import Extension, Notice, PeriodExtension, Reminder, Report
from clusters.regulating import reminding
from clusters.services import notice as notices
from clusters.services import period_report as period_reports
from clusters.services import reminder as deeds
from clusters.services import report_part as report_parts
from clusters.services.report_part import Part
from tests import at_once, factories
from tests.clusters import test_report_service as steps

DUE = clock.moment(2026, 12, 10, 17)
SOON, TODAY = Event.REMINDED_BEFORE, Event.REMINDED_TODAY
OVER, ABOVE = Event.REMINDED_OVERDUE, Event.REMINDED_ABOVE


@pytest.fixture
def report(cast):
    """Of an ordinary unit, due on 10 December at 17:00."""
    steps.move(cast, Phase.SELF_SCORING)
    cast.season.phases.filter(phase=Phase.SELF_SCORING).update(due_at=DUE)
    return factories.report(cast.unit)


def run(day, hour=8, month=12):
    """What the scheduler's call of that hour said: events and people."""
    before = set(Notice.objects.values_list("pk", flat=True))
    with clock.set_to(clock.moment(2026, month, day, hour)):
        tasks.remind()
    found = Notice.objects.exclude(pk__in=before).filter(channel="site").order_by("event", "person")
    return [(each.event, each.person) for each in found.select_related("person")]


@pytest.mark.parametrize(
    ("left", "known_for", "step"),
    [(8, 99, None), (7, 99, 7), (6, 99, 7), (3, 99, 3), (2, 99, 3), (1, 99, 1), (0, 99, None), (2, 3, None), (1, 3, 1)],
)
def test_the_nearest_step_that_has_come_stands_unless_it_lies_before_the_thing(left, known_for, step):
    assert reminding.step_before(left, known_for, (7, 3, 1)) == step


@pytest.mark.parametrize(
    ("over", "first", "every", "step"),
    [(1, 1, 3, 1), (3, 1, 3, 1), (4, 1, 3, 4), (9, 1, 0, 1), (1, 2, 3, None), (6, 2, 3, 5), (6, 0, 3, None)],
)
def test_after_the_day_the_last_step_stands(over, first, every, step):
    assert reminding.step_after(over, first, every) == step


def test_officers_are_told_before_and_on_the_day_and_the_leader_once_it_is_over(cast, report):
    said = {day: run(day) for day in (2, 3, 7, 9, 10, 11, 12, 14)}

    officer, both = (lambda event: [(event, cast.officer)]), [(ABOVE, cast.leader), (OVER, cast.officer)]
    assert said == {
        2: [],
        3: officer(SOON),
        7: officer(SOON),
        9: officer(SOON),
        10: officer(TODAY),
        11: both,
        12: [],
        14: both,
    }


def test_a_reminder_goes_out_once_however_often_the_task_runs(cast, report):
    assert [len(run(7, hour)) for hour in (8, 9, 23)] == [1, 0, 0]
    assert Reminder.objects.count() == 1


def test_nothing_is_said_at_night_and_a_missed_day_is_made_up_for(cast, report):
    assert [run(7, 6), len(run(8, 7))] == [[], 1]


def test_days_are_vietnamese_days(cast, report):
    """23:30 UTC of the 9th is the morning of the 10th."""
    with clock.set_to(dt.datetime(2026, 12, 9, 23, 30, tzinfo=dt.UTC) + dt.timedelta(hours=1)):
        tasks.remind()
    assert Notice.objects.filter(event=TODAY, channel="site", person=cast.officer).count() == 1


def test_more_time_counts_and_begins_anew(cast, report):
    run(9)
    Extension.objects.create(
        participant=cast.unit,
        until=clock.moment(2026, 12, 20, 17),
        reason="Bão",
        granted_at=clock.moment(2026, 12, 9, 9),
        granted_by=cast.official,
    )
    assert [run(11), run(13), run(20)] == [[], [(SOON, cast.officer)], [(TODAY, cast.officer)]]


@pytest.mark.parametrize("state", [ReportState.SUBMITTED, ReportState.ACCEPTED])
def test_nothing_is_said_of_what_has_been_sent_in(cast, report, state):
    if state == ReportState.ACCEPTED:
        report.accepted_at, report.accepted_by = clock.now(), cast.head
    report.state, report.signed_at, report.signed_by = state, clock.now(), cast.leader
    report.save()
    assert [run(7), run(11)] == [[], []]


def test_a_report_that_came_and_is_being_mended_is_not_overdue(cast, report):
    steps.submitted(cast, report)
    Report.objects.filter(pk=report.pk).update(
        state=ReportState.DRAFT, return_reason="Thiếu", signed_at=None, signed_by=None
    )
    assert run(11) == []


def test_verifying_ends_the_reminders_but_of_units_with_more_time(cast, report):
    steps.move(cast, Phase.VERIFYING)
    assert run(9) == []


def test_a_unit_that_left_and_the_neighbour_are_left_alone(cast, report):
    factories.report(cast.head_unit)
    cast.unit.left_on = dt.date(2026, 12, 1)
    cast.unit.save()
    assert run(9) == [(SOON, cast.head)]


def test_the_regulations_say_on_which_days(cast, report):
    factories.terms(cast.cluster, remind_before=[5], remind_every=0, remind_leader_after=3)
    said = {day: run(day) for day in (3, 5, 11, 12, 13, 20)}
    assert said == {
        3: [],
        5: [(SOON, cast.officer)],
        11: [(OVER, cast.officer)],
        12: [],
        13: [(ABOVE, cast.leader)],
        20: [],
    }


def test_the_leader_does_it_where_there_is_no_officer(cast, report):
    cast.officer.appointments.update(to_on=dt.date(2026, 12, 1))
    assert [run(9), run(11)] == [[(SOON, cast.leader)], [(OVER, cast.leader)]]


def test_letters_are_in_the_language_of_each_reader(cast, report):
    cast.leader.language = "en"
    cast.leader.save()
    factories.terms(cast.cluster, grace_days=2)
    run(11)
    notices.send_waiting()

    vietnamese, english = sorted((letter.body for letter in mail.outbox), key=lambda body: "was due" in body)
    assert "Báo cáo của Sở A" in vietnamese
    assert "17:00 10/12/2026" in vietnamese
    assert "Report of Sở A" in english
    assert "it is not late until 17:00 12/12/2026. It is with:" in english


@pytest.fixture
def part(cast, report):
    cast.other = factories.appointed(cast.unit.organisation, factories.Role.OFFICER)
    with clock.set_to(clock.moment(2026, 11, 20)):
        line = Part(cast.other, [steps.leaf(cast, "I.1")], clock.moment(2026, 12, 1, 17))
        return report_parts.assign(report, line, by=cast.officer)


def test_the_colleague_is_reminded_of_a_part_and_whoever_gave_it_once_it_is_over(cast, part):
    said = [run(24, month=11), run(1), run(2)]
    assert said == [[(SOON, cast.other)], [(TODAY, cast.other)], [(ABOVE, cast.officer), (OVER, cast.other)]]


def test_a_part_that_is_filled_in_or_withdrawn_is_done(cast, part):
    with clock.set_to(clock.moment(2026, 11, 21)):
        steps.save(cast, part.report, {"I.1": {"actual": "40"}})
    assert [run(24, month=11), run(2)] == [[], []]


def test_a_colleague_without_a_post_is_told_no_more(cast, part):
    cast.other.appointments.update(to_on=dt.date(2026, 11, 25))
    assert run(2) == [(ABOVE, cast.officer)]


@pytest.fixture
def quarter(cast):
    """Open since 20 September, due on 10 October, asked of every unit."""
    factories.asked_each(cast.season, PeriodKind.QUARTER, "II.1")
    days = {"opens_on": dt.date(2026, 9, 20), "due_at": clock.moment(2026, 10, 10, 17)}
    return factories.period(cast.season, PeriodKind.QUARTER, 3, **days)


def told_of(cast, said):
    """Without the people of the other units."""
    return [(event, person) for event, person in said if person in (cast.officer, cast.leader)]


def test_units_are_reminded_of_open_periods(cast, quarter):
    said = [told_of(cast, run(day, month=10)) for day in (3, 10, 11)]
    assert said == [[(SOON, cast.officer)], [(TODAY, cast.officer)], [(ABOVE, cast.leader), (OVER, cast.officer)]]
    assert {person for _event, person in run(14, month=10)} >= {cast.head, cast.head_leader, cast.deputy}


def test_a_period_that_was_sent_in_is_done(cast, quarter):
    with clock.set_to(clock.moment(2026, 10, 2)):
        values = {steps.leaf(cast, "II.1"): ({"count": "1"}, "")}
        sent = period_reports.enter(cast.unit, quarter, values, by=cast.officer, seen={})
        period_reports.submit(sent, by=cast.officer)
    assert told_of(cast, run(9, month=10)) == []


def test_more_time_for_a_period_counts(cast, quarter):
    PeriodExtension.objects.create(
        participant=cast.unit,
        period=quarter,
        until=clock.moment(2026, 10, 20, 17),
        reason="Bão",
        granted_at=clock.moment(2026, 10, 5),
        granted_by=cast.official,
    )
    said = {day: told_of(cast, run(day, month=10)) for day in (11, 13, 21)}
    assert said[11] == []
    assert said[13] == [(SOON, cast.officer)]
    assert (ABOVE, cast.leader) in said[21]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_remind_once(cast, report):
    def work():
        with clock.set_to(clock.moment(2026, 12, 9, 8)):
            return deeds.remind()

    assert sorted(at_once.race(work, work)) in ([0, 1], [0, 1])
    assert Notice.objects.filter(channel="mail").count() == 1


@pytest.mark.parametrize("size", [1, 3])
def test_what_is_asked_does_not_grow_with_units_once_all_is_said(cast, report, size, django_assert_num_queries):
    for _ in range(size):
        unit = factories.participant(cast.season, factories.organisation(f"Sở {_}"))
        factories.appointed(unit.organisation, factories.Role.OFFICER)
        factories.report(unit)
    run(9)
    run(9)
    with clock.set_to(clock.moment(2026, 12, 9, 9)), django_assert_num_queries(4):
        deeds.remind()
