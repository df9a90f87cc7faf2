"""The catalogue: entered once, never written over."""

import datetime as dt

import pytest
from django.core.management import call_command

from awards.models import Award
from awards.services import award as awards
from clusters.enums import Event
from clusters.errors import Denied
from clusters.models import AuditEntry
from tests import factories

pytestmark = pytest.mark.django_db
FIELDS = {
    "name": "Cờ",
    "kind": "title",
    "subject": "collective",
    "level": "ministry",
    "valid_from": dt.date(2024, 1, 1),
}


def test_the_catalogue_is_loaded_once_and_keeps_what_a_person_changed():
    call_command("load_catalogue", verbosity=0)
    Award.objects.filter(code="co-bo").update(name="Tên đã sửa")

    call_command("load_catalogue", verbosity=0)

    assert Award.objects.count() == 11
    assert Award.objects.get(code="co-bo").name == "Tên đã sửa"


def test_the_flags_rest_on_their_articles():
    call_command("load_catalogue", verbosity=0)
    found = Award.objects.filter(code__in=["co-cp", "co-bo"]).order_by("position")
    law = "Luật Thi đua, khen thưởng số 06/2022/QH15"
    assert list(found.values_list("code", "kind", "subject", "level", "article", "valid_from")) == [
        ("co-cp", "title", "collective", "government", f"{law}, Điều 25", dt.date(2024, 1, 1)),
        ("co-bo", "title", "collective", "ministry", f"{law}, Điều 26", dt.date(2024, 1, 1)),
    ]


def test_defining_is_on_the_trail():
    assert awards.define(code="moi", **FIELDS) is True
    entry = AuditEntry.objects.about(Award.objects.get(code="moi")).get()
    assert (entry.event, entry.actor, entry.after) == (Event.AWARD_DEFINED, None, {"code": "moi", "article": ""})


def test_a_person_needs_to_be_the_systems_administrator(cast):
    with pytest.raises(Denied):
        awards.define(code="moi", by=cast.official, **FIELDS)
    assert awards.define(code="moi", by=factories.user(is_superuser=True), **FIELDS) is True
    assert awards.define(code="moi", by=factories.user(is_superuser=True), **FIELDS) is False
