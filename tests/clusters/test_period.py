"""Reporting periods of a year: who sets them, what is refused, what they look like."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from clusters import clock
from clusters.enums import Event, PeriodKind, Phase
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import AuditEntry, Period
from clusters.queries import period as queries
from clusters.services import period as deeds
from clusters.services.period import PeriodLine
from tests.reading import as_person, get, post, sheets

ONE = PeriodLine(PeriodKind.QUARTER, 1, dt.date(2026, 3, 20), clock.moment(2026, 4, 10, 17), 3)
TWO = PeriodLine(PeriodKind.QUARTER, 2, dt.date(2026, 6, 20), clock.moment(2026, 7, 10, 17))
HALF = PeriodLine(PeriodKind.HALF_YEAR, 1, dt.date(2026, 6, 1), clock.moment(2026, 7, 5, 17))


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def season(cast):
    return cast.season


def kept():
    return sorted(Period.objects.values_list("kind", "number", "grace_days"))


def test_whether_the_leader_signs_is_set_with_the_days(cast, season):
    signed = replace(ONE, asks_signature=True)
    deeds.set_periods(season, [ONE], by=cast.official)
    seen = queries.stamp(queries.of_year(season))
    deeds.set_periods(season, [signed], by=cast.official, seen=seen)

    assert Period.objects.get().asks_signature
    assert queries.stamp(queries.of_year(season)) != seen
    line = AuditEntry.objects.about(season).filter(event=Event.PERIODS_SET).latest("number")
    assert (line.before["periods"], line.after["periods"]) == ([ONE.said()], [f"{ONE.said()}, signed by the leader"])


def test_the_official_sets_the_periods_as_a_whole(cast, season):
    deeds.set_periods(season, [ONE, TWO, HALF], by=cast.official)
    first = Period.objects.get(kind=PeriodKind.QUARTER, number=1)
    moved = PeriodLine(PeriodKind.QUARTER, 1, dt.date(2026, 3, 21), ONE.due_at, 5)
    deeds.set_periods(season, [moved, HALF], by=cast.official)

    assert kept() == [("half_year", 1, 0), ("quarter", 1, 5)]
    first.refresh_from_db()
    assert first.opens_on == dt.date(2026, 3, 21)
    lines = AuditEntry.objects.about(season).filter(event=Event.PERIODS_SET).order_by("number")
    assert [len(line.after["periods"]) for line in lines] == [3, 2]


def test_the_same_again_leaves_no_line(cast, season):
    for _ in range(2):
        deeds.set_periods(season, [ONE], by=cast.official)

    assert AuditEntry.objects.filter(event=Event.PERIODS_SET).count() == 1


@pytest.mark.parametrize("who", ["officer", "leader", "head", "deputy", "council", "auditor", "neighbour_official"])
def test_nobody_else_sets_them(cast, season, who):
    with pytest.raises(Denied):
        deeds.set_periods(season, [ONE], by=getattr(cast, who))


def test_a_closed_year_keeps_its_periods(cast, season):
    season.phase = Phase.CLOSED
    season.save(update_fields=["phase"])

    with pytest.raises(Conflict):
        deeds.set_periods(season, [ONE], by=cast.official)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([PeriodLine(PeriodKind.QUARTER, 5, ONE.opens_on, ONE.due_at)], "Quarter: a year has only 4."),
        ([PeriodLine(PeriodKind.QUARTER, 1, dt.date(2026, 4, 11), ONE.due_at)], "Quarter I is due before it opens."),
        ([PeriodLine(PeriodKind.YEAR, 1, dt.date(2025, 12, 31), ONE.due_at)], "Whole year opens before the year"),
        ([PeriodLine(PeriodKind.MONTH, 1, ONE.opens_on, ONE.due_at, 61)], "Month 1: at most 60 days of grace."),
        ([ONE, ONE], "Quarter I is there twice."),
        ([PeriodLine(PeriodKind.YEAR, 1, ONE.opens_on, ONE.due_at, 0, True)], "The report of the year is signed by"),
        (
            [ONE, PeriodLine(PeriodKind.QUARTER, 2, dt.date(2026, 4, 13), TWO.due_at)],
            "Quarter II opens before Quarter I is over.",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(cast, season, lines, said):
    with pytest.raises(Invalid) as refused:
        deeds.set_periods(season, lines, by=cast.official)

    assert refused.value.problems["periods"].startswith(said)
    assert Period.objects.count() == 0


def test_days_of_grace_end_the_day_before_the_next_period(cast, season):
    next_one = PeriodLine(PeriodKind.QUARTER, 2, dt.date(2026, 4, 14), TWO.due_at)

    assert len(deeds.set_periods(season, [ONE, next_one], by=cast.official)) == 2


def test_the_second_writer_sees_what_stands(cast, season):
    seen = queries.stamp([])
    deeds.set_periods(season, [ONE], by=cast.official, seen=seen)
    with pytest.raises(Stale) as refused:
        deeds.set_periods(season, [TWO], by=cast.official2, seen=seen)

    assert refused.value.theirs == {"periods": [ONE.said()]}
    deeds.set_periods(season, [TWO], by=cast.official2, seen=refused.value.seen["stamp"])
    assert kept() == [("quarter", 2, 0)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": 13, "kind": PeriodKind.MONTH},
        {"number": 0},
        {"grace_days": 61},
        {"due_at": clock.moment(2026, 1, 1, 0)},
        {"kind": PeriodKind.YEAR, "asks_signature": True},
    ],
)
def test_the_database_refuses_it_too(season, wrong):
    whole = {"kind": PeriodKind.QUARTER, "number": 1, "opens_on": dt.date(2026, 3, 20), "due_at": ONE.due_at}
    with pytest.raises(IntegrityError), transaction.atomic():
        Period.objects.create(season=season, **{**whole, **wrong})


def typed(seen, *rows):
    total = {"period-TOTAL_FORMS": len(rows), "period-INITIAL_FORMS": 0, "seen": seen}
    names = ("kind", "number", "opens_on", "due_at", "grace_days", "asks_signature")[: len(rows[0])]
    cells = {f"period-{n}-{name}": cell for n, row in enumerate(rows) for name, cell in zip(names, row, strict=True)}
    return {**total, **cells}


ROW = ("quarter", "1", "20/03/2026", "17:00 10/04/2026", "3")


def test_periods_are_set_in_the_browser_and_read_by_everybody(client, cast, season):
    seen = get(as_person(client, cast.official), "season-periods-change", season.pk).context["form"]["seen"].value()
    empty = ("", "", "", "", "")
    assert post(client, "season-periods-change", season.pk, **typed(seen, ROW, empty)).status_code == 302

    (row,) = get(as_person(client, cast.officer), "season-periods", season.pk).context["table"].rows
    said = [ONE.opens_on, ONE.due_at, 3, clock.moment(2026, 4, 13, 17), None]
    assert [cell.value for cell in row.cells][:7] == ["Quarter I", "Quarter", *said]
    assert len(sheets(get(client, "season-periods", season.pk, export="xlsx"))["periods"]) == 1


def test_the_box_of_the_signature_is_ticked_and_taken_back(client, cast, season):
    as_person(client, cast.official)
    for row, asked in (((*ROW, "on"), True), (ROW, False)):
        seen = get(client, "season-periods-change", season.pk).context["form"]["seen"].value()
        post(client, "season-periods-change", season.pk, **typed(seen, row))
        assert Period.objects.get().asks_signature is asked


def test_a_row_says_what_it_lacks_and_loses_nothing(client, cast, season):
    half = ("quarter", "1", "", "17:00 10/04/2026", "")
    answer = post(as_person(client, cast.official), "season-periods-change", season.pk, **typed("", half))

    (row,) = answer.context["rows"].forms
    assert list(row.errors) == ["opens_on"]
    assert row["due_at"].value() == "17:00 10/04/2026"


def test_the_page_shows_both_versions_to_the_second_writer(client, cast, season):
    deeds.set_periods(season, [TWO], by=cast.official2)
    answer = post(as_person(client, cast.official), "season-periods-change", season.pk, **typed("cũ", ROW))

    assert answer.context["versions"] == [("Reporting periods", ONE.said(), TWO.said())]
    again = answer.context["form"]["seen"].value()
    assert post(client, "season-periods-change", season.pk, **typed(again, ROW)).status_code == 302
    assert kept() == [("quarter", 1, 3)]
