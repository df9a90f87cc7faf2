"""The list and the page of movements."""

import datetime as dt

import pytest

from clusters.models import MovementContent
from tests import factories
from tests.reading import as_person, first_column, get


@pytest.fixture
def movement(cast):
    made = factories.movement(
        cast.ministry,
        decision=factories.decision(cast.ministry, number="3568/QĐ"),
        name="Chào mừng Đại hội",
        motto="Quyết tâm cao",
        starts_on=dt.date(2025, 12, 5),
        mark="demo",
    )
    made.scope.add(cast.unit.organisation)
    for position in (2, 1):
        MovementContent.objects.create(movement=made, position=position, text=f"Nội dung {position}")
    return made


@pytest.mark.parametrize(
    ("who", "status"), [("official", 200), ("officer", 200), ("head", 404), ("neighbour_official", 404)]
)
def test_page_is_for_authority_and_scope(cast, client, movement, who, status):
    assert get(as_person(client, getattr(cast, who)), "movement", movement.pk).status_code == status


def test_page_shows_motto_contents_in_order_decision_and_mark(cast, client, movement):
    text = get(as_person(client, cast.officer), "movement", movement.pk).content.decode()

    assert text.index("Quyết tâm cao") < text.index("Nội dung 1") < text.index("Nội dung 2")
    assert ("3568/QĐ" in text, "DEMO" in text) == (True, True)


@pytest.mark.parametrize(("who", "names"), [("officer", ["Chào mừng Đại hội"]), ("head", [])])
def test_list_holds_what_concerns_the_person(cast, client, movement, who, names):
    assert first_column(get(as_person(client, getattr(cast, who)), "movements").context["table"]) == names


@pytest.mark.parametrize(("unit", "names"), [("so a", ["Chào mừng Đại hội"]), ("so b", [])])
def test_list_is_filtered_by_a_unit_in_scope(cast, client, movement, unit, names):
    page = get(as_person(client, cast.official), "movements", unit=unit)

    assert first_column(page.context["table"]) == names
