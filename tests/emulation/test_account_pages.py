"""Getting in, and being asked again: the doors of allauth in our own frame."""

import pytest
from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse
from django.urls import include, path, reverse

from clusters.errors import Conflict, Denied
from clusters.models import User


@reauthentication_required(allow_get=True)
def sign(request):
    messages.success(request, "signed")
    return HttpResponse(f"signed {request.POST.get('what')}")


def refuse(request):
    raise {"denied": Denied, "conflict": Conflict}[request.GET["why"]]("Chỉ trưởng cụm được niêm phong.")


urlpatterns = [path("sign/", sign), path("refuse/", refuse), path("", include("emulation.urls"))]


@pytest.fixture
def person(db):
    return User.objects.create_user("can-bo", "can-bo@example.vn", "mat-khau-thu-1", name="Cán bộ Sở A")


def test_a_stranger_is_led_to_the_login(client, db):
    response = client.get("/", follow=True)
    assert response.redirect_chain == [(f"{reverse('account_login')}?next=/", 302)]
    assert response.status_code == 200


def test_signing_in_leads_where_one_wanted(client, person):
    address = f"{reverse('account_login')}?next=/account/sessions/"
    response = client.post(address, {"login": "can-bo", "password": "mat-khau-thu-1"})
    assert response.url == "/account/sessions/"


def test_a_wrong_password_keeps_the_name_and_says_so(client, person):
    response = client.post(reverse("account_login"), {"login": "can-bo", "password": "khac"})
    page = response.content.decode()
    assert 'value="can-bo"' in page
    assert "error-summary" in page


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_reset_password_done"])
def test_pages_for_strangers(client, db, name):
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "name",
    ["account_logout", "account_change_password", "account_email", "mfa_index", "usersessions_list"],
)
def test_pages_of_the_own_account(client, person, name, language):
    client.force_login(person)
    client.cookies["django_language"] = language
    response = client.get(reverse(name), follow=True)
    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.content.decode()


@pytest.mark.urls(__name__)
def test_a_signature_asks_again_and_then_goes_on(client, person):
    client.force_login(person)
    asked = client.post("/sign/", {"what": "pact 7"})
    assert asked.url == f"{reverse('account_reauthenticate')}?next=%2Fsign%2F"
    assert client.get(asked.url).status_code == 200
    done = client.post(asked.url, {"password": "mat-khau-thu-1"})
    assert done.content.decode() == "signed pact 7"


@pytest.mark.urls(__name__)
def test_a_signature_with_a_wrong_password_waits(client, person):
    client.force_login(person)
    asked = client.post("/sign/", {"what": "pact 7"})
    refused = client.post(asked.url, {"password": "khac"})
    assert refused.status_code == 200
    assert "error-summary" in refused.content.decode()
    assert client.post(asked.url, {"password": "mat-khau-thu-1"}).content.decode() == "signed pact 7"


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(("why", "status"), [("denied", 403), ("conflict", 409)])
def test_a_refusal_is_a_page_with_its_reason(client, person, why, status):
    client.force_login(person)
    response = client.get(f"/refuse/?why={why}", headers={"referer": "http://testserver/list/?year=2026"})
    assert response.status_code == status
    assert "Chỉ trưởng cụm được niêm phong." in response.content.decode()
    assert 'href="http://testserver/list/?year=2026"' in response.content.decode()


@pytest.mark.urls(__name__)
def test_the_way_back_never_leaves_the_house(client, person):
    client.force_login(person)
    response = client.get("/refuse/?why=denied", headers={"referer": "https://evil.example/"})
    assert "evil.example" not in response.content.decode()


def test_a_missing_page_is_calm(client, person):
    client.force_login(person)
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    assert f'href="{reverse("home")}"' in response.content.decode()


def test_a_stranger_can_choose_the_language(client, db):
    response = client.post(reverse("set_language"), {"language": "en", "next": "/account/login/"})
    assert response.url == "/account/login/"


def test_pages_allow_no_inline_code(client, db):
    response = client.get(reverse("account_login"))
    assert "unsafe" not in response["Content-Security-Policy"]
    page = response.content.decode()
    assert [word for word in (" style=", "<style", "onclick=", "javascript:") if word in page] == []
