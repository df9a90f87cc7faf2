import json

import pytest
from django.urls import reverse

from tests.reading import as_person

pytestmark = pytest.mark.django_db
ACCOUNT = {"post": "Chuyên viên", "username": "chuyen-vien"}


def _accounts(client):
    return client.get(reverse("account_login")).context["demo_accounts"]


def _write(settings, tmp_path, text):
    settings.DEMO, settings.VAR_DIR = True, tmp_path
    (tmp_path / "demo-accounts.json").write_text(text)


def test_the_login_page_of_a_demonstration_names_its_accounts(client, settings, tmp_path):
    _write(settings, tmp_path, json.dumps([ACCOUNT]))

    assert _accounts(client) == [{**ACCOUNT, "password": ""}]


def test_no_other_page_names_them(client, settings, tmp_path, cast):
    _write(settings, tmp_path, json.dumps([ACCOUNT]))
    as_person(client, cast.officer)

    assert client.get(reverse("home")).context["demo_accounts"] == []


def test_without_a_demonstration_the_file_is_not_read(client, settings, tmp_path):
    _write(settings, tmp_path, json.dumps([ACCOUNT]))
    settings.DEMO = False

    assert _accounts(client) == []


@pytest.mark.parametrize("text", ["", "{"])
def test_a_broken_file_does_not_close_the_door(client, settings, tmp_path, text):
    _write(settings, tmp_path, text)

    assert _accounts(client) == []


@pytest.mark.parametrize(
    ("name", "current"), [("home", "My tasks"), ("seasons", "Years"), ("clusters", "Clusters"), ("search", "Search")]
)
def test_the_menu_says_where_one_is(client, cast, name, current):
    as_person(client, cast.official)

    places = client.get(reverse(name)).context["navigation"]

    assert [place.label for place in places if place.current] == [current]


def test_a_years_page_belongs_to_the_years(client, cast):
    as_person(client, cast.official)

    places = client.get(reverse("ranking", args=[cast.season.pk])).context["navigation"]

    assert [place.label for place in places if place.current] == ["Years"]
