"""The calendar of working days: who keeps it, what it refuses, and the points that follow from it."""

import datetime as dt

import pytest
from django.urls import reverse

from clusters import clock
from clusters.enums import Event, Phase, Role
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import AuditEntry, WorkingDay
from clusters.queries import working_day as queries
from clusters.services import working_day as days
from clusters.services.working_day import Line
from tests import factories
from tests.at_once import became, race
from tests.reading import as_person, get, post, sheets

NATIONAL = dt.date(2026, 9, 2)  # a Wednesday
SATURDAY = dt.date(2026, 8, 22)


def off(cast, day=NATIONAL, note="Quốc khánh", **fields):
    return days.set_day(day, False, note, by=cast.official, **fields)


def test_a_day_off_and_a_day_worked_instead_change_what_is_late(cast):
    before = queries.calendar().days_late(dt.date(2026, 9, 1), dt.date(2026, 9, 3), working=True)
    off(cast)
    days.set_day(SATURDAY, True, "Làm bù", by=cast.official, source="Thông báo 1/TB")

    calendar = queries.calendar()
    assert (before, calendar.days_late(dt.date(2026, 9, 1), dt.date(2026, 9, 3), working=True)) == (2, 1)
    assert (calendar.is_worked(SATURDAY), calendar.is_worked(NATIONAL)) == (True, False)


def test_each_change_is_on_the_trail_of_its_day(cast):
    day = off(cast)
    off(cast, note="Lễ Quốc khánh", seen=queries.stamp(day))

    first, second = AuditEntry.objects.about(day).order_by("number")
    assert (first.event, first.actor, first.authority_id) == (Event.WORKING_DAY_SET, cast.official, cast.ministry.pk)
    assert (first.before, first.after["day"]) == ({}, "2026-09-02")
    assert (second.before["note"], second.after["note"]) == ("Quốc khánh", "Lễ Quốc khánh")


def test_the_second_writer_sees_what_stands(cast):
    day = off(cast)

    with pytest.raises(Stale) as refused:
        off(cast, note="Nghỉ bù")

    assert refused.value.theirs == {"2026-09-02": day}
    off(cast, note="Nghỉ bù", seen=refused.value.seen["2026-09-02"])
    assert WorkingDay.objects.get().note == "Nghỉ bù"


def test_the_same_again_writes_nothing(cast):
    day = off(cast)

    off(cast)

    assert AuditEntry.objects.about(day).count() == 1


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (Line(NATIONAL, True, "Làm bù"), "is_worked"),
        (Line(NATIONAL, False, " "), "note"),
        (Line(SATURDAY, True, ""), "note"),
    ],
)
def test_what_says_nothing_new_of_a_day_is_refused(cast, line, field):
    with pytest.raises(Invalid) as refused:
        days.set_days([line], by=cast.official)

    assert (list(refused.value.problems), WorkingDay.objects.count()) == ([field], 0)


def test_several_days_are_written_all_or_none(cast):
    with pytest.raises(Invalid):
        days.set_days([Line(NATIONAL, False, "Quốc khánh"), Line(NATIONAL, False, "Lễ")], by=cast.official)

    assert WorkingDay.objects.count() == 0


def test_a_day_taken_out_is_again_as_its_day_of_the_week_says(cast):
    day = off(cast)
    with pytest.raises(Conflict):
        days.remove(day, by=cast.official, seen="off Lễ ")

    days.remove(day, by=cast.official, seen=queries.stamp(day))

    assert queries.calendar().is_worked(NATIONAL)
    assert AuditEntry.objects.about(day).order_by("-number").first().after == {}
    with pytest.raises(Conflict):
        days.remove(day, by=cast.official, seen=queries.stamp(day))


@pytest.mark.parametrize("who", ["officer", "leader", "head_leader", "council", "auditor"])
def test_few_keep_the_calendar(cast, who):
    with pytest.raises(Denied):
        days.set_day(NATIONAL, False, "Quốc khánh", by=getattr(cast, who))


def test_an_authority_below_another_does_not_keep_it_but_administrators_do(cast):
    below = factories.authority("Cục", parent=cast.ministry)
    with pytest.raises(Denied):
        days.set_day(NATIONAL, False, "Quốc khánh", by=factories.appointed(below, Role.OFFICIAL))

    days.set_day(NATIONAL, False, "Quốc khánh", by=factories.user(is_superuser=True))
    days.set_day(SATURDAY, True, "Làm bù", by=factories.appointed(cast.ministry, Role.ADMINISTRATOR))
    assert WorkingDay.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_at_once_write_one_day(request):
    cast = request.getfixturevalue("cast")

    outcomes = became(race(lambda: off(cast), lambda: off(cast, note="Lễ")))

    assert (outcomes, WorkingDay.objects.count()) == (["Stale", "done"], 1)


def test_a_day_is_entered_changed_and_taken_out_in_the_browser(client, cast):
    typed = {"day": "02/09/2026", "is_worked": "off", "note": "Quốc khánh", "source": "BLLĐ Điều 112"}
    answer = post(as_person(client, cast.official), "day-add", **typed)
    day = WorkingDay.objects.get()
    form = get(client, "day", day.pk).context["form"]
    seen = form.fields["seen"].prepare_value(form["seen"].value())
    post(client, "day", day.pk, **{**typed, "note": "Lễ Quốc khánh", "seen": seen})

    assert answer.url == reverse("days")
    assert WorkingDay.objects.get().note == "Lễ Quốc khánh"
    stamp = get(client, "day", day.pk).context["stamp"]
    assert post(client, "day-remove", day.pk, seen=stamp).url == reverse("days")
    assert WorkingDay.objects.count() == 0


def test_lines_from_a_spreadsheet_are_entered_together(client, cast):
    text = "02/09/2026\tQuốc khánh\t\n22/08/2026\tLàm bù\tcó\n\n01/05/2026\tQuốc tế lao động\tkhông"

    post(as_person(client, cast.official), "days-paste", text=text, source="Thông báo 1/TB")

    assert list(WorkingDay.objects.values_list("day", "is_worked", "note", "source")) == [
        (dt.date(2026, 5, 1), False, "Quốc tế lao động", "Thông báo 1/TB"),
        (dt.date(2026, 8, 22), True, "Làm bù", "Thông báo 1/TB"),
        (dt.date(2026, 9, 2), False, "Quốc khánh", "Thông báo 1/TB"),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("2/9/26x\tQuốc khánh", "Line 1: “2/9/26x” is not a day. Write it like 31/12/2026."),
        ("02/09/2026", "Line 1: write in the second column what the day is, in at most 250 characters."),
        ("02/09/2026\tLễ\tmaybe", "Line 1: “maybe”: write yes or no in the third column, or leave it empty."),
        ("02/09/2026\tLễ\tno\tx", "Line 1: more than three columns."),
    ],
)
def test_a_line_that_cannot_be_read_says_which_and_why(client, cast, line, said):
    answer = post(as_person(client, cast.official), "days-paste", text=line)

    form = answer.context["form"]
    assert (form.errors["text"], form["text"].value(), WorkingDay.objects.count()) == ([said], line, 0)


def test_pasting_over_other_words_shows_both_first(client, cast):
    off(cast)
    answer = post(as_person(client, cast.official), "days-paste", text="02/09/2026\tLễ")

    assert answer.context["versions"] == [("02/09/2026", "day off – Lễ", "day off – Quốc khánh")]
    seen = answer.context["form"]["seen"].value()
    assert post(client, "days-paste", text="02/09/2026\tLễ", seen=seen).status_code == 302
    assert WorkingDay.objects.get().note == "Lễ"


def test_everybody_reads_the_days_of_a_year(client, cast):
    off(cast)
    off(cast, dt.date(2027, 9, 2))

    (row,) = get(as_person(client, cast.officer), "days", year="2026").context["table"].rows
    assert [cell.value for cell in row.cells] == [NATIONAL, "Wednesday", "skipped", "Quốc khánh"]
    rows = sheets(get(client, "days", export="xlsx"))["days"]
    assert [line[3] for line in rows] == ["Quốc khánh", "Quốc khánh"]


def test_points_that_count_working_days_follow_the_calendar(cast):
    rule = {"entered": "dates", "counted": "working", "per_day": "1"}
    leaf = cast.table.criteria.filter(code="I.1")
    leaf.update(rule_type="lateness", parameters=rule)
    cast.season.phase = Phase.VERIFYING
    cast.season.save(update_fields=["phase"])
    report = factories.scored_report(cast.unit, I_1=18)
    stamp = {"updated_at": clock.now(), "updated_by": cast.officer}
    inputs = {"due": "2026-09-01", "done": "2026-09-03"}
    report.results.create(criterion=leaf.get(), inputs=inputs, **stamp)

    off(cast)

    assert report.scores.get(criterion__code="I.1").points == 19
