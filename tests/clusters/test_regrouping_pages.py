"""Ending, merging and dividing clusters in the browser."""

import datetime as dt

import pytest

from clusters.models import Cluster
from tests import factories
from tests.reading import as_person, get, post, sheets

PAPER = {"number": "15/QĐ", "on": "30/06/2025", "abstract": "Chia lại cụm"}
WHY = {"reason": "Sáp nhập đơn vị hành chính"}
DAY = {"day": "01/07/2025"}


@pytest.fixture
def other(cast):
    made = factories.cluster(cast.ministry, name="Cụm khác")
    factories.membership(made, factories.organisation("Sở E"))
    return made


def test_ending_in_the_browser_asks_for_a_reason_while_a_year_is_open(cast, client):
    as_person(client, cast.official)
    refused = post(client, "cluster-end", cast.cluster.pk, **PAPER, ended_on="30/06/2025")
    assert list(refused.context["form"].errors) == ["reason"]

    answer = post(client, "cluster-end", cast.cluster.pk, **PAPER, **WHY, ended_on="30/06/2025")

    assert answer.url == f"/clusters/{cast.cluster.pk}/"
    assert Cluster.objects.get(pk=cast.cluster.pk).ended_on == dt.date(2025, 6, 30)
    assert get(client, "cluster-end", cast.cluster.pk).status_code == 409


def test_merging_into_a_new_cluster_is_told_on_all_pages(cast, client, other):
    as_person(client, cast.official)
    typed = {"gone": [cast.cluster.pk, other.pk], "name": "Cụm hợp nhất", **PAPER, **WHY, **DAY}

    answer = post(client, "cluster-merge", cast.cluster.pk, **typed)

    new = Cluster.objects.get(name="Cụm hợp nhất")
    assert answer.url == f"/clusters/{new.pk}/"
    found = sheets(get(client, "cluster", new.pk, export="xlsx"))
    came = [(row[0], row[2], row[3]) for row in found["origins"]]
    assert came == [(name, dt.date(2025, 7, 1), "15/QĐ") for name in sorted([cast.cluster.name, "Cụm khác"])]
    for gone in (cast.cluster, other):
        went = sheets(get(client, "cluster", gone.pk, export="xlsx"))["outcomes"]
        assert [(row[0], row[1]) for row in went] == [("Cụm hợp nhất", "Merged into one")]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"gone": "own"}, "gone"),
        ({"gone": "both", "name": ""}, "name"),
        ({"gone": "both", "day": "01/01/2019"}, "day"),
        ({"gone": "both", "reason": ""}, "reason"),
    ],
)
def test_what_is_wrong_with_a_merger_stands_beside_its_field(cast, client, other, typed, field):
    gone = {"own": [cast.cluster.pk], "both": [cast.cluster.pk, other.pk]}[typed["gone"]]
    given = {"name": "Cụm hợp nhất", **PAPER, **WHY, **DAY, **typed, "gone": gone}

    answer = post(as_person(client, cast.official), "cluster-merge", cast.cluster.pk, **given)

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [field])
    assert not Cluster.objects.filter(name="Cụm hợp nhất").exists()


def test_a_cluster_next_door_or_of_the_other_kind_is_not_offered(cast, client, other):
    factories.cluster(cast.ministry, kind="block")

    fields = get(as_person(client, cast.official), "cluster-merge", cast.cluster.pk).context["form"].fields

    assert set(fields["gone"].queryset) == set(fields["into"].queryset) == {cast.cluster, other}


def _divide(client, cast, other, **homes):
    rows = {row.organisation.name: row.pk for row in cast.cluster.memberships.select_related("organisation")}
    placed = {f"home-{rows[name.replace('_', ' ')]}": home for name, home in homes.items()}
    address = f"/clusters/{cast.cluster.pk}/divide/?names=Cụm+mới&takers={other.pk}"
    return client.post(address, {**PAPER, **WHY, **DAY, **placed})


def test_each_unit_is_named_with_its_new_cluster(cast, client, other):
    as_person(client, cast.official)
    page = get(client, "cluster-divide", cast.cluster.pk, names="Cụm mới", takers=other.pk)
    labels = [bound.label for bound in page.context["form"] if bound.name.startswith("home")]
    assert labels == [f"{name} – {cast.cluster}" for name in ("Sở A", "Sở B", "Sở C")]

    answer = _divide(client, cast, other, Sở_A="new:Cụm mới", Sở_B=f"cluster:{other.pk}", Sở_C="nowhere")

    assert answer.url == f"/clusters/{cast.cluster.pk}/"
    went = sheets(get(client, "cluster", cast.cluster.pk, export="xlsx"))["outcomes"]
    assert sorted(row[0] for row in went) == ["Cụm khác", "Cụm mới"]
    new = Cluster.objects.get(name="Cụm mới")
    assert [str(row.organisation) for row in new.memberships.all()] == ["Sở A"]


def test_a_unit_without_a_home_stands_beside_its_field_and_nothing_is_lost(cast, client, other):
    answer = _divide(as_person(client, cast.official), cast, other, Sở_A="new:Cụm mới", Sở_B="nowhere")

    [name] = answer.context["form"].errors
    assert cast.cluster.memberships.get(pk=name.removeprefix("home-")).organisation == cast.deputy_unit.organisation
    assert 'value="new:Cụm mới" selected' in answer.content.decode()


def test_a_cluster_cannot_both_go_and_take_in(cast, client, other):
    page = get(as_person(client, cast.official), "cluster-divide", cast.cluster.pk, also=other.pk, takers=other.pk)

    assert list(page.context["search"].errors) == ["takers"]


def test_before_homes_are_named_the_page_says_what_to_do(cast, client):
    text = get(as_person(client, cast.official), "cluster-divide", cast.cluster.pk).content.decode()

    assert "home-" not in text


def test_a_member_sees_what_became_of_the_cluster_but_no_deeds(cast, client, other):
    post(
        as_person(client, cast.official),
        "cluster-merge",
        cast.cluster.pk,
        gone=[cast.cluster.pk],
        into=other.pk,
        **PAPER,
        **WHY,
        **DAY,
    )

    page = get(as_person(client, cast.officer), "cluster", cast.cluster.pk).content.decode()

    assert "Cụm khác" in page
    assert "/divide/" not in page
