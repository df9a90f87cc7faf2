from datetime import timedelta

import pytest
from django.urls import reverse

from clusters import clock, notices
from clusters.enums import Event
from clusters.models import Notice

pytestmark = pytest.mark.django_db


def _tell(person, cast, unit="Sở A"):
    notices.queue(Event.PACT_SIGNED, cast.season, to=[person], path="/p/", unit=unit, season="2026")


def test_the_unread_stand_first_then_the_newest(client, cast):
    moments = ["old unread", "read", "new unread"]
    for days, unit in enumerate(moments):
        with clock.set_to(clock.now() + timedelta(days=days)):
            _tell(cast.officer, cast, unit)
    Notice.objects.filter(values__unit="read").update(read_at=clock.now())
    client.force_login(cast.officer)
    client.cookies["django_language"] = "en"

    lines = client.get(reverse("notices")).context["lines"]

    assert [(line.text, line.unread) for line in lines] == [
        ("new unread signed the pact of 2026.", True),
        ("old unread signed the pact of 2026.", True),
        ("read signed the pact of 2026.", False),
    ]


def test_one_sees_only_ones_own(client, cast):
    _tell(cast.leader, cast, "Sở B")
    client.force_login(cast.officer)

    assert client.get(reverse("notices")).context["lines"] == []


def test_marking_read_leaves_those_of_others(client, cast):
    _tell(cast.officer, cast)
    _tell(cast.leader, cast)
    client.force_login(cast.officer)

    answer = client.post(reverse("notices-read"))

    assert (answer.status_code, answer.url) == (302, "/notices/")
    assert [Notice.objects.visible_to(p).unread().count() for p in (cast.officer, cast.leader)] == [0, 1]


def test_reading_takes_a_post(client, cast):
    client.force_login(cast.officer)

    assert client.get(reverse("notices-read")).status_code == 405


def test_thirty_to_a_page(client, cast):
    for _each in range(31):
        _tell(cast.officer, cast)
    client.force_login(cast.officer)

    assert [len(client.get(reverse("notices"), {"page": n}).context["lines"]) for n in (1, 2)] == [30, 1]
