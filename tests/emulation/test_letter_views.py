"""The administrator's page of letters that did not arrive."""

import pytest
from django.core import mail
from django.urls import reverse

from clusters.enums import Event, Role
from clusters.models import Notice
from clusters.services import letter as deeds
from clusters.services import notice as notices
from tests import factories
from tests.reading import as_person, first_column, get, post, sheets
from tests.rooms.letter import undelivered

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client, cast):
    return as_person(client, factories.user(is_superuser=True))


def _letters(cast):
    """The older one to Bình, the newer one to An."""
    binh, an = factories.user(name="Bình", email="binh@so-a.vn"), factories.user(name="An", email="an@so-b.vn")
    return undelivered(binh, cast.season), undelivered(an, cast.season, Event.PACT_SIGNED)


def _people(client, **parameters):
    return first_column(get(client, "letters", **parameters).context["table"])


def test_the_newest_stands_first_with_all_but_what_the_letter_says(cast, administrator):
    _letters(cast)
    answer = get(administrator, "letters")

    table = answer.context["table"]
    words = [table.words(column, cell) for column, cell in zip(table.columns, table.rows[0].cells, strict=True)]
    del words[3]
    assert words == ["An", "an@so-b.vn", "Pact signed by a member", "5", "550 mailbox unavailable"]
    assert _people(administrator) == ["An", "Bình"]
    assert "was opened; your unit takes part" not in answer.text


def test_what_arrived_or_is_still_tried_is_not_there(cast, administrator):
    tried, arrived = _letters(cast)
    Notice.objects.filter(pk=tried.pk).update(attempts=4)
    Notice.objects.filter(pk=arrived.pk).update(state="sent", sent_at=arrived.queued_at)

    assert _people(administrator) == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"words": "binh"}, ["Bình"]),
        ({"words": "so-b.vn"}, ["An"]),
        ({"event": "season.opened"}, ["Bình"]),
        ({"event": "nonsense"}, ["An", "Bình"]),
        ({"sort": "queued"}, ["Bình", "An"]),
        ({"sort": "-person"}, ["Bình", "An"]),
        ({"sort": "address"}, ["An", "Bình"]),
    ],
)
def test_it_is_filtered_and_sorted(cast, administrator, asked, found):
    _letters(cast)
    assert _people(administrator, **asked) == found


def test_the_workbook_holds_what_the_filter_finds(cast, administrator):
    _letters(cast)
    (rows,) = sheets(get(administrator, "letters", words="binh", export="xlsx")).values()
    assert [row[:2] for row in rows] == [["Bình", "binh@so-a.vn"]]


def test_the_button_promises_no_more_than_one_press_does(cast, administrator):
    letter = undelivered(cast.officer, cast.season)
    assert "Send all 1 again" in get(administrator, "letters").text
    rows = [undelivered(cast.officer, cast.season, save=False) for _ in range(deeds.MOST)]
    Notice.objects.bulk_create(rows)

    assert "Send the first 1,000 again" in get(administrator, "letters").text
    administrator.post(get(administrator, "letters").context["again_url"])
    assert list(Notice.objects.undelivered()) == [letter]


def test_all_that_the_filter_finds_goes_out_again(cast, administrator, django_capture_on_commit_callbacks):
    _letters(cast)
    with django_capture_on_commit_callbacks(execute=True):
        answer = administrator.post(get(administrator, "letters", words="binh").context["again_url"], follow=True)

    assert "Letters that are sent again: 1." in answer.text
    assert [letter.to for letter in mail.outbox] == [["binh@so-a.vn"]]
    assert _people(administrator) == ["An"]


def test_one_goes_out_again_and_a_second_press_is_told(cast, administrator):
    letter, _other = _letters(cast)
    page = get(administrator, "letter", letter.pk)
    assert reverse("letter-send-again", args=[letter.pk]) in page.text

    codes = [post(administrator, "letter-send-again", letter.pk).status_code for _ in range(2)]

    assert codes == [302, 409]
    assert (notices.send_waiting(), mail.outbox[0].to) == (1, ["binh@so-a.vn"])
    assert get(administrator, "letter", letter.pk).status_code == 404


def test_a_closed_account_is_named_and_its_letter_cannot_be_sent(cast, administrator):
    letter = undelivered(factories.user(is_active=False), cast.season)

    assert "account closed" in get(administrator, "letters").text
    assert "letters go to open accounts" in get(administrator, "letter", letter.pk).text


def test_the_tasks_and_the_menu_lead_there(cast, administrator):
    assert get(administrator, "home").context["desk"].is_free
    _letters(cast)

    page = get(administrator, "home")

    (task,) = page.context["desk"].undated
    assert (task.what, task.url) == ("Letters that did not arrive: 2", reverse("letters"))
    assert "Letters that did not arrive" in [place.label for place in page.context["navigation"]]


def test_an_administrator_with_years_has_the_task_among_theirs(client, cast):
    _letters(cast)
    chief = factories.user(is_superuser=True)
    factories.appointment(chief, cast.ministry, Role.OFFICIAL)

    desk = get(as_person(client, chief), "home").context["desk"]

    assert desk.board.years
    assert [task.what for task in desk.due if task.kind == "letters"] == ["Letters that did not arrive: 2"]


def test_others_are_led_nowhere(client, cast):
    _letters(cast)
    factories.appointment(cast.official, cast.ministry, Role.ADMINISTRATOR)
    page = get(as_person(client, cast.official), "home")
    assert reverse("letters") not in page.text
