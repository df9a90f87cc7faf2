"""The pages of the pact through the client: drafted, promised, agreed, signed."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from django.urls import reverse

from clusters import clock
from clusters.enums import Comparison, Measure, PactState, Phase
from clusters.models import CommonTarget, Pact, Participant, Signature
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


def test_before_the_text_is_agreed_the_page_names_who_has_no_targets(client, cast, pact):
    factories.target(cast.unit, factories.criterion(cast.season.table, "I.9", 10))

    draft = page(client, "pact", cast.season.pk, cast.head)
    assert draft.context["without_targets"] == "Sở B, Sở C"
    assert "Sở B, Sở C" in draft.content.decode()

    pacts.agree(pact, by=cast.head)
    assert page(client, "pact", cast.season.pk, cast.head).context["without_targets"] == ""


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


@pytest.mark.parametrize("typed", ["12345678901234567890", "95,12345"])
def test_a_value_that_no_column_holds_is_said_beside_the_field(client, cast, pact, typed):
    client.force_login(cast.head)

    line = {"text": "Tập thể", "value": typed, "unit_of_measure": "%"}
    response = client.post(reverse("pact-edit", args=[cast.season.pk]), draft(pact, line))

    assert [list(row.errors) for row in response.context["rows"].forms] == [["value"]]


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

    response = client.post(reverse("pact-targets", args=[cast.unit.pk]), {f"t{leaf.pk}": "95,5 %"})

    assert response.url == reverse("pact", args=[cast.season.pk])
    assert cast.unit.targets.get().value == Decimal("95.5")


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

    assert refused.context["versions"] == [(str(leaf), "70 %", "80 %")]
    assert cast.unit.targets.get().value == 70


def test_agreeing_and_reopening(client, cast, pact):
    client.force_login(cast.head)

    client.post(reverse("pact-agree", args=[cast.season.pk]))
    agreed = Pact.objects.get().state
    client.post(reverse("pact-reopen", args=[cast.season.pk]), {"reason": "Sửa"})

    assert (agreed, Pact.objects.get().state) == (PactState.SIGNING, PactState.DRAFT)


@pytest.mark.parametrize("meanwhile", ["text", "target", "pledge", "member"])
def test_what_changed_since_the_page_was_opened_is_not_agreed_unread(client, cast, pact, meanwhile):
    flags = CommonTarget.objects.create(pact=pact, position=1, text="Cờ", measure=Measure.SUM)
    shown = page(client, "pact", cast.season.pk, cast.head)
    change = {
        "text": lambda: Pact.objects.update(version=9),
        "target": lambda: factories.target(cast.unit, cast.season.table.criteria.exclude(rule_type="").first()),
        "pledge": lambda: factories.pledge(flags, cast.unit, 1, None),
        "member": lambda: Participant.objects.filter(pk=cast.unit.pk).update(left_on=cast.season.starts_on),
    }
    change[meanwhile]()

    refused = client.post(reverse("pact-agree", args=[cast.season.pk]), {"seen": shown.context["drafted"]})

    assert (refused.status_code, Pact.objects.get().state) == (409, PactState.DRAFT)


def test_what_the_head_has_read_is_agreed(client, cast, pact):
    shown = page(client, "pact", cast.season.pk, cast.head)

    assert f'name="seen" value="{shown.context["drafted"]}"' in shown.text
    client.post(reverse("pact-agree", args=[cast.season.pk]), {"seen": shown.context["drafted"]})
    assert Pact.objects.get().state == PactState.SIGNING


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


def test_a_leader_whose_post_ended_yesterday_signs_no_more(client, cast, pact):
    pacts.agree(pact, by=cast.head)
    cast.leader.appointments.update(to_on=clock.today() - dt.timedelta(days=1))

    assert page(client, "pact-sign", cast.season.pk, cast.leader).status_code == 404


def test_only_units_that_the_person_leads_and_that_have_not_signed_are_offered(client, cast, pact):
    """Somebody with three posts: leader of two members, one of which has signed, and officer of a third."""
    two = factories.participant(cast.season, factories.organisation("Sở E"))
    for unit, role in [(two, "leader"), (cast.head_unit, "officer")]:
        factories.appointment(cast.leader, unit.organisation, role)
    pact = pacts.agree(pact, by=cast.head)
    pacts.sign(pact, cast.unit, by=cast.leader, seen=pact.frozen_hash)

    form = page(client, "pact-sign", cast.season.pk, cast.leader).context["form"]

    assert list(form.fields["participant"].queryset) == [two]


@pytest.mark.parametrize("name", ["pact-sign", "pact-attach"])
def test_a_unit_that_signs_an_annex_is_not_offered(client, cast, pact, name):
    pacts.agree(pact, by=cast.head)
    late = factories.participant(cast.season, factories.organisation("Sở A1"))
    Participant.objects.filter(pk=late.pk).update(admitted_at=clock.now(), admitted_by=cast.official)
    factories.appointment(cast.leader, late.organisation, "leader")

    form = page(client, name, cast.season.pk, cast.leader).context["form"]

    assert list(form.fields["participant"].queryset) == [cast.unit]


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
