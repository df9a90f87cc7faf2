import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters import clock
from clusters.enums import Phase, ReportState, Role
from clusters.models import AnswerVersion
from tests import factories
from tests.emulation.conftest import honour
from tests.reading import as_person

pytestmark = pytest.mark.django_db
QUERIES = 13


def _everything(count=1):
    """One authority that has something called Đặng in every part."""
    authority = factories.authority("Bộ Đặng")
    decision = factories.decision(authority, abstract="Về cụm Đặng Dung", number="TH99/QĐ")
    for _each in range(count):
        season = factories.season(factories.cluster(authority, name=f"Cụm Đặng {_each}"), phase=Phase.DECIDED)
        unit = factories.participant(season, factories.organisation(f"Sở Đặng {_each} {season.pk}"))
        factories.report(unit, state=ReportState.ACCEPTED)
        award = factories.award(name="Cờ Đặng", name_en="Banner")
        honour(factories.nomination(unit, award), authority)
        factories.movement(authority, decision=decision, name="Phong trào Đặng")
        factories.meeting(season, title="Hội nghị Đặng")
        _exchanged(season.cluster, unit.organisation)
    return factories.appointed(authority, Role.OFFICIAL)


def _exchanged(cluster, unit):
    """What the members of the cluster share; only the answer to the question is called Đặng."""
    factories.library_document(cluster, title="Quy chế Đặng")
    question = factories.question(cluster, unit)
    AnswerVersion.objects.create(
        answer=factories.answer(question, cluster.authority),
        number=2,
        text="Hỏi ông Đặng",
        written_at=clock.now(),
        written_by=factories.user(),
    )
    factories.information_request(cluster, unit, title="Số liệu Đặng")
    factories.statistic(cluster, name="Kinh phí Đặng")


def _found(client, q, **more):
    answer = client.get(reverse("search"), {"q": q, **more})
    return {group.part: len(group.hits) for group in answer.context["groups"]}


def test_dang_finds_what_is_called_so_in_every_part(client, db):
    as_person(client, _everything())

    assert _found(client, "dang") == {
        "clusters": 1,
        "organisations": 2,
        "seasons": 1,
        "reports": 1,
        "decisions": 3,
        "nominations": 1,
        "honours": 1,
        "movements": 1,
        "meetings": 1,
        "documents": 1,
        "exchange": 3,
    }


@pytest.mark.parametrize("q", ["ĐẶNG dung", "dung dang", "  Đặng   Dung ", "th99/qd"])
def test_all_words_in_any_order_with_or_without_marks(client, db, q):
    as_person(client, _everything())

    assert _found(client, q, part="decisions") == {"decisions": 1}


def test_a_year_is_a_word_too(client, db):
    as_person(client, _everything())
    year = clock.today().year

    assert _found(client, f"dang {year}").keys() >= {"seasons", "reports", "nominations", "honours"}
    assert _found(client, f"dang {year + 1}") == {}


def test_next_door_finds_nothing(client, cast):
    _everything()
    as_person(client, cast.neighbour)

    assert _found(client, "dang") == {}


def test_what_was_replied_to_a_request_is_not_found_by_its_words(client, cast):
    asked = factories.information_request(cast.cluster, cast.head_unit.organisation, title="Kinh phí")
    factories.information_reply(asked, cast.unit.organisation)
    as_person(client, cast.officer)

    assert (_found(client, "kinh phi", part="exchange"), _found(client, "đây")) == ({"exchange": 1}, {})


def test_drafts_of_others_are_not_found(client, cast):
    factories.report(cast.unit, state=ReportState.DRAFT)
    as_person(client, cast.official)
    before = _found(client, "so a", part="reports")
    as_person(client, cast.officer)

    assert (before, _found(client, "so a", part="reports")) == ({}, {"reports": 1})


@pytest.mark.parametrize("q", ["", "a", " - ", "'; drop table", "%", "\x00"])
def test_too_little_and_nonsense_are_answered_calmly(client, cast, q):
    as_person(client, cast.officer)

    answer = client.get(reverse("search"), {"q": q, "part": "no such/part"})

    assert (answer.status_code, answer.context["groups"]) == (200, [])


def test_the_first_eight_and_a_way_to_all(client, db):
    as_person(client, _everything(9))

    answer = client.get(reverse("search"), {"q": "dang"})
    alone = client.get(reverse("search"), {"q": "dang", "part": "clusters"})

    (clusters,) = [group for group in answer.context["groups"] if group.part == "clusters"]
    assert (len(clusters.first), len(clusters.hits), len(alone.context["page"].object_list)) == (8, 9, 9)
    assert "All 9: Clusters and blocks" in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_same_number_of_questions_whatever_is_found(client, db, count):
    as_person(client, _everything(count))

    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("search"), {"q": "dang"})
    ours = [each for each in asked.captured_queries if "django_session" not in each["sql"]]

    # The thirteen, and the person.
    assert len(ours) == QUERIES + 1
