"""A fresh installation: from an empty database to a founded cluster, with nothing but pages and letters."""

import re
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from clusters.models import Cluster, Organisation, User
from clusters.services import notice as notices
from tests import reading

PASSWORD = "Kim-Ngân-Khoán-1966"
PAGES = ("home", "organisations", "people", "clusters", "seasons", "search", "notices", "organisation-register")
BODY = {"valid_from": "01/03/2025"}
POST = {"from_on": "01/03/2025", "title": "Chuyên viên"}


@pytest.fixture
def root(db) -> Client:
    """The one account of a fresh installation, signed in."""
    call_command("createsuperuser", username="root", email="root@bo.example", name="Quản trị", interactive=False)
    client = Client()
    client.force_login(User.objects.get())
    return client


def register(client, name, **fields) -> Organisation:
    answer = reading.post(client, "organisation-register", name=name, **{**BODY, **fields})
    assert answer.status_code == 302, answer.context["form"].errors
    return Organisation.objects.get(name=name)


def open_account(client, place, username, role) -> None:
    who = {"name": f"Người {username}", "username": username, "email": f"{username}@bo.example", "role": role}
    answer = reading.post(client, "person-register", place.pk, **who, **POST)
    assert answer.status_code == 302, answer.context["form"].errors


def founding(ministry, members) -> dict:
    paper = {"number": "1/QĐ-BCT", "on": "01/04/2025", "abstract": "Thành lập cụm"}
    cluster = {"kind": "cluster", "name": "Cụm VI", "authority": ministry.pk, "founded_on": "01/04/2025"}
    return {**cluster, **paper, "members": [member.pk for member in members]}


def from_the_letter(username) -> Client:
    """A person who follows the mailed link, chooses a password, and signs in with it."""
    notices.send_waiting()
    letter = next(letter for letter in mail.outbox if letter.to == [f"{username}@bo.example"])
    link = next(word for word in re.findall(r"https?://\S+", letter.body) if "/reset/key/" in word)
    client = Client()
    page = client.get(urlsplit(link).path, follow=True)
    client.post(page.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    answer = client.post(reverse("account_login"), {"login": username, "password": PASSWORD})
    assert (answer.status_code, answer.url) == (302, reverse("home"))
    return client


def test_from_an_empty_database_to_a_founded_cluster(root):
    ministry = register(root, "Bộ Công Thương", kind="ministry", is_authority="on")
    province = register(root, "Ủy ban nhân dân tỉnh Quảng Trị", kind="province")
    department = register(root, "Sở Công Thương Quảng Trị", kind="department", parent=province.pk, is_unit="on")
    open_account(root, ministry, "tdkt", "official")
    open_account(root, department, "cv.qt", "officer")

    official = from_the_letter("tdkt")
    bureau = register(official, "Cục Thử nghiệm", kind="office", parent=ministry.pk, is_unit="on")
    open_account(official, bureau, "cv.cuc", "officer")
    found = official.post(f"{reverse('cluster-found')}?units=công thương", founding(ministry, [department, bureau]))

    assert found.status_code == 302, found.context["form"].errors
    officers = [from_the_letter("cv.qt"), from_the_letter("cv.cuc")]
    assert [officer.get(found.url).status_code for officer in officers] == [200, 200]
    assert Cluster.objects.get().memberships.count() == 2


def test_pages_of_an_empty_installation_lead_on(root):
    for name in PAGES:
        assert reading.get(root, name).status_code == 200

    menu = [place.label for place in reading.get(root, "people").context["navigation"]]
    assert "Nhân sự" in menu


def test_a_link_works_once_and_a_new_one_can_be_asked_for(root):
    ministry = register(root, "Bộ Công Thương", kind="ministry", is_authority="on")
    open_account(root, ministry, "tdkt", "official")

    reading.post(Client(), "account_reset_password", email="tdkt@bo.example")

    assert [letter.to for letter in mail.outbox] == [["tdkt@bo.example"]]
    assert "/reset/key/" in mail.outbox[0].body
    official = from_the_letter("tdkt")
    used = re.search(r"https?://\S+/reset/key/\S+", mail.outbox[0].body).group()
    assert official.get(urlsplit(used).path).context["view"].reset_user is None


def test_only_the_letter_knows_the_way_in(root, caplog):
    register(root, "Bộ Công Thương", kind="ministry", is_authority="on")
    open_account(root, Organisation.objects.get(), "tdkt", "official")
    notices.send_waiting()

    person = User.objects.get(username="tdkt")
    kept = [str(values) for values in person.notices.values("values", "path", "error")]
    assert person.has_usable_password() is False
    assert not any("reset" in said for said in [*kept, caplog.text])
