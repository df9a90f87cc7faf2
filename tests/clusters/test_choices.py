"""Choices of a filter: all where they are few, of many only the one asked for."""

import pytest

from clusters.models import Organisation
from clusters.queries.choices import MOST_OFFERED, few
from tests import factories
from tests.reading import as_person, get

pytestmark = pytest.mark.django_db


def found() -> list[Organisation]:
    return Organisation.objects.filter(name__startswith="Sở").order_by("-sort_key")


def test_few_are_all_offered_in_their_order():
    made = [factories.organisation(f"Sở {n:03}") for n in range(MOST_OFFERED)]

    assert list(few(found())) == made[::-1]


def test_of_many_only_the_one_asked_for_is_offered():
    made = [factories.organisation(f"Sở {n:03}") for n in range(MOST_OFFERED + 1)]
    other = factories.organisation("Bộ")

    assert list(few(found(), str(made[7].pk))) == [made[7]]
    for asked in ("", "x", str(other.pk), "9" * 30):
        assert list(few(found(), asked)) == []


def test_the_filter_of_people_leaves_out_a_choice_that_nobody_could_read(cast, client):
    shown = get(as_person(client, cast.official), "people").context["form"].fields
    for n in range(MOST_OFFERED):
        body = factories.organisation(f"Sở {n:03}", parent=cast.ministry)
        factories.appointed(body, "officer")
    hidden = get(client, "people").context["form"].fields
    chosen = get(client, "people", organisation=cast.ministry.pk).context["form"]

    assert ("organisation" in shown, "organisation" in hidden) == (True, False)
    assert chosen.criteria()["organisation"] == cast.ministry
