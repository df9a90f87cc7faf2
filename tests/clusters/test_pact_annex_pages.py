"""Admitting a unit, letting one go, and its annex, through the client."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from clusters import canonical, clock
from clusters.enums import PactState, Phase, Role
from clusters.models import Pact, PactAnnex, Participant, Signature
from tests import factories, signing
from tests.reading import as_person, get, post


@pytest.fixture
def pact(cast):
    """Signed by all, long before a unit of the cluster joins the year."""
    agreed = {"agreed_at": clock.now() - dt.timedelta(days=9), "agreed_by": cast.head}
    return factories.pact(cast.season, state=PactState.SIGNED, frozen_text="A\n\nB\nc", frozen_hash="1" * 64, **agreed)


@pytest.fixture
def newcomer(cast):
    unit = factories.organisation("Sở Mới")
    factories.membership(cast.cluster, unit)
    return unit


@pytest.fixture
def leader(newcomer):
    return factories.appointed(newcomer, Role.LEADER)


def today() -> str:
    return f"{clock.today():%d/%m/%Y}"


def admitted(client, cast, newcomer) -> Participant:
    said = {"organisation": newcomer.pk, "on": today()}
    assert post(as_person(client, cast.official), "season-admit", cast.season.pk, **said).status_code == 302
    return Participant.objects.get(organisation=newcomer)


def test_the_official_admits_one_of_the_members_that_do_not_take_part(client, cast, newcomer):
    factories.organisation("Sở Ngoài cụm")
    page = get(as_person(client, cast.official), "season-admit", cast.season.pk)
    offered = list(page.context["form"].fields["organisation"].queryset)

    unit = admitted(client, cast, newcomer)

    assert offered == [newcomer]
    assert (unit.season, unit.joined_on) == (cast.season, clock.today())


def test_a_day_in_the_future_is_said_beside_the_field(client, cast, newcomer):
    said = {"organisation": newcomer.pk, "on": "31/12/2099"}
    response = post(as_person(client, cast.official), "season-admit", cast.season.pk, **said)

    assert list(response.context["form"].errors) == ["on"]
    assert 'value="31/12/2099"' in response.text


def test_a_unit_leaves_and_the_year_shows_why(client, cast):
    said = {"participant": cast.unit.pk, "on": today(), "reason": "Sáp nhập vào Sở B"}
    response = post(as_person(client, cast.official), "season-leave", cast.season.pk, **said)

    assert response.url == reverse("season", args=[cast.season.pk])
    assert "Sáp nhập vào Sở B" in get(client, "season", cast.season.pk).text


def test_why_the_head_cannot_leave_is_said_beside_the_field(client, cast):
    said = {"participant": cast.head_unit.pk, "on": today(), "reason": "Sáp nhập"}
    response = post(as_person(client, cast.official), "season-leave", cast.season.pk, **said)

    assert list(response.context["form"].errors) == ["participant"]


def test_from_admission_to_an_annex_in_force(client, cast, pact, newcomer, leader):
    unit = admitted(client, cast, newcomer)
    post(as_person(client, cast.head), "annex-draw-up", unit.pk)
    annex = PactAnnex.objects.get()

    shown = get(as_person(client, leader), "annex-sign", annex.pk)
    seen = {"seen": shown.context["form"]["seen"].value()}
    asked = client.post(reverse("annex-sign", args=[annex.pk]), seen)
    client.post(asked.url, {"password": factories.PASSWORD})
    paper = {
        "file": SimpleUploadedFile("phu-luc.pdf", signing.pdf()),
        "code": canonical.code(annex.text_hash),
        "signer_name": "Trần Văn DEMO",
        "signer_position": "Giám đốc",
        "signed_on": today(),
        "declared": "on",
    }
    post(as_person(client, cast.head), "annex-attach", annex.pk, **paper)

    page = get(as_person(client, cast.officer), "annex", annex.pk)
    assert page.context["complete"]
    assert [row.cells[1].value for row in page.context["signatures"].rows] == ["done", "done"]
    (row,) = get(client, "pact", cast.season.pk).context["annexes"].rows
    assert [cell.value for cell in row.cells[:3]] == ["Sở Mới", "Annex no. 1", "done"]
    assert Pact.objects.get().frozen_hash == pact.frozen_hash


def test_the_page_of_the_pact_names_late_units_and_offers_their_deeds(client, cast, pact, newcomer, leader):
    unit = admitted(client, cast, newcomer)

    by_head = get(as_person(client, cast.head), "pact", cast.season.pk).context
    by_leader = get(as_person(client, leader), "pact", cast.season.pk).context

    assert [(each, bool(may)) for each, may in by_head["draw_ups"]] == [(unit, True)]
    assert [(each, bool(may)) for each, may in by_leader["late_targets"]] == [(unit, True)]
    assert by_leader["draw_ups"] == []
    assert "Sở Mới" not in [row.cells[0].value for row in by_head["signatures"].rows]


def test_changed_targets_ask_for_a_new_annex(client, cast, pact, newcomer, leader):
    unit = admitted(client, cast, newcomer)
    post(as_person(client, cast.head), "annex-draw-up", unit.pk)
    annex = PactAnnex.objects.get()
    fresh = get(client, "annex", annex.pk).context["outdated"]
    leaf = cast.table.criteria.get(code="I.1")
    post(as_person(client, leader), "pact-targets", unit.pk, **{f"t{leaf.pk}": "70"})
    old = get(as_person(client, cast.head), "annex", annex.pk).context

    post(client, "annex-draw-up", unit.pk)

    newer = PactAnnex.objects.get(replaces=annex)
    assert (fresh, old["outdated"], bool(old["may_draw_up"])) == (False, True, True)
    assert get(client, "annex", annex.pk).context["newer"] == newer
    assert "Tiêu chí I.1: 70 %" in newer.text


def test_the_annex_is_printed_with_its_code_and_two_places(client, cast, pact, newcomer):
    unit = admitted(client, cast, newcomer)
    post(as_person(client, cast.head), "annex-draw-up", unit.pk)
    annex = PactAnnex.objects.get()

    response = get(as_person(client, cast.officer), "annex-paper", annex.pk)

    assert canonical.code(annex.text_hash) in response.text
    assert [each.side for each in response.context["signed"]] == ["Sở Mới", "Sở B"]


def test_the_workbook_of_the_pact_holds_its_annexes(client, cast, pact, newcomer):
    admitted(client, cast, newcomer)

    response = client.get(reverse("pact", args=[cast.season.pk]), {"export": "xlsx"})

    assert response["Content-Disposition"].endswith('.xlsx"')


@pytest.mark.parametrize("name", ["annex", "annex-sign", "annex-attach", "annex-paper"])
def test_next_door_sees_none_of_it(client, cast, pact, newcomer, name):
    unit = admitted(client, cast, newcomer)
    post(as_person(client, cast.head), "annex-draw-up", unit.pk)

    assert get(as_person(client, cast.neighbour), name, PactAnnex.objects.get().pk).status_code == 404
    assert not Signature.objects.exists()


def test_a_year_whose_reports_are_verified_admits_nobody(client, cast, newcomer):
    cast.season.phase = Phase.VERIFYING
    cast.season.save(update_fields=["phase"])

    assert get(as_person(client, cast.official), "season-admit", cast.season.pk).status_code == 409
