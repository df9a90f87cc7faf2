"""The list of people, and the pages on which posts are given and ended."""

import datetime as dt

import pytest

from clusters.enums import Role
from clusters.models import Appointment, User
from tests import factories
from tests.reading import as_person, first_column, get, post, sheets

NEW = {
    "name": "Nguyễn An",
    "username": "nguyen.an",
    "email": "an@bo.example",
    "role": "officer",
    "from_on": "01/01/2025",
}


@pytest.fixture
def bureau(cast):
    return factories.organisation("Cục Thử nghiệm", parent=cast.ministry)


def _people(client, **parameters):
    return first_column(get(client, "people", **parameters).context["table"])


def test_an_official_lists_whom_the_authority_appoints_and_nobody_next_door(cast, client, bureau):
    factories.appointed(bureau, Role.OFFICER, "Đỗ Bình")
    as_person(client, cast.official)

    assert set(_people(client)) == {str(p) for p in (cast.official, cast.official2, cast.council, cast.auditor)} | {
        "Đỗ Bình"
    }
    assert _people(client, words="do binh") == _people(client, organisation=bureau.pk) == ["Đỗ Bình"]
    assert _people(client, role="council") == [str(cast.council)]


def test_past_posts_are_shown_on_wish(cast, client, bureau):
    factories.appointment(factories.user("Đỗ Bình"), bureau, Role.OFFICER, to_on=dt.date(2024, 1, 1))
    as_person(client, cast.official)

    assert "Đỗ Bình" not in _people(client)
    assert "Đỗ Bình" in _people(client, held="ever")


def test_workbook_of_people_equals_the_page(cast, client):
    as_person(client, cast.official)

    rows = sheets(get(client, "people", sort="-name", export="xlsx"))["people"]

    assert [row[0] for row in rows] == _people(client, sort="-name")


def test_opening_an_account_says_where_the_letter_goes(cast, client, bureau):
    answer = post(as_person(client, cast.official), "person-register", bureau.pk, **NEW)

    assert answer.url == f"/organisations/{bureau.pk}/"
    page = client.get(answer.url)
    assert "an@bo.example" in str(next(iter(page.context["messages"])))
    assert first_column(page.context["people"]) == ["Nguyễn An"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("username", "nguyễn an"),
        ("email", "an@"),
        ("from_on", "2025/31/01"),
        ("role", "official"),
        ("to_on", "1/1/2024"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(cast, client, bureau, field, value):
    answer = post(as_person(client, cast.official), "person-register", bureau.pk, **{**NEW, field: value})

    assert list(answer.context["form"].errors) == [field]
    assert answer.context["form"]["name"].value() == "Nguyễn An"
    assert not User.objects.filter(name="Nguyễn An").exists()


@pytest.mark.parametrize("said", ["{0.username}", "{0.email}"])
def test_an_existing_account_gets_a_further_post(cast, client, bureau, said):
    typed = {"person": said.format(cast.neighbour).upper(), "role": "officer", "from_on": "01/01/2025"}

    answer = post(as_person(client, cast.official), "person-appoint", bureau.pk, **typed)

    assert answer.status_code == 302
    assert cast.neighbour.appointments.filter(organisation=bureau).count() == 1


@pytest.mark.parametrize("said", ["person", "Person", "nobody@bo.example"])
def test_an_account_must_be_named_in_full(cast, client, bureau, said):
    typed = {"person": said, "role": "officer", "from_on": "01/01/2025"}

    answer = post(as_person(client, cast.official), "person-appoint", bureau.pk, **typed)

    assert list(answer.context["form"].errors) == ["person"]


def test_ending_a_post(cast, client, bureau):
    held = factories.appointment(cast.officer, bureau, Role.OFFICER)
    as_person(client, cast.official)
    ends = get(client, "organisation", bureau.pk).context["people"].rows[0].cells[-1].url

    answer = client.post(ends, {"on": "31/12/2019"})
    assert list(answer.context["form"].errors) == ["on"]
    assert client.post(ends, {"on": "31/12/2024"}).status_code == 302

    assert Appointment.objects.get(pk=held.pk).to_on == dt.date(2024, 12, 31)
    assert client.get(ends).status_code == 409


def test_only_keepers_have_people_in_their_menu(cast, client):
    whos = {"official": True, "council": False, "auditor": False, "officer": False, "head": False}

    for who, shown in whos.items():
        menu = get(as_person(client, getattr(cast, who)), "home").context["navigation"]
        assert ("/people/" in [place.url for place in menu]) is shown, who
