"""Before, on and after the deadline the page says where you stand: on the report, the sheet and the check."""

import datetime as dt

import pytest
from django.urls import reverse

from clusters import clock, writing
from clusters.enums import FactKind, Phase, ReportState, Supplier
from clusters.errors import Invalid
from clusters.models import Extension, Report
from clusters.queries.deadline import Deadline
from clusters.services import season as seasons
from tests import factories
from tests.people import signed_in

DUE = clock.moment(2026, 12, 15, 17)
SECOND = dt.timedelta(seconds=1)
GRACE = dt.timedelta(days=2)
PAGES = ("report", "report-edit", "report-check")
DUE_WORDS, GRACE_WORDS, LATE_WORDS = ">đến hạn<", ">quá hạn, chưa tính là muộn<", ">đã quá hạn<"


@pytest.fixture
def report(cast):
    cast.season.phase = Phase.SELF_SCORING
    cast.season.save(update_fields=["phase"])
    cast.season.phases.filter(phase=Phase.SELF_SCORING).update(due_at=DUE)
    factories.terms(cast.cluster, grace_days=2)
    return factories.report(cast.unit, state=ReportState.DRAFT)


def shown(cast, report, name, moment):
    with clock.set_to(moment):
        answer = signed_in(cast.officer).get(reverse(name, args=[report.pk]))
    line = answer.context["deadline"]
    with clock.set_to(moment):
        return (line.has_passed, line.in_grace, line.left), answer.text


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("moment", "stands", "left"),
    [
        (DUE - SECOND, (False, False, SECOND), "dưới một phút"),
        (DUE, (False, False, dt.timedelta(0)), "dưới một phút"),
        (DUE + SECOND, (False, True, GRACE - SECOND), "1 ngày 23 giờ"),
        (DUE + GRACE, (False, True, dt.timedelta(0)), "dưới một phút"),
        (DUE + GRACE + SECOND, (True, False, None), None),
    ],
    ids=["a second before", "on the second", "a second after", "end of grace", "a second after grace"],
)
def test_the_page_says_where_you_stand(cast, report, name, moment, stands, left):
    found, text = shown(cast, report, name, moment)

    assert found == stands
    assert "17:00 15/12/2026" in text
    assert (f"còn {left}" in text) if left else ("· còn" not in text)


@pytest.mark.parametrize("moment", [DUE - SECOND, DUE + GRACE + SECOND], ids=["before", "afterwards"])
def test_what_was_sent_is_not_said_to_be_overdue(cast, report, moment):
    Report.objects.update(state=ReportState.SUBMITTED, signed_at=DUE, signed_by=cast.leader)
    _found, text = shown(cast, report, "report", moment)

    assert " ".join(text[text.index('class="due-line"') :].split()[1:6]).startswith("hạn nộp <strong>17:00 15/12/2026")
    assert "đã quá hạn" not in text
    assert "· còn" not in text


@pytest.mark.parametrize("name", PAGES)
def test_what_being_late_costs_is_said(cast, report, name):
    _found, before = shown(cast, report, name, DUE - SECOND)
    cast.table.criteria.filter(code="IV.1").update(supplier=Supplier.SYSTEM, fact=FactKind.REPORTS_LATE)
    _found, after = shown(cast, report, name, DUE - SECOND)

    assert "không dòng nào của bảng điểm trừ điểm" in before
    assert "bị trừ điểm tại: IV.1." in after


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (dt.timedelta(days=2, hours=3, minutes=59), "2 ngày 3 giờ"),
        (dt.timedelta(hours=3, minutes=7), "3 giờ 7 phút"),
        (dt.timedelta(minutes=1), "0 giờ 1 phút"),
        (dt.timedelta(seconds=59), "dưới một phút"),
    ],
)
def test_what_is_left_in_words(span, words):
    assert writing.span(span) == words


def test_without_a_date_nothing_is_left():
    assert (Deadline().left, Deadline().in_grace) == (None, False)


@pytest.mark.parametrize(("after", "taken"), [(-SECOND, False), (dt.timedelta(0), False), (SECOND, True)])
def test_more_time_that_gives_none_is_refused(cast, report, after, taken):
    with clock.set_to(DUE - dt.timedelta(days=1)):
        if taken:
            seasons.extend(cast.unit, until=DUE + after, reason="Bão", by=cast.head)
        else:
            with pytest.raises(Invalid) as refused:
                seasons.extend(cast.unit, until=DUE + after, reason="Bão", by=cast.head)
            assert list(refused.value.problems) == ["until"]

    assert Extension.objects.count() == taken
