from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters import clock
from clusters.enums import Phase, ReportState, Role
from clusters.models import SeasonPhase
from tests import factories

pytestmark = pytest.mark.django_db
QUERIES = 16


def _counted(client) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(reverse("home")).status_code == 200
    ours = [q for q in asked.captured_queries if not any(word in q["sql"] for word in ("django_session", "SAVEPOINT"))]
    return len(ours)


def _busy_season(ministry, unit):
    season = factories.season(
        factories.cluster(ministry), phase=Phase.VERIFYING, table=factories.scoring_table(ministry)
    )
    factories.headship(factories.participant(season, unit))
    for state in (ReportState.SUBMITTED, ReportState.ACCEPTED, ReportState.DRAFT):
        factories.report(factories.participant(season), state=state)
    factories.standing(season)
    award = factories.award()
    factories.quota(season, award, places=3)
    factories.nomination(season.participants.first(), award)


@pytest.mark.parametrize("years", [1, 3])
@pytest.mark.parametrize("role", ["head", "official"])
def test_the_page_asks_the_same_number_of_questions(client, cast, years, role):
    for _each in range(years):
        _busy_season(cast.ministry, cast.head_unit.organisation)
    client.force_login(getattr(cast, role))

    assert _counted(client) == QUERIES


def test_overdue_stands_on_top_in_words(client, cast):
    cast.season.phase = Phase.SELF_SCORING
    cast.season.save()
    SeasonPhase.objects.filter(season=cast.season).update(due_at=clock.now() - timedelta(days=3))
    report = factories.report(cast.unit)
    client.force_login(cast.officer)
    client.cookies["django_language"] = "en"

    page = client.get(reverse("home")).content.decode()

    assert (reverse("report-edit", args=[report.pk]) in page, "3 days late" in page) == (True, True)


@pytest.mark.parametrize("role", ["officer", "leader", "head", "deputy", "official", "council", "auditor"])
def test_a_calm_sentence_when_nothing_is_due(client, cast, role):
    client.force_login(getattr(cast, role))
    client.cookies["django_language"] = "en"

    assert "Nothing is due from you now" in client.get(reverse("home")).content.decode()


def test_a_person_without_a_post_is_told_who_can_help(client, db):
    client.force_login(factories.user())
    client.cookies["django_language"] = "en"

    assert "You hold no post today" in client.get(reverse("home")).content.decode()


def test_the_menu_of_authorities_has_the_dashboard(client, cast):
    factories.appointment(cast.officer, cast.unit.organisation, Role.LEADER)
    seen = {}
    for person in (cast.official, cast.auditor, cast.officer):
        client.force_login(person)
        seen[person] = [place.url for place in client.get(reverse("home")).context["navigation"]]

    dashboard = reverse("dashboard")
    assert [dashboard in urls for urls in seen.values()] == [True, True, False]


def test_strangers_are_sent_to_the_login_page(client, db):
    assert client.get(reverse("home")).url == "/account/login/?next=/"
