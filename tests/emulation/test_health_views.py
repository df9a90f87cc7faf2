from datetime import timedelta

import pytest
from django.urls import reverse

from clusters import clock, notices
from clusters.enums import Event
from tests import factories

pytestmark = pytest.mark.django_db


def test_ready_says_what_a_machine_may_know(client):
    assert client.get(reverse("health-ready")).json() == {
        "status": "ready",
        "database": True,
        "migrated": True,
        "oldest_waiting_notice_seconds": None,
        "undelivered_letters": 0,
    }


def test_ready_tells_how_long_the_oldest_letter_waits(client):
    person = factories.user()
    with clock.set_to(clock.now() - timedelta(hours=1)):
        notices.queue(Event.PERSON_APPOINTED, person, to=[person], what="x")

    assert 3600 <= client.get(reverse("health-ready")).json()["oldest_waiting_notice_seconds"] < 3700


def test_ready_is_503_while_a_migration_is_missing(client):
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder.Migration.objects.filter(app="awards").delete()

    answer = client.get(reverse("health-ready"))

    assert (answer.status_code, answer.json()["migrated"]) == (503, False)


def test_alive(client):
    assert client.get(reverse("health")).json() == {"status": "ok"}
