"""Each cell of a report is saved by itself: merged with what others wrote, never over it, and taken in once."""

import datetime as dt

import pytest
from django.urls import reverse

from clusters import clock
from clusters.enums import Event, Phase, ReportState
from clusters.errors import Conflict, Denied
from clusters.forms.cell import Change, Typed
from clusters.models import AuditEntry, Extension, Report
from clusters.services import report as reports
from clusters.services import report_cell as cells
from clusters.services import result as results
from tests import factories

FULL = {
    "I.1": {"actual": "40"},
    "I.2": {"answer": True},
    "II.1": {"count": "2"},
    "II.2": {"count": "1"},
    "III.1": {"count": "0"},
    "IV.1": {"count": "0"},
}


@pytest.fixture
def report(cast):
    cast.season.phase = Phase.SELF_SCORING
    cast.season.save(update_fields=["phase"])
    return factories.report(cast.unit)


def leaf(report, code="I.1"):
    return report.participant.season.table.criteria.get(code=code)


def change(report, parts, code="I.1", key="k1", seen=0):
    typed = {name: Typed(text, seen) for name, text in parts.items()}
    return Change(leaf(report, code).pk, key, typed)


def save(report, *changes, by):
    return cells.enter(report.pk, changes, by=by)


def stored(report, code="I.1"):
    return report.results.get(criterion__code=code)


def events(report):
    return list(AuditEntry.objects.about(report).order_by("number").values_list("event", flat=True))


def test_a_cell_is_read_written_and_recorded(cast, report):
    after, (outcome,) = save(report, change(report, {"actual": "1.234,5", "note": "quý IV"}), by=cast.officer)

    result = stored(report)
    assert (outcome.saved, outcome.refused, outcome.disputed) == (["actual", "note"], {}, [])
    assert (result.inputs, result.note, result.version, result.updated_by) == (
        {"actual": "1234.5"},
        "quý IV",
        1,
        cast.officer,
    )
    assert (after.version, Report.objects.get(pk=report.pk).version) == (1, 1)
    (line,) = AuditEntry.objects.about(report)
    assert (line.before, line.after) == ({"I.1": {}}, {"I.1": {"actual": "1234.5", "note": "quý IV"}})


def test_what_is_sent_again_is_taken_in_once(cast, report):
    first = change(report, {"actual": "40"})
    save(report, first, by=cast.officer)
    save(report, change(report, {"actual": "50"}, key="k2", seen=1), by=cast.leader)

    after, (outcome,) = save(report, first, by=cast.officer)

    assert (outcome.saved, outcome.superseded) == ([], ["actual"])
    assert (stored(report).inputs, stored(report).version, after.version) == ({"actual": "50"}, 2, 2)
    assert events(report) == [Event.REPORT_SAVED, Event.REPORT_SAVED]


def test_what_is_sent_again_and_still_stands_is_saved(cast, report):
    first = change(report, {"actual": "40", "note": "x"})
    save(report, first, by=cast.officer)
    save(report, change(report, {"note": "y"}, key="k2", seen=1), by=cast.leader)

    _after, (outcome,) = save(report, first, by=cast.officer)

    assert (outcome.saved, outcome.superseded, stored(report).note) == (["actual"], ["note"], "y")


def test_what_was_refused_is_refused_again_when_it_is_sent_again(cast, report):
    first = change(report, {"actual": "x", "note": "y"})
    save(report, first, by=cast.officer)

    _after, (outcome,) = save(report, first, by=cast.officer)

    assert (outcome.saved, list(outcome.refused), stored(report).version) == (["note"], ["actual"], 1)


def test_a_colleagues_version_of_the_same_part_is_not_written_over(cast, report):
    save(report, change(report, {"actual": "40"}), by=cast.leader)

    _after, (outcome,) = save(report, change(report, {"actual": "50", "note": "x"}, key="k2"), by=cast.officer)

    assert (outcome.saved, outcome.disputed) == (["note"], ["actual"])
    assert (stored(report).inputs, stored(report).note) == ({"actual": "40"}, "x")


def test_the_same_typed_twice_is_no_dispute(cast, report):
    save(report, change(report, {"actual": "40"}), by=cast.leader)

    _after, (outcome,) = save(report, change(report, {"actual": "40,0"}, key="k2"), by=cast.officer)

    assert (outcome.saved, outcome.disputed, stored(report).version) == (["actual"], [], 1)


def test_parts_of_one_row_merge(cast, report):
    save(report, change(report, {"actual": "40"}), by=cast.leader)
    save(report, change(report, {"note": "quý IV"}, key="k2"), by=cast.officer)

    result = stored(report)
    assert (result.inputs, result.note, result.version) == ({"actual": "40"}, "quý IV", 2)
    assert {name: (each["version"], each["by"]) for name, each in result.parts.items()} == {
        "actual": (1, cast.leader.pk),
        "note": (2, cast.officer.pk),
    }


def test_what_cannot_be_read_says_why_and_the_rest_is_saved(cast, report):
    broken = change(report, {"actual": "bốn mươi", "note": "x"})

    _after, (one, other) = save(report, broken, change(report, {"count": "2"}, "II.1", "k2"), by=cast.officer)

    assert one.refused == {"actual": "“bốn mươi” không phải là số. Hãy viết như 1234,5 hoặc 1.234,5."}
    assert (one.saved, other.saved) == (["note"], ["count"])


def test_nothing_written_leaves_no_trace(cast, report):
    after, (outcome,) = save(report, change(report, {"actual": "x"}), by=cast.officer)

    assert list(outcome.refused) == ["actual"]
    assert (after.version, Report.objects.get(pk=report.pk).version, events(report)) == (0, 0, [])


def test_a_row_or_a_part_that_is_not_there_is_refused(cast, report):
    strange = Change(0, "k1", {"actual": Typed("1", 0)})

    _after, (one, other) = save(report, strange, change(report, {"other": "1"}, key="k2"), by=cast.officer)

    assert (list(one.refused), list(other.refused)) == (["actual"], ["other"])
    assert not report.results.exists()


def test_a_change_takes_the_sign_off_away(cast, report):
    values = {leaf(report, code): (inputs, "") for code, inputs in FULL.items()}
    results.enter(report, values, by=cast.officer, seen={})
    reports.sign(report, by=cast.leader)

    after, _outcomes = save(report, change(report, {"actual": "41"}, seen=1), by=cast.officer)

    assert after.state == ReportState.DRAFT
    assert events(report)[-2:] == [Event.REPORT_SAVED, Event.REPORT_SIGNATURE_VOIDED]


def test_others_are_refused(cast, report):
    with pytest.raises(Report.DoesNotExist):
        save(report, change(report, {"actual": "1"}), by=cast.head)
    cast.season.phase = Phase.PACT
    cast.season.save(update_fields=["phase"])
    with pytest.raises(Conflict):
        save(report, change(report, {"actual": "1"}), by=cast.officer)
    assert (Report.objects.get(pk=report.pk).version, report.results.exists()) == (0, False)


def test_those_who_only_see_it_do_not_write(cast, report):
    Report.objects.filter(pk=report.pk).update(
        state=ReportState.RETURNED, return_reason="x", signed_at="2026-01-01T00:00Z", signed_by=cast.leader
    )

    with pytest.raises(Denied):
        save(report, change(report, {"actual": "1"}), by=cast.head)


def test_a_version_that_is_set_aside_stays_on_the_trail(cast, report):
    save(report, change(report, {"actual": "40"}), by=cast.leader)

    for _again in range(2):
        cells.set_aside(report.pk, [change(report, {"actual": "50"}, key="k2")], by=cast.officer)

    assert events(report) == [Event.REPORT_SAVED, Event.REPORT_VERSION_SET_ASIDE]
    last = AuditEntry.objects.about(report).order_by("number").last()
    assert (last.event, last.after) == (Event.REPORT_VERSION_SET_ASIDE, {"I.1": {"actual": "50"}})
    assert stored(report).inputs == {"actual": "40"}


def test_what_is_thrown_away_after_the_sending_is_on_the_trail_too(cast):
    """Once, though nothing stands in the row and the sending comes again; the report stays as it was sent."""
    cast.season.phase = Phase.VERIFYING
    cast.season.save(update_fields=["phase"])
    report = factories.report(cast.unit, state=ReportState.SUBMITTED)

    for _again in range(2):
        cells.set_aside(report.pk, [change(report, {"actual": "50"}, key="k2")], by=cast.officer)

    (line,) = AuditEntry.objects.about(report)
    assert (line.event, line.actor) == (Event.REPORT_VERSION_SET_ASIDE, cast.officer)
    assert line.after == {"I.1": {"actual": "50"}}
    assert (report.results.count(), Report.objects.get(pk=report.pk).version) == (0, 0)


def test_nobody_else_throws_anything_away(cast, report):
    report.state, report.signed_at, report.signed_by = ReportState.SUBMITTED, clock.now(), cast.leader
    report.save(update_fields=["state", "signed_at", "signed_by"])
    for person, refusal in ((cast.head, Denied), (cast.neighbour, Report.DoesNotExist)):
        with pytest.raises(refusal):
            cells.set_aside(report.pk, [change(report, {"actual": "50"})], by=person)
    assert events(report) == []


@pytest.mark.parametrize("phase", [Phase.RUNNING, Phase.VERIFYING])
def test_saving_one_cell_takes_six_queries(client, cast, report, count_queries, phase):
    cast.season.phase = phase
    cast.season.save(update_fields=["phase"])
    Extension.objects.create(
        participant=cast.unit,
        until=clock.now() + dt.timedelta(days=1),
        reason="x",
        granted_at=clock.now(),
        granted_by=cast.head,
    )
    client.force_login(cast.officer)
    body = {"cells": [{"row": leaf(report).pk, "key": "k", "parts": {"actual": {"text": "40", "seen": 0}}}]}

    with count_queries(6):
        answer = client.post(reverse("report-cells", args=[report.pk]), body, "application/json")

    assert answer.json() == {
        "version": 1,
        "cells": [
            {"row": leaf(report).pk, "key": "k", "parts": {"actual": {"state": "saved", "text": "40", "version": 1}}}
        ],
    }
