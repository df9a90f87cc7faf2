"""Each cell of a period's sheet is saved by itself, by the same arithmetic as those of the year."""

import datetime as dt

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from clusters import audit, clock
from clusters.enums import Blank, Event, PeriodKind, PeriodReportState, Phase
from clusters.errors import Conflict, Denied, Stale
from clusters.forms.cell import Change, Typed
from clusters.models import AuditEntry, Participant, Period, PeriodExtension, PeriodReport, PeriodResult
from clusters.queries.finding import Why
from clusters.queries.period_report import Place
from clusters.services import period_cell as cells
from clusters.services import period_explanation as explanations
from clusters.services import period_hand as hand
from clusters.services import period_report as deeds
from tests import factories
from tests.at_once import race
from tests.reading import as_person, get


@pytest.fixture(autouse=True)
def _in_april(at):
    with translation.override("en"), at(2026, 4, 5):
        yield


@pytest.fixture
def quarter(cast):
    factories.asked_each(cast.season, PeriodKind.QUARTER, "II.1", "II.2")
    days = {"opens_on": dt.date(2026, 3, 20), "due_at": clock.moment(2026, 4, 10, 17)}
    return factories.period(cast.season, PeriodKind.QUARTER, 1, **days)


@pytest.fixture
def place(cast, quarter):
    return Place(cast.unit.pk, quarter.pk)


def change(cast, parts, code="II.1", key="k1", seen=0):
    typed = {name: Typed(text, seen) for name, text in parts.items()}
    return Change(cast.table.criteria.get(code=code).pk, key, typed)


def stored(code="II.1"):
    return PeriodResult.objects.get(criterion__code=code)


def events(report):
    return list(AuditEntry.objects.about(report).order_by("number").values_list("event", flat=True))


def test_the_first_cell_begins_the_report(cast, place):
    report, (outcome,) = cells.enter(place, [change(cast, {"count": "3", "note": "quý I"})], by=cast.officer)

    result, begun = stored(), PeriodReport.objects.get()
    assert (outcome.saved, report, report.version, begun.version) == (["count", "note"], begun, 1, 1)
    assert (result.inputs, result.note, result.version, result.keys) == (
        {"count": "3"},
        "quý I",
        1,
        [["k1", ["count", "note"]]],
    )
    assert AuditEntry.objects.about(report).get().after == {"II.1": {"count": "3", "note": "quý I"}}


def test_what_cannot_be_read_begins_nothing(cast, place):
    report, (outcome,) = cells.enter(place, [change(cast, {"count": "ba"})], by=cast.officer)

    assert ([*outcome.refused], report.version) == (["count"], 0)
    assert not PeriodReport.objects.exists()


def test_parts_merge_and_the_same_part_is_a_dispute(cast, place):
    cells.enter(place, [change(cast, {"count": "3"})], by=cast.leader)
    late = change(cast, {"count": "5", "note": "x"}, key="k2")
    _report, (outcome,) = cells.enter(place, [late], by=cast.officer)
    _report, (again,) = cells.enter(place, [late], by=cast.officer)

    assert (outcome.saved, outcome.disputed) == (["note"], ["count"])
    assert (again.saved, again.disputed) == (["note"], ["count"])
    assert (stored().inputs, stored().note, stored().version) == ({"count": "3"}, "x", 2)


def test_what_the_period_does_not_ask_is_refused(cast, place):
    _report, (outcome,) = cells.enter(place, [change(cast, {"count": "1"}, "III.1")], by=cast.officer)

    assert ([*outcome.refused], PeriodResult.objects.exists()) == (["count"], False)


def test_a_version_that_is_set_aside_stays_on_the_trail(cast, place):
    report, _outcomes = cells.enter(place, [change(cast, {"count": "3"})], by=cast.leader)
    given = [change(cast, {"count": "5"}, key="k2"), change(cast, {"note": "x"}, key="k3")]
    for _again in range(2):
        cells.set_aside(place, given, by=cast.officer)

    aside = Event.PERIOD_REPORT_VERSION_SET_ASIDE
    assert events(report) == [Event.PERIOD_REPORT_SAVED, aside, aside]
    last = AuditEntry.objects.about(report).filter(event=aside).order_by("number").values_list("after", flat=True)
    assert [*last] == [{"II.1": {"count": "5"}}, {"II.1": {"note": "x"}}]
    assert stored().inputs == {"count": "3"}


def test_a_returned_one_is_a_draft_again_with_the_first_cell(cast, quarter, place):
    report = factories.period_report(cast.unit, quarter, state="returned")
    cells.enter(place, [change(cast, {"count": "3"})], by=cast.officer)

    report.refresh_from_db()
    assert report.state == PeriodReportState.DRAFT
    assert events(report) == [Event.PERIOD_REPORT_SAVED, Event.PERIOD_REPORT_REOPENED]


def test_others_are_refused(cast, place):
    for who in (cast.head, cast.official):
        with pytest.raises(Denied):
            cells.enter(place, [change(cast, {"count": "1"})], by=who)
    with pytest.raises(Participant.DoesNotExist):
        cells.enter(place, [change(cast, {"count": "1"})], by=cast.neighbour)
    assert not PeriodReport.objects.exists()


@pytest.fixture
def body(cast):
    row = cast.table.criteria.get(code="II.1").pk
    return {"cells": [{"row": row, "key": "k", "parts": {"count": {"text": "3", "seen": 0}}}]}


def send(client, place, body):
    return client.post(reverse("period-cells", args=[place.period, place.participant]), body, "application/json")


def test_what_was_sent_in_refuses_with_its_sentence(client, cast, quarter, place, body):
    factories.period_report(cast.unit, quarter, state="submitted")
    answer = send(as_person(client, cast.officer), place, body)

    assert (answer.status_code, PeriodResult.objects.exists()) == (409, False)
    assert "ask the head of the cluster" in answer.json()["reason"]


def test_what_comes_too_late_refuses_with_its_sentence(client, cast, place, body):
    cast.season.phase = Phase.VERIFYING
    cast.season.save(update_fields=["phase"])
    answer = send(as_person(client, cast.officer), place, body)

    assert (answer.status_code, PeriodReport.objects.exists()) == (409, False)
    assert "Verifying has begun" in answer.json()["reason"]


@pytest.mark.parametrize("phase", [Phase.RUNNING, Phase.VERIFYING])
def test_saving_one_cell_takes_six_queries(client, cast, quarter, place, body, count_queries, phase):
    cast.season.phase = phase
    cast.season.save(update_fields=["phase"])
    until, stamp = clock.now() + dt.timedelta(days=1), {"granted_at": clock.now(), "granted_by": cast.head}
    PeriodExtension.objects.create(participant=cast.unit, period=quarter, until=until, reason="x", **stamp)
    factories.period_report(cast.unit, quarter)
    client.force_login(cast.officer)

    with count_queries(6):
        answer = send(client, place, body)

    saved = {**body["cells"][0], "parts": {"count": {"state": "saved", "text": "3", "version": 1}}}
    assert answer.json() == {"version": 1, "cells": [saved]}


@pytest.mark.parametrize("phase", [Phase.RUNNING, Phase.MEETING])
def test_the_cell_that_begins_the_report_takes_no_more(client, cast, quarter, place, body, count_queries, phase):
    cast.season.phase = phase
    cast.season.save(update_fields=["phase"])
    until, stamp = clock.now() + dt.timedelta(days=1), {"granted_at": clock.now(), "granted_by": cast.head}
    PeriodExtension.objects.create(participant=cast.unit, period=quarter, until=until, reason="x", **stamp)
    client.force_login(cast.officer)

    with count_queries(6):
        assert send(client, place, body).json()["version"] == 1
    assert not audit.broken_lines(PeriodReport.objects.get())


def test_the_sheet_says_what_its_script_begins_with(client, cast, quarter, place, body):
    as_person(client, cast.officer)
    empty = get(client, "period-sheet", quarter.pk, cast.unit.pk).context["live"]
    send(client, place, body)
    live = get(client, "period-sheet", quarter.pk, cast.unit.pk).context["live"]

    where = f"/periods/{quarter.pk}/units/{cast.unit.pk}/"
    row = body["cells"][0]["row"]
    assert (empty["version"], live["version"]) == (0, 1)
    assert empty["journal"] == live["journal"] == f"period-{quarter.pk}-{cast.unit.pk}"
    assert (live["addresses"]["cells"], live["seen"][row]) == (f"{where}cells/", {"count": 1})


def test_what_colleagues_write_is_told(client, cast, quarter, place):
    as_person(client, cast.officer)
    address = reverse("period-live", args=[quarter.pk, cast.unit.pk])
    before = client.get(f"{address}?since=0").json()
    cells.enter(place, [change(cast, {"count": "3"})], by=cast.leader)
    after = client.get(f"{address}?since=0").json()

    row = str(cast.table.criteria.get(code="II.1").pk)
    assert before == {"version": 0}
    assert (after["version"], after["parts"][row]) == (1, {"count": ["3", 1], "note": ["", 0]})
    assert "1/2" in after["standing"]


@pytest.mark.django_db(transaction=True)
def test_two_first_cells_at_once_begin_one_report(cast, place):
    ones = [change(cast, {"count": "3"}), change(cast, {"count": "1"}, "II.2", "k2")]

    def enter(one, by):
        return lambda: cells.enter(place, [one], by=by)[1][0].saved

    assert race(enter(ones[0], cast.officer), enter(ones[1], cast.leader)) == [["count"], ["count"]]
    assert (PeriodReport.objects.get().version, PeriodResult.objects.count()) == (2, 2)


@pytest.mark.django_db(transaction=True)
def test_a_cell_and_the_whole_form_at_once_begin_one_report(cast, quarter, place):
    other = {cast.table.criteria.get(code="II.2"): ({"count": "1"}, "")}

    race(
        lambda: cells.enter(place, [change(cast, {"count": "3"})], by=cast.officer),
        lambda: deeds.enter(cast.unit, quarter, other, by=cast.leader, seen={}),
    )
    assert (PeriodReport.objects.get().version, PeriodResult.objects.count()) == (2, 2)
    assert [each.inputs for each in PeriodResult.objects.order_by("criterion")] == [{"count": "3"}, {"count": "1"}]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("code", "rows"), [("II.2", 2), ("II.1", 1)])
def test_a_cell_and_an_explanation_at_once_begin_one_report(cast, quarter, place, code, rows):
    report = PeriodReport(participant=cast.unit, period=quarter)
    why = {"blanks": {code: Why(Blank.NO_CASE, "")}, "seen": {code: "0"}}

    saved, explained = race(
        lambda: cells.enter(place, [change(cast, {"count": "3"})], by=cast.officer)[1][0].saved,
        lambda: explanations.explain(report, **why, by=cast.leader),
    )
    assert (saved, stored().inputs, PeriodResult.objects.count()) == (["count"], {"count": "3"}, rows)
    assert PeriodReport.objects.get().version == 1 + (not isinstance(explained, Stale))
    assert code == "II.1" or explained.pk


def test_what_a_cell_began_meanwhile_is_the_report(cast, quarter, place):
    with transaction.atomic():
        read = hand.locked(cast.unit, quarter)
        report, _outcomes = cells.enter(place, [change(cast, {"count": "3"})], by=cast.officer)
        assert (read.pk, hand.begin(read), hand.begin(report)) == (None, report, report)
        assert hand.begin(read).version == 1


def test_a_period_of_another_year_is_none_of_the_unit(cast, place):
    other = factories.period(factories.season(cast.cluster, year=2027, table=cast.table), PeriodKind.QUARTER, 1)
    with pytest.raises(Period.DoesNotExist):
        cells.enter(place._replace(period=other.pk), [change(cast, {"count": "1"})], by=cast.officer)
    assert not PeriodReport.objects.exists()


def test_the_year_that_stands_still_refuses(cast, place):
    cast.season.phase = Phase.CLOSED
    cast.season.save(update_fields=["phase"])
    with pytest.raises(Conflict, match="in the phase"):
        cells.enter(place, [change(cast, {"count": "3"})], by=cast.officer)
