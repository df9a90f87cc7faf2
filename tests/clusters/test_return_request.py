"""A unit that finds a slip in what it sent asks whoever verifies it to return it."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from clusters.enums import Event, PeriodKind, Phase, ReportState
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import AuditEntry, Notice
from clusters.services import period_report, report, return_request
from tests import factories
from tests.people import signed_in

KINDS = {
    "year": (report, Event.REPORT_RETURN_ASKED, "report"),
    "period": (period_report, Event.PERIOD_REPORT_RETURN_ASKED, "period-report"),
}


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.fixture
def sent(cast, kind):
    """What the unit sent: its report of the year, or of a quarter."""
    cast.season.phase = Phase.SELF_SCORING
    cast.season.save(update_fields=["phase"])
    if kind == "year":
        return factories.report(cast.unit, state=ReportState.SUBMITTED)
    factories.asked_each(cast.season, PeriodKind.QUARTER, "II.1")
    quarter = factories.period(cast.season, PeriodKind.QUARTER, 1)
    return factories.period_report(cast.unit, quarter, state="submitted")


def ask(cast, sent, reason="II.1 phải là 3", **more):
    return return_request.ask(sent, reason=reason, by=more.pop("by", cast.officer), **more)


def standing(sent):
    return type(sent).objects.get(pk=sent.pk).return_asked


def page(kind, sent, name="ask-back"):
    return reverse(f"{KINDS[kind][2]}-{name}", args=[sent.pk])


def test_the_verifier_is_told_why_and_the_report_stands(cast, kind, sent):
    asked = ask(cast, sent, " II.1 phải là 3 ")

    assert (asked.state, asked.version, standing(sent)) == ("submitted", 0, "II.1 phải là 3")
    event = KINDS[kind][1]
    entry = AuditEntry.objects.about(sent).get()
    assert (entry.event, entry.actor, entry.reason, entry.before) == (event, cast.officer, "II.1 phải là 3", {})
    letters = Notice.objects.filter(event=event)
    assert {each.person_id for each in letters} == {cast.head.pk, cast.head_leader.pk}
    assert letters[0].values["reason"] == "II.1 phải là 3"


def test_another_reason_takes_its_place_and_the_same_says_nothing_new(cast, sent):
    ask(cast, sent)
    ask(cast, sent, seen="II.1 phải là 3")
    assert AuditEntry.objects.about(sent).count() == 1

    ask(cast, sent, "II.1 và II.2", by=cast.leader, seen="II.1 phải là 3")
    entry = AuditEntry.objects.about(sent).order_by("number").last()
    assert (entry.before, entry.reason) == ({"reason": "II.1 phải là 3"}, "II.1 và II.2")
    assert standing(sent) == "II.1 và II.2"


def test_the_second_of_two_who_ask_is_told(cast, sent):
    ask(cast, sent, by=cast.leader)
    with pytest.raises(Stale) as stale:
        ask(cast, sent, "Khác")
    assert (stale.value.theirs, standing(sent)) == ({"reason": "II.1 phải là 3"}, "II.1 phải là 3")


def test_how_a_browser_writes_line_ends_makes_nobody_a_colleague(cast, sent):
    ask(cast, sent, "I.1\nII.1")
    ask(cast, sent, "II.1", seen="I.1\r\nII.1")
    assert standing(sent) == "II.1"


def test_a_reason_is_asked_for(cast, sent):
    with pytest.raises(Invalid) as invalid:
        ask(cast, sent, "  ")
    assert (list(invalid.value.problems), standing(sent)) == (["reason"], "")


@pytest.mark.parametrize("who", ["head", "deputy", "official", "neighbour"])
def test_only_the_units_own_people_ask(cast, sent, who):
    with pytest.raises(Denied):
        ask(cast, sent, by=getattr(cast, who))


@pytest.mark.parametrize("deed", ["return_", "accept"])
def test_the_answer_ends_the_request(cast, kind, sent, deed):
    ask(cast, sent)
    more = {"reason": "Sửa II.1"} if deed == "return_" else {}
    getattr(KINDS[kind][0], deed)(sent, by=cast.head, **more)
    assert standing(sent) == ""


def test_what_was_accepted_may_be_asked_for_until_the_ranking_is_sealed(cast, kind, sent):
    accepted = KINDS[kind][0].accept(sent, by=cast.head)
    assert ask(cast, accepted).state == "accepted"

    factories.standing(cast.season)
    with pytest.raises(Conflict, match="Kết quả xếp hạng đã chốt"):
        ask(cast, accepted, "Nữa", seen="II.1 phải là 3")


def test_what_was_not_sent_is_not_asked_for(cast, sent):
    type(sent).objects.update(state="draft", signed_at=None, signed_by=None)
    with pytest.raises(Conflict):
        ask(cast, sent)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(sent).objects.update(return_asked="Sai")


def test_the_pages_lead_there_and_show_it_to_whoever_returns(cast, kind, sent):
    own = signed_in(cast.officer)
    shown, asks = reverse(KINDS[kind][2], args=[sent.pk]), page(kind, sent)
    assert asks in own.get(shown).content.decode()
    assert "gửi tới cụm trưởng (khối trưởng) Sở B" in own.get(asks).content.decode()
    assert own.post(asks, {"reason": "II.1 phải là 3", "seen": ""}).status_code == 302

    head = signed_in(cast.head)
    text = head.get(shown).content.decode()
    assert "Đơn vị đề nghị trả lại báo cáo để sửa" in text
    assert asks not in text
    assert "II.1 phải là 3</textarea>" in head.get(page(kind, sent, "return")).content.decode()


def test_what_was_typed_beside_a_colleague_stays(cast, kind, sent):
    ask(cast, sent, by=cast.leader)
    own = signed_in(cast.officer)
    text = own.post(page(kind, sent), {"reason": "Khác", "seen": ""}).content.decode()
    assert "Khác</textarea>" in text
    assert "“II.1 phải là 3”" in text
    assert own.post(page(kind, sent), {"reason": "Khác", "seen": "II.1 phải là 3"}).status_code == 302
    assert standing(sent) == "Khác"
