"""Requests for information: asked by a day, replied to in versions, read by whom it concerns, closed by the asker."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction

from clusters import clock
from clusters.enums import Event
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import AuditEntry, InformationReplyVersion, InformationRequest, Notice
from clusters.queries import information as queries
from clusters.queries import terms
from clusters.regulating import DEFAULTS
from clusters.services import information as deeds
from emulation.queries import calendar
from emulation.queries import task as tasks
from tests import factories
from tests.reading import as_person, first_column, get, post, sheets

pytestmark = pytest.mark.django_db


def values(**fields):
    due = clock.today() + dt.timedelta(days=10)
    said = {"title": "Số mô hình mới", "text": "Cho biết số mô hình mới trong năm", "form": "figure"}
    return {**said, "unit_of_measure": "mô hình", "due_on": due, "for_all": False, **fields}


def ask(cast, members=(), **fields) -> InformationRequest:
    """Asked by the head's unit."""
    return deeds.ask(cast.cluster, cast.head_unit.organisation, values(**fields), by=cast.head, members=members)


@pytest.fixture
def request_(cast) -> InformationRequest:
    """Of all members."""
    return ask(cast)


def of(request, unit):
    return request.replies.get(organisation=unit.organisation)


def late(days=11):
    return clock.set_to(clock.now() + dt.timedelta(days=days))


def test_all_others_are_asked_and_told_by_when(cast, request_):
    told = Notice.objects.filter(event=Event.INFORMATION_ASKED, channel="site")
    assert {each.person_id for each in told} == {cast.officer.pk, cast.leader.pk, cast.deputy.pk}
    assert {each.values["day"] for each in told} == {f"{request_.due_on:%d/%m/%Y}"}


def test_only_the_chosen_are_asked(cast):
    assert [str(each.organisation) for each in ask(cast, [cast.unit.organisation]).replies.all()] == ["Sở A"]


def test_the_authority_is_not_bound_by_what_the_members_adopted_among_themselves(cast):
    factories.terms(cast.cluster, answer_days=30)
    with pytest.raises(Invalid):
        ask(cast)
    assert deeds.ask(cast.cluster, cast.ministry, values(), by=cast.official).replies.count() == 3


def test_working_days_to_answer_pass_over_the_weekend(cast):
    friday = dt.date(2026, 11, 20)
    assert terms.answer_by(DEFAULTS, friday) == dt.date(2026, 11, 27)
    factories.working_day(day=dt.date(2026, 11, 23))
    assert terms.answer_by(DEFAULTS, friday) == dt.date(2026, 11, 30)


@pytest.mark.parametrize("who", ["officer", "council", "auditor", "neighbour", "neighbour_official"])
def test_nobody_asks_for_a_unit_that_is_not_theirs(cast, who):
    with pytest.raises(Denied):
        deeds.ask(cast.cluster, cast.head_unit.organisation, values(), by=getattr(cast, who))


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"title": " "}, "title"),
        ({"text": " "}, "text"),
        ({"unit_of_measure": " "}, "unit_of_measure"),
        ({"due_on": dt.date(2020, 1, 1)}, "due_on"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(cast, fields, problem):
    with pytest.raises(Invalid) as refused:
        ask(cast, **fields)
    assert set(refused.value.problems) == {problem}


def test_a_stranger_is_not_asked(cast):
    with pytest.raises(Invalid):
        ask(cast, [cast.stranger.organisation])


@pytest.mark.parametrize("who", ["head", "deputy", "official", "neighbour"])
def test_nobody_replies_for_another_unit(cast, request_, who):
    with pytest.raises(Denied):
        deeds.reply(of(request_, cast.unit), value=Decimal(3), by=getattr(cast, who), seen=0)


@pytest.mark.parametrize(
    ("form", "given"), [("figure", {"text": "ba"}), ("text", {"value": 3}), ("file", {"text": "x"})]
)
def test_what_was_asked_for_must_be_there(cast, form, given):
    asked = ask(cast, form=form)
    with pytest.raises(Invalid):
        deeds.reply(of(asked, cast.unit), by=cast.officer, seen=0, **given)
    assert not InformationReplyVersion.objects.exists()


def test_nought_is_a_figure(cast, request_):
    deeds.reply(of(request_, cast.unit), value=Decimal(0), by=cast.officer, seen=0)
    assert of(request_, cast.unit).state == "answered"


def test_who_declines_says_why_and_may_think_better_of_it(cast, request_):
    mine = of(request_, cast.unit)
    with pytest.raises(Invalid):
        deeds.decline(mine, reason=" ", by=cast.officer, seen=0)
    deeds.decline(mine, reason="Không theo dõi", by=cast.officer, seen=0)
    deeds.reply(mine, value=Decimal(3), by=cast.leader, seen=1)
    assert ([each.reason for each in mine.versions.order_by("number")], of(request_, cast.unit).state) == (
        ["Không theo dõi", ""],
        "answered",
    )


def test_the_second_writer_is_told(cast, request_):
    mine = of(request_, cast.unit)
    deeds.reply(mine, value=Decimal(3), by=cast.officer, seen=0)
    with pytest.raises(Stale) as stale:
        deeds.reply(mine, value=Decimal(4), by=cast.leader, seen=0)
    assert (stale.value.theirs, stale.value.seen, mine.versions.count()) == ({"text": "3"}, 1, 1)


def test_a_closed_request_takes_nothing(cast, request_):
    mine = of(request_, cast.unit)
    deeds.reply(mine, value=Decimal(3), by=cast.officer, seen=0)
    deeds.close(request_, by=cast.head_leader)
    with pytest.raises(Conflict):
        deeds.reply(mine, value=Decimal(4), by=cast.officer, seen=1)
    with pytest.raises(Conflict):
        deeds.close(request_, by=cast.head)


@pytest.mark.parametrize("who", ["officer", "deputy", "official", "neighbour"])
def test_only_the_asker_closes(cast, request_, who):
    with pytest.raises(Denied):
        deeds.close(request_, by=getattr(cast, who))


@pytest.mark.parametrize(
    ("for_all", "who", "reads"),
    [
        (False, "head", True),
        (False, "officer", True),
        (False, "deputy", False),
        (False, "official", False),
        (False, "auditor", False),
        (False, "neighbour", False),
        (True, "deputy", True),
        (True, "official", True),
        (True, "neighbour", False),
    ],
)
def test_replies_are_read_by_whom_they_concern(client, cast, for_all, who, reads):
    asked = ask(cast, [cast.unit.organisation], for_all=for_all)
    paper = SimpleUploadedFile("mat.pdf", b"%PDF-1.4\nmat")
    version = deeds.reply(
        of(asked, cast.unit), value=Decimal(987654), text="Lời riêng", upload=paper, by=cast.officer, seen=0
    )
    as_person(client, getattr(cast, who))
    page = get(client, "request", asked.pk)
    assert ("Lời riêng" in page.content.decode()) is reads
    served = get(client, "request-file", version.pk)
    assert (served.status_code == 200) is reads
    served.close()


def test_the_trail_holds_no_reply(cast, request_):
    deeds.reply(of(request_, cast.unit), value=Decimal(987654), text="Lời riêng", by=cast.officer, seen=0)
    line = AuditEntry.objects.about(request_).latest("number")
    assert set(line.after) == {"unit", "state", "version"}


@pytest.mark.parametrize("sql", ["UPDATE {} SET number = 9", "DELETE FROM {}"])
def test_versions_refuse_change(cast, request_, sql):
    deeds.reply(of(request_, cast.unit), value=Decimal(3), by=cast.officer, seen=0)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format("clusters_informationreplyversion"))


def test_who_is_late_and_who_has_not_replied_is_seen(cast, request_):
    with late():
        deeds.reply(of(request_, cast.unit), value=Decimal(3), by=cast.officer, seen=0)
        shown = queries.page(queries.for_page(cast.head).get(), cast.head)
        states = [row.cells[1].value for row in shown["tables"][0].rows]
    assert (states, shown["state"].value) == (["late", "overdue"], "overdue")


def test_a_reply_in_time_that_is_corrected_later_is_not_late(cast, request_):
    mine = of(request_, cast.unit)
    deeds.reply(mine, value=Decimal(3), by=cast.officer, seen=0)
    with late():
        deeds.reply(mine, value=Decimal(4), by=cast.officer, seen=1)
    shown = queries.page(queries.for_page(cast.head).get(), cast.head)
    assert [row.cells[1].value for row in shown["tables"][0].rows] == ["answered", "waiting"]
    assert [row.cells[0].value for row in shown["tables"][1].rows] == ["Sở A"]


def desk(person):
    return [each for each in tasks.of(person).due if each.kind == "reply_information"]


def test_it_stands_among_the_tasks_of_who_is_asked_until_replied(cast, request_):
    (mine,) = desk(cast.officer)
    assert (mine.due.date(), mine.unit, desk(cast.head), desk(cast.official)) == (request_.due_on, "Sở A", [], [])
    with late():
        assert desk(cast.officer)[0].overdue
    deeds.reply(of(request_, cast.unit), value=Decimal(3), by=cast.officer, seen=0)
    assert desk(cast.officer) == []
    deeds.close(request_, by=cast.head)
    assert desk(cast.deputy) == []


def test_its_day_stands_in_the_calendar(cast, request_):
    day = request_.due_on
    assert f"request-{request_.pk}" in {each.uid for each in calendar.entries(cast.auditor, day, day)}
    assert f"request-{request_.pk}" not in {each.uid for each in calendar.entries(cast.neighbour, day, day)}


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, 1),
        ({"words": "so mo hinh"}, 1),
        ({"words": "khac"}, 0),
        ({"unit": "so a"}, 1),
        ({"unit": "so d"}, 0),
        ({"state": "overdue"}, 0),
        ({"state": "open"}, 1),
        ({"state": "closed"}, 0),
    ],
)
def test_the_list_is_filtered_by_its_address(client, cast, request_, filters, found):
    page = get(as_person(client, cast.auditor), "requests", **filters)
    assert len(first_column(page.context["table"])) == found
    assert len(sheets(get(client, "requests", export="xlsx", **filters))["requests"]) >= found


def test_asked_and_replied_in_the_browser(client, cast):
    fields = {**values(), "due_on": f"{values()['due_on']:%d/%m/%Y}", "organisation": cast.head_unit.organisation.pk}
    fields.pop("for_all")
    assert post(as_person(client, cast.head), "request-ask", cast.cluster.pk, **fields).status_code == 302
    mine = of(InformationRequest.objects.get(), cast.unit)
    wrong = post(as_person(client, cast.officer), "request-reply", mine.pk, value="3", reason="không", seen="0")
    assert set(wrong.context["form"].errors) == {"reason"}
    assert post(client, "request-reply", mine.pk, value="3", seen="0").status_code == 302
    stale = post(as_person(client, cast.leader), "request-reply", mine.pk, value="4", seen="0")
    assert [row[1:] for row in stale.context["versions"]] == [(Decimal(4), "3")]
    assert post(client, "request-reply", mine.pk, value="4", seen="1").status_code == 302
    assert mine.versions.count() == 2


@pytest.mark.parametrize(("name", "field"), [("request-ask", "members"), ("question-ask", "addressee")])
def test_nobody_is_offered_to_ask_their_own_unit(client, cast, name, field):
    form = get(as_person(client, cast.officer), name, cast.cluster.pk).context["form"]
    assert [str(each) for each in form.fields[field].queryset] == ["Sở B", "Sở C"]


def test_whoever_may_not_read_a_reply_is_told_so_and_not_that_it_is_empty(cast):
    asked = ask(cast, [cast.unit.organisation])
    deeds.reply(of(asked, cast.unit), value=Decimal(3), text="Bí mật", by=cast.officer, seen=0)
    shown = {each: queries.page(queries.for_page(each).get(), each)["tables"][0] for each in (cast.head, cast.deputy)}
    words = {each: table.rows[0].cells[4] for each, table in shown.items()}
    assert (words[cast.head].value, words[cast.deputy].value, bool(words[cast.deputy].text)) == ("Bí mật", None, True)
