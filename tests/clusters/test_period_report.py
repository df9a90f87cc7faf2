"""Reports of periods: entered, sent with a receipt, accepted or returned; who owes them, and until when."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from clusters import canonical, clock
from clusters.enums import Event, PeriodKind, PeriodReportState, Phase, Supplier
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import AuditEntry, Notice, PeriodReport, PeriodResult, PeriodSubmission, Result
from clusters.queries import period_deadline as deadline
from clusters.queries import period_report as queries
from clusters.queries import period_tables as tables
from clusters.services import period as periods
from clusters.services import period_report as deeds
from tests import factories


@pytest.fixture(autouse=True)
def _in_april(at):
    with translation.override("en"), at(2026, 4, 5):
        yield


@pytest.fixture
def quarter(cast):
    """The first, due on 10 April with two days of grace, for two lines of the table."""
    factories.asked_each(cast.season, PeriodKind.QUARTER, "II.1", "II.2")
    days = {"opens_on": dt.date(2026, 3, 20), "due_at": clock.moment(2026, 4, 10, 17), "grace_days": 2}
    return factories.period(cast.season, PeriodKind.QUARTER, 1, **days)


@pytest.fixture
def line(cast):
    return cast.table.criteria.get(code="II.1")


def save(cast, quarter, count="3", code="II.1", seen=None, **more):
    values = {cast.table.criteria.get(code=code): ({"count": count}, "")}
    return deeds.enter(cast.unit, quarter, values, by=cast.officer, seen=seen or {}, **more)


@pytest.fixture
def whole(cast, quarter):
    """A draft with both of its figures."""
    save(cast, quarter)
    return save(cast, quarter, "0", "II.2")


@pytest.fixture
def sent(cast, whole):
    deeds.submit(whole, by=cast.officer)
    return whole


def test_the_first_figure_begins_the_report_and_stays_out_of_the_year(cast, quarter, line):
    report = save(cast, quarter)

    result = PeriodResult.objects.get()
    assert (report.version, result.value, result.version, result.updated_by) == (1, Decimal(3), 1, cast.officer)
    assert not Result.objects.exists()
    entry = AuditEntry.objects.about(report).get()
    assert (entry.event, entry.after) == (Event.PERIOD_REPORT_SAVED, {"II.1": {"count": "3", "note": ""}})


def test_saving_nothing_begins_nothing(cast, quarter):
    deeds.enter(cast.unit, quarter, {}, by=cast.officer, seen={})

    assert not PeriodReport.objects.exists()


def test_the_second_writer_of_a_cell_is_told_and_another_cell_merges(cast, quarter, line):
    save(cast, quarter)
    save(cast, quarter, "1", "II.2")
    with pytest.raises(Stale) as stale:
        save(cast, quarter, "9")

    assert stale.value.theirs == {str(line.pk): PeriodResult.objects.get(criterion=line)}
    save(cast, quarter, "9", seen={line.pk: 1})
    assert PeriodResult.objects.get(criterion=line).inputs == {"count": "9"}


def test_what_the_period_does_not_ask_takes_no_figures(cast, quarter):
    with pytest.raises(Invalid) as refused:
        save(cast, quarter, code="IV.1")

    assert [*refused.value.problems] == ["IV.1"]


@pytest.mark.parametrize("who", ["head", "deputy", "official", "council", "auditor", "neighbour"])
def test_only_the_units_own_people_write(cast, quarter, who):
    with pytest.raises(Denied):
        deeds.enter(cast.unit, quarter, {}, by=getattr(cast, who), seen={})


@pytest.mark.parametrize("phase", [Phase.PREPARING, Phase.PACT, Phase.SUBMITTED, Phase.DECIDED, Phase.CLOSED])
def test_a_year_that_does_not_run_stands_still(cast, quarter, sent, phase):
    cast.season.phase = phase
    cast.season.save(update_fields=["phase"])
    with pytest.raises(Conflict, match="in the phase"):
        save(cast, quarter)
    with pytest.raises(Conflict, match="in the phase"):
        deeds.accept(sent, by=cast.head)
    with pytest.raises(Conflict, match="in the phase"):
        deeds.return_(sent, reason="Sai", by=cast.head)
    with pytest.raises(Conflict, match="in the phase"):
        deeds.extend(cast.unit, quarter, until=clock.moment(2027, 1, 1), reason="Bão", by=cast.official)


def test_nothing_is_entered_before_the_period_opens(cast, quarter, at):
    with at(2026, 3, 19), pytest.raises(Conflict, match="opens on 20/03/2026"):
        save(cast, quarter)


def test_a_period_of_another_year_is_refused(cast, quarter):
    with pytest.raises(Conflict, match="another year"):
        deeds.enter(cast.stranger, quarter, {}, by=cast.neighbour, seen={})


def test_sending_freezes_the_figures_under_a_receipt(cast, quarter, whole):
    submission = deeds.submit(whole, by=cast.officer)

    whole.refresh_from_db()
    assert (whole.state, submission.is_late, submission.number) == (
        PeriodReportState.SUBMITTED,
        False,
        f"BCK-2026-{cast.season.pk}-0001",
    )
    assert submission.content_hash == canonical.sha256(submission.content)
    said = {each["code"]: each["said"] for each in submission.content["lines"] if not each["is_group"]}
    assert said == {"II.1": "3 mô hình", "II.2": "0 lần"}
    assert AuditEntry.objects.about(whole).latest("number").after["receipt"] == submission.number


def test_the_unit_gets_its_receipt_and_the_verifier_a_report_to_look_at(cast, sent):
    told = Notice.objects.filter(event=Event.PERIOD_REPORT_SUBMITTED)
    paths = {each.person: each.path.split("/")[1] for each in told}

    own = dict.fromkeys([cast.officer, cast.leader], "period-submissions")
    assert paths == {**own, **dict.fromkeys([cast.head, cast.head_leader], "period-reports")}


def test_what_was_sent_refuses_change_and_removal(cast, sent):
    for deed in (lambda rows: rows.update(is_late=True), lambda rows: rows.delete()):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            deed(PeriodSubmission.objects.all())


def test_nothing_is_sent_with_a_figure_missing(cast, quarter):
    report = save(cast, quarter)
    with pytest.raises(Conflict, match=r"nor explained: II\.2\."):
        deeds.submit(report, by=cast.officer)


def test_what_was_sent_is_out_of_the_units_hands(cast, quarter, sent):
    with pytest.raises(Conflict, match="ask the head of the cluster"):
        save(cast, quarter, "4", seen={})
    with pytest.raises(Conflict):
        deeds.submit(sent, by=cast.officer)


@pytest.mark.parametrize(("day", "late"), [((2026, 4, 12, 17), False), ((2026, 4, 12, 17, 1), True)])
def test_it_counts_to_the_minute_with_the_days_of_grace(cast, whole, at, day, late):
    with at(*day):
        assert deeds.submit(whole, by=cast.officer).is_late is late


def test_more_time_moves_the_moment_for_one_unit(cast, quarter, whole, at):
    extension = deeds.extend(cast.unit, quarter, until=clock.moment(2026, 5, 1), reason=" Bão lũ ", by=cast.head)
    with at(2026, 4, 30):
        assert deeds.submit(whole, by=cast.officer).is_late is False

    assert (extension.reason, extension.granted_by) == ("Bão lũ", cast.head)
    line = AuditEntry.objects.filter(event=Event.PERIOD_EXTENDED).get()
    assert (line.reason, line.organisation_id) == ("Bão lũ", cast.unit.organisation_id)
    assert {each.person for each in Notice.objects.filter(event=Event.PERIOD_EXTENDED)} == {cast.officer, cast.leader}
    assert not deadline.of_participant(cast.head_unit, quarter).extended_until


@pytest.mark.parametrize("who", ["officer", "leader", "deputy", "council", "auditor", "neighbour_official"])
def test_nobody_else_gives_more_time(cast, quarter, who):
    with pytest.raises(Denied):
        deeds.extend(cast.unit, quarter, until=clock.moment(2026, 5, 1), reason="Bão", by=getattr(cast, who))


def test_the_head_gives_its_own_unit_no_time(cast, quarter):
    with pytest.raises(Denied):
        deeds.extend(cast.head_unit, quarter, until=clock.moment(2026, 5, 1), reason="Bão", by=cast.head)


def test_more_time_looks_ahead_and_has_a_reason(cast, quarter):
    with pytest.raises(Invalid) as refused:
        deeds.extend(cast.unit, quarter, until=clock.now(), reason=" ", by=cast.head)

    assert [*refused.value.problems] == ["until", "reason"]


def test_once_verifying_began_only_more_time_lets_it_in(cast, quarter, whole):
    cast.season.phase = Phase.VERIFYING
    cast.season.save(update_fields=["phase"])
    with pytest.raises(Conflict, match="Verifying has begun"):
        deeds.submit(whole, by=cast.officer)
    deeds.extend(cast.unit, quarter, until=clock.moment(2026, 5, 1), reason="Bão", by=cast.official)

    assert deeds.submit(whole, by=cast.officer).number


def test_the_verifier_accepts_and_the_unit_is_told(cast, sent):
    report = deeds.accept(sent, by=cast.head)

    assert (report.state, report.accepted_by) == (PeriodReportState.ACCEPTED, cast.head)
    assert {each.person for each in Notice.objects.filter(event=Event.PERIOD_REPORT_ACCEPTED)} == {
        cast.officer,
        cast.leader,
    }
    with pytest.raises(Conflict, match="accepted already"):
        deeds.accept(sent, by=cast.head)


@pytest.mark.parametrize("who", ["officer", "leader", "deputy", "official", "council", "auditor", "neighbour"])
def test_nobody_else_accepts_or_returns(cast, sent, who):
    with pytest.raises(Denied):
        deeds.accept(sent, by=getattr(cast, who))
    with pytest.raises(Denied):
        deeds.return_(sent, reason="Sai", by=getattr(cast, who))


def test_a_returned_one_is_mended_and_sent_again_and_was_never_late(cast, quarter, line, sent, at):
    deeds.return_(sent, reason="Số liệu chưa khớp", by=cast.head)
    with pytest.raises(Conflict, match="mend it"):
        deeds.submit(sent, by=cast.officer)
    with at(2026, 6, 1):
        report = save(cast, quarter, "5", seen={line.pk: 1})
        again = deeds.submit(report, by=cast.officer)

    assert (again.is_late, PeriodSubmission.objects.count()) == (False, 2)
    events = list(AuditEntry.objects.about(sent).order_by("number").values_list("event", flat=True))
    saved, submitted = Event.PERIOD_REPORT_SAVED, Event.PERIOD_REPORT_SUBMITTED
    returned = [Event.PERIOD_REPORT_RETURNED, saved, Event.PERIOD_REPORT_REOPENED]
    assert events == [saved, saved, submitted, *returned, submitted]


def test_a_returned_one_is_not_overdue(cast, quarter, sent, at):
    deeds.return_(sent, reason="Sai", by=cast.head)
    with at(2026, 6, 1):
        year = tables.read(cast.season, cast.official)
        said = {str(place.unit): (place.state.value, place.timeliness.value) for place in year.places(quarter)}
        counts = tables.counts(year.places(quarter))

    never = ("missing", "overdue")
    assert said == {"Sở A": ("returned", "on_time"), "Sở B": never, "Sở C": never}
    assert counts == {"expected": 3, "sent_in": 0, "late": 0, "overdue": 2}


def test_a_return_has_a_reason(cast, sent):
    with pytest.raises(Invalid):
        deeds.return_(sent, reason="  ", by=cast.head)


@pytest.mark.parametrize(
    ("joined", "left", "owes"),
    [
        ((2026, 1, 1), None, True),
        ((2026, 3, 31), None, True),
        ((2026, 4, 1), None, False),
        ((2026, 1, 1), (2026, 3, 30), False),
        ((2026, 1, 1), (2026, 3, 31), True),
    ],
)
def test_who_joined_later_or_left_before_owes_no_period(cast, quarter, joined, left, owes):
    cast.unit.joined_on, cast.unit.left_on = dt.date(*joined), dt.date(*left) if left else None
    cast.unit.save(update_fields=["joined_on", "left_on"])

    assert deadline.owes(cast.unit, quarter) is owes
    if not owes:
        with pytest.raises(Conflict, match="did not take part"):
            save(cast, quarter)


def test_a_period_of_which_the_table_asks_nothing_is_owed_by_nobody(cast, quarter):
    month = factories.period(cast.season, PeriodKind.MONTH, 1)
    with pytest.raises(Conflict, match="asks no figures"):
        deeds.enter(cast.unit, month, {}, by=cast.officer, seen={})


@pytest.mark.parametrize(
    ("starts", "kind", "number", "last"),
    [
        ((2026, 1, 1), PeriodKind.MONTH, 2, (2026, 2, 28)),
        ((2026, 1, 1), PeriodKind.QUARTER, 4, (2026, 12, 31)),
        ((2026, 1, 1), PeriodKind.HALF_YEAR, 1, (2026, 6, 30)),
        ((2026, 9, 1), PeriodKind.MONTH, 9, (2026, 9, 30)),
        ((2026, 9, 1), PeriodKind.MONTH, 2, (2027, 2, 28)),
        ((2026, 9, 1), PeriodKind.QUARTER, 1, (2026, 11, 30)),
        ((2026, 9, 1), PeriodKind.HALF_YEAR, 2, (2027, 8, 31)),
    ],
)
def test_where_a_period_ends(cast, starts, kind, number, last):
    cast.season.starts_on = dt.date(*starts)

    assert deadline.last_day(cast.season, kind, number) == dt.date(*last)


def test_a_period_that_was_begun_cannot_be_taken_away(cast, quarter):
    save(cast, quarter)
    with pytest.raises(Invalid, match="Quarter I"):
        periods.set_periods(cast.season, [], by=cast.official)


def test_figures_that_others_bring_are_not_asked(cast, quarter):
    cast.table.criteria.filter(code="II.2").update(supplier=Supplier.HEAD)
    with pytest.raises(Invalid):
        save(cast, quarter, code="II.2")


def test_lines_stand_in_their_groups(cast, quarter):
    lines = queries.lines_of(queries.of(cast.unit, quarter))

    assert [(line.name, line.depth, line.is_asked) for line in lines] == [
        ("II", 0, False),
        ("II.1", 1, True),
        ("II.2", 1, True),
    ]
