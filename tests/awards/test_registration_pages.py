"""Registration through the browser: typed, pasted, sent, amended, consolidated, filtered and exported."""

import datetime as dt

import pytest
from django.urls import reverse

from awards.enums import RegistrationState
from awards.models import Consolidation, Registration, RegistrationWindow
from clusters import clock
from clusters.enums import Phase, Role
from emulation.queries import board as boards
from emulation.queries.task import head as head_tasks
from emulation.queries.task import unit as unit_tasks
from tests import factories
from tests.awards import steps
from tests.people import signed_in


@pytest.fixture
def awards(db):
    fighter = factories.award("cstdcs", name="Chiến sĩ thi đua cơ sở", subject="individual", position=2)
    flag = factories.award("co-bo", name="Cờ thi đua của Bộ", position=1)
    return {"fighter": fighter, "flag": flag}


@pytest.fixture
def sent(cast, awards):
    sheet = factories.registration(cast.unit, by=cast.officer)
    factories.registration_line(sheet, awards["fighter"], "Cá nhân BÍ MẬT", post="Chuyên viên", section="Phòng 1")
    factories.registration_line(sheet, awards["flag"], "Sở A")
    return sheet


def page(person, name, *args, **query):
    return signed_in(person).get(reverse(name, args=args), query)


def lines(sheet):
    return list(sheet.lines.order_by("number").values_list("award__code", "name", "post", "section", "note"))


def test_lines_are_typed_and_pasted_together(cast, awards):
    pasted = "co-bo\tSở A\r\nchien si thi dua co so\tCá nhân 2\tPhó phòng\tPhòng 2\tcó sáng kiến\r\n"
    typed = {"award": awards["fighter"].pk, "name": "Cá nhân 1", "post": "Chuyên viên", "text": pasted}
    answer = signed_in(cast.officer).post(reverse("registration-add", args=[cast.unit.pk]), typed)
    assert answer.status_code == 302
    assert lines(cast.unit.registration) == [
        ("cstdcs", "Cá nhân 1", "Chuyên viên", "", ""),
        ("co-bo", "Sở A", "", "", ""),
        ("cstdcs", "Cá nhân 2", "Phó phòng", "Phòng 2", "có sáng kiến"),
    ]


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"text": "co-bo\tSở A\nkhông có\tSở A"}, "text", ["2", "không có"]),
        ({"text": "co-bo"}, "text", ["1"]),
        ({"text": "co-bo\ta\tb\tc\td\te"}, "text", ["1"]),
        ({"text": "co-bo\tSở A\nco-bo\tSở A"}, "text", ["2", "Sở A"]),
        ({"name": "Cá nhân 1"}, "award", []),
        ({"text": ""}, "__all__", []),
    ],
)
def test_what_cannot_be_read_is_said_line_by_line_and_nothing_is_written(cast, awards, typed, field, words):
    answer = signed_in(cast.officer).post(reverse("registration-add", args=[cast.unit.pk]), typed)
    (sentence,) = answer.context["form"].errors[field]
    assert [word for word in words if word not in sentence] == []
    assert list(answer.context["form"].errors) == [field]
    assert not Registration.objects.exists()


def test_the_page_sends_what_it_shows(cast, awards):
    sheet = factories.registration(cast.unit, state=RegistrationState.DRAFT)
    factories.registration_line(sheet, awards["flag"], "Sở A")
    browser = signed_in(cast.officer)
    shown = browser.get(reverse("registration", args=[cast.unit.pk])).content.decode()
    assert '<input type="hidden" name="seen" value="1">' in shown
    assert browser.post(reverse("registration-send", args=[cast.unit.pk]), {"seen": "1"}).status_code == 302
    sheet.refresh_from_db()
    assert sheet.state == RegistrationState.SENT


def test_members_see_numbers_and_no_names(cast, sent):
    other = factories.participant(cast.season)
    fellow = factories.appointed(other.organisation, Role.OFFICER)
    factories.registration_sending(sent, reason="Cá nhân BÍ MẬT chuyển đi")
    for person, named in ((cast.officer, 1), (cast.head, 1), (cast.deputy, 1), (cast.official, 1), (fellow, 0)):
        answer = page(person, "registration", cast.unit.pk)
        assert ("BÍ MẬT" in answer.content.decode()) == named
        assert [row.cells[2].value for row in answer.context["counts"].rows] == [1, 1]
        assert len(answer.context["lines"].rows) == 2 * named


def test_an_amendment_through_the_page_keeps_what_was_typed_when_a_colleague_was_faster(cast, sent, awards):
    gone = sent.lines.get(number=1)
    typed = {"strike": [gone.pk], "text": "cstdcs\tCá nhân 3", "reason": "Chuyển công tác", "seen": "0"}
    url, browser = reverse("registration-amend", args=[cast.unit.pk]), signed_in(cast.officer)
    answer = browser.post(url, typed)
    assert answer.status_code == 200
    assert answer.context["form"]["text"].value() == "cstdcs\tCá nhân 3"
    assert browser.post(url, {**typed, "seen": answer.context["form"]["seen"].value()}).status_code == 302
    assert [(x.number, bool(x.struck_in_id)) for x in sent.lines.order_by("number")] == [
        (1, True),
        (2, False),
        (3, False),
    ]
    assert "Chuyển công tác" in page(cast.head, "registration", cast.unit.pk).content.decode()


def test_the_head_consolidates_on_the_page_and_gets_a_receipt(cast, sent):
    url, browser = reverse("consolidate", args=[cast.season.pk]), signed_in(cast.head)
    refused = browser.post(url, {"remark": ""})
    assert "Sở B" in refused.context["form"].errors["remark"][0]
    answer = browser.post(url, {"remark": "Sở B, Sở C chưa đăng ký"}, follow=True)
    made = Consolidation.objects.get()
    assert answer.redirect_chain == [(reverse("consolidation", args=[made.pk]), 302)]
    text = answer.content.decode()
    assert made.content_hash in text
    assert "BÍ MẬT" not in text


def test_the_official_sets_the_day_and_a_day_alone_includes_it(cast):
    url = reverse("registration-due", args=[cast.season.pk])
    answer = signed_in(cast.official).post(url, {"due_at": "15/03/2027", "basis": "CV 12", "seen": "0"})
    assert answer.status_code == 302
    assert RegistrationWindow.objects.get().due_at == clock.moment(2027, 3, 15, 23, 59)
    again = signed_in(cast.official).post(url, {"due_at": "16/03/2027", "basis": "CV 13", "seen": "0"})
    assert [(str(mine), str(theirs)) for _label, mine, theirs in again.context["versions"]][1] == ("CV 13", "CV 12")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["Cá nhân 7", "Cá nhân BÍ MẬT", "Sở A"]),
        ({"award": "flag"}, ["Sở A"]),
        ({"unit": "so a"}, ["Cá nhân BÍ MẬT", "Sở A"]),
        ({"state": "consolidated"}, ["Cá nhân 7"]),
        ({"state": "struck"}, ["Cá nhân 8"]),
        ({"year": "1999"}, ["Cá nhân 7", "Cá nhân BÍ MẬT", "Sở A"]),
        ({"cluster": "elsewhere"}, []),
    ],
)
def test_the_official_filters_the_register(cast, sent, awards, query, found):
    other = factories.registration(cast.head_unit, state=RegistrationState.CONSOLIDATED)
    factories.registration_line(other, awards["fighter"], "Cá nhân 7")
    factories.registration_line(other, awards["fighter"], "Cá nhân 8", struck_in=other.sendings.get())
    cast.second = factories.cluster(cast.ministry)
    foreign = factories.registration(cast.stranger)
    factories.registration_line(foreign, awards["fighter"], "Người ngoài")
    keys = {"flag": awards["flag"].pk, "elsewhere": cast.second.pk}
    answer = page(cast.official, "registrations", **{name: keys.get(value, value) for name, value in query.items()})
    assert sorted(row.cells[1].value for row in answer.context["table"].rows) == found


def test_the_summary_list_has_the_columns_of_danh_sach_trich_ngang_in_their_order(cast, sent):
    table = page(cast.official, "registrations").context["table"]
    assert [column.key for column in table.columns[:8]] == [
        "number",
        "name",
        "post",
        "section",
        "unit",
        "kind",
        "form",
        "title",
    ]
    assert page(cast.official, "registrations", export="xlsx").status_code == 200


def test_tasks_ask_for_the_registration_and_for_its_consolidation(cast, sent):
    assert [task.kind for task in _tasks(cast.deputy)] == []
    due = clock.now() + dt.timedelta(days=3)
    factories.registration_window(cast.season, due_at=due)
    assert [(task.kind, task.due) for task in _tasks(cast.deputy)] == [("register", due)]
    assert [(task.kind, task.due) for task in _tasks(cast.head)] == [("register", due), ("consolidate", due)]
    assert [task.kind for task in _tasks(cast.officer)] == []
    steps.move(cast.season, Phase.DECIDED)
    assert [task.kind for task in _tasks(cast.head)] == []


def _tasks(person):
    (year,) = boards.of(person).years
    found = [*unit_tasks.tasks(year), *head_tasks.tasks(year)]
    return [task for task in found if task.kind in ("register", "consolidate")]


def test_a_nomination_says_whether_the_unit_had_registered(proposed):
    key = proposed.nomination.pk
    assert page(proposed.official, "nomination", key).context["nomination"].is_registered is False
    sheet = factories.registration(proposed.unit, state=RegistrationState.DRAFT)
    line = factories.registration_line(sheet, proposed.flag, "Sở A")
    assert page(proposed.official, "nomination", key).context["nomination"].is_registered is False
    sheet.lines.filter(pk=line.pk).update(added_in=factories.registration_sending(sheet))
    assert page(proposed.official, "nomination", key).context["nomination"].is_registered is True
