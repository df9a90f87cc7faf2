"""The pages of awards cost the same for one row and for many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.models import Honour
from clusters import clock
from tests import factories
from tests.awards import steps

pytestmark = pytest.mark.django_db
APART = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "django_session", 'FROM "clusters_user"')


def _count(client, name, pk=None):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse(name, args=[pk] if pk else [])).status_code == 200
    return sum(not any(word in query["sql"] for word in APART) for query in queries)


def _fill(meeting, size):
    """Awards with places, nominations approved, decisions issued: `size` of each."""
    stamp = {"appraised_at": clock.now(), "appraised_by": meeting.official, "state": "approved"}
    for number in range(size):
        award = factories.award(position=number)
        factories.quota(meeting.season, award, 2)
        placing = meeting.placings[number]
        factories.nomination(placing.participant, award, placing=placing, **stamp)
        paper = factories.award_decision(meeting.ministry)
        line = {
            "holder_name": "Sở",
            "award_name": "Cờ",
            "registered_at": clock.now(),
            "registered_by": meeting.official,
        }
        Honour.objects.create(
            award=award, organisation=placing.participant.organisation, year=2025, award_decision=paper, **line
        )


@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.parametrize(
    ("person", "name", "queries"),
    [
        ("official", "nominations", 11),
        ("officer", "nominations", 11),
        ("head", "nomination-propose", 10),
        ("official", "quota-grant", 8),
        ("official", "award-decisions", 8),
        ("official", "award-decision-issue", 8),
        ("officer", "honours", 10),
    ],
)
def test_pages_do_not_grow(client, meeting, person, name, queries, size):
    _fill(meeting, size)
    steps.move(meeting.season, "submitted")
    client.force_login(getattr(meeting, person))
    pk = meeting.season.pk if name in ("nominations", "nomination-propose", "quota-grant") else None
    assert _count(client, name, pk) == queries
