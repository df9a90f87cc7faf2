"""The pages of the pact through the client: drafted, promised, agreed, signed."""

import json
from decimal import Decimal

import pytest
from django.urls import reverse

from clusters.enums import Comparison, PactState, Phase
from clusters.models import Pact, Signature
from clusters.services import pact as pacts
from tests import factories


@pytest.fixture
def pact(cast):
    cast.season.phase = Phase.PACT
    cast.season.save(update_fields=["phase"])
    return factories.pact(cast.season)


def page(client, name, pk, person):
    client.force_login(person)
    return client.get(reverse(name, args=[pk]))


def draft(pact, *lines, **text):
    """What the edit page posts."""
    blank = {"text": "", "comparison": Comparison.AT_LEAST, "value": "", "unit_of_measure": ""}
    rows = {f"common-{n}-{name}": value for n, line in enumerate(lines) for name, value in {**blank, **line}.items()}
    management = {"common-TOTAL_FORMS": len(lines), "common-INITIAL_FORMS": 0}
    return {"seen": pact.version, "theme": "Mới", "contents": "Nội dung", **management, **rows, **text}


@pytest.mark.parametrize("person", ["officer", "leader", "head", "deputy", "official", "auditor"])
def test_the_season_reads_the_pact(client, cast, pact, person):
    assert page(client, "pact", cast.season.pk, getattr(cast, person)).status_code == 200


@pytest.mark.parametrize("name", ["pact", "pact-edit", "pact-reopen", "pact-sign"])
@pytest.mark.parametrize("person", ["neighbour", "neighbour_official"])
def test_next_door_does_not(client, cast, pact, name, person):
    assert page(client, name, cast.season.pk, getattr(cast, person)).status_code == 404


def test_the_page_says_who_has_not_signed(client, cast, pact):
    pact = pacts.agree(pact, by=cast.head)
    pacts.sign(pact, cast.unit, by=cast.leader, seen=pact.frozen_hash)

    response = page(client, "pact", cast.season.pk, cast.officer)

    rows = [[cell.value for cell in row.cells][:2] for row in response.context["signatures"].rows]
    assert rows == [["Sở A", "done"], ["Sở B", "waiting"], ["Sở C", "waiting"]]
    assert (response.context["signed"], response.context["of"]) == (1, 3)
    assert response.context["may_sign"].reason


def test_the_head_writes_the_draft(client, cast, pact):
    client.force_login(cast.head)
    lines = [{"text": "Tập thể tiên tiến", "value": "95,5", "unit_of_measure": "%"}, {}]

    response = client.post(reverse("pact-edit", args=[cast.season.pk]), draft(pact, *lines))

    assert response.url == reverse("pact", args=[cast.season.pk])
    pact.refresh_from_db()
    assert (pact.theme, [t.value for t in pact.common_targets.all()]) == ("Mới", [Decimal("95.5")])


def test_a_value_without_its_unit_is_said_beside_the_field(client, cast, pact):
    client.force_login(cast.head)

    lines = [{"text": "Cờ", "value": "một"}, {"text": "Bằng khen", "value": "2"}]
    response = client.post(reverse("pact-edit", args=[cast.season.pk]), draft(pact, *lines))

    assert [list(row.errors) for row in response.context["rows"].forms] == [["value"], ["unit_of_measure"]]
    assert 'value="một"' in response.text


def test_a_second_writer_sees_both_versions_and_may_insist(client, cast, pact):
    old = draft(pact)
    pacts.change(pact, theme="Của bạn", contents="Nội dung", common_targets=[], by=cast.head_leader, seen=0)
    client.force_login(cast.head)

    refused = client.post(reverse("pact-edit", args=[cast.season.pk]), old)
    again = {**old, "seen": refused.context["form"]["seen"].value()}
    client.post(reverse("pact-edit", args=[cast.season.pk]), again)

    assert [(yours, theirs) for _, yours, theirs in refused.context["versions"]] == [("Mới", "Của bạn")]
    assert Pact.objects.get().theme == "Mới"


def test_the_wrong_role_gets_the_reason(client, cast, pact):
    response = page(client, "pact-edit", cast.season.pk, cast.officer)

    assert response.status_code == 403
    assert "Sở B" in response.text


def test_a_unit_sets_its_targets(client, cast, pact):
    leaf = cast.table.criteria.get(code="I.1")
    client.force_login(cast.officer)

    response = client.post(reverse("pact-targets", args=[cast.unit.pk]), {f"t{leaf.pk}": "1.234,5"})

    assert response.url == reverse("pact", args=[cast.season.pk])
    assert cast.unit.targets.get().value == Decimal("1234.5")


def test_a_target_that_is_no_number_stays_in_the_field(client, cast, pact):
    leaf = cast.table.criteria.get(code="I.1")
    client.force_login(cast.officer)

    response = client.post(reverse("pact-targets", args=[cast.unit.pk]), {f"t{leaf.pk}": "nhiều"})

    assert list(response.context["form"].errors) == [f"t{leaf.pk}"]
    assert 'value="nhiều"' in response.text


def test_a_colleagues_target_is_shown_beside_ones_own(client, cast, pact):
    leaf = cast.table.criteria.get(code="I.1")
    pacts.set_targets(cast.unit, {leaf: Decimal(80)}, by=cast.leader, seen={})
    client.force_login(cast.officer)
    old = {"seen": "{}", "drawn": json.dumps({f"t{leaf.pk}": ""}), f"t{leaf.pk}": "70"}

    refused = client.post(reverse("pact-targets", args=[cast.unit.pk]), old)
    again = {bound.html_name: bound.value() or "" for bound in refused.context["form"]}
    client.post(reverse("pact-targets", args=[cast.unit.pk]), again)

    assert refused.context["versions"] == [(str(leaf), "70", "80")]
    assert cast.unit.targets.get().value == 70


def test_agreeing_and_reopening(client, cast, pact):
    client.force_login(cast.head)

    client.post(reverse("pact-agree", args=[cast.season.pk]))
    agreed = Pact.objects.get().state
    client.post(reverse("pact-reopen", args=[cast.season.pk]), {"reason": "Sửa"})

    assert (agreed, Pact.objects.get().state) == (PactState.SIGNING, PactState.DRAFT)


def test_signing_asks_for_the_password_and_signs_what_was_read(client, cast, pact):
    pact = pacts.agree(pact, by=cast.head)
    shown = page(client, "pact-sign", cast.season.pk, cast.leader)
    data = {bound.html_name: bound.value() for bound in shown.context["form"]}
    data["participant"] = cast.unit.pk

    asked = client.post(reverse("pact-sign", args=[cast.season.pk]), data)
    client.post(asked.url, {"password": factories.PASSWORD})

    assert pact.frozen_text.splitlines()[0] in shown.text
    assert Signature.objects.get().participant == cast.unit


def test_only_a_leader_opens_the_signing_page(client, cast, pact):
    pacts.agree(pact, by=cast.head)

    assert page(client, "pact-sign", cast.season.pk, cast.officer).status_code == 403


def test_the_pact_is_a_workbook(client, cast, pact):
    client.force_login(cast.officer)

    response = client.get(reverse("pact", args=[cast.season.pk]), {"export": "xlsx"})

    assert response["Content-Disposition"].endswith('.xlsx"')


@pytest.mark.parametrize("units", [0, 3])
def test_the_page_asks_as_often_for_many(client, cast, pact, units, django_assert_max_num_queries):
    for _ in range(units):
        factories.participant(cast.season)
    client.force_login(cast.officer)

    with django_assert_max_num_queries(30):
        page(client, "pact", cast.season.pk, cast.officer)
