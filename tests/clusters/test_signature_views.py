"""The pages of signing through the client: the paper printed, attached, opened again; the witness."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from clusters import canonical, clock
from clusters.enums import PactState, Phase, SignerCapacity, SigningWay
from clusters.models import Pact, Signature
from clusters.services import pact as pacts
from tests import factories, signing


@pytest.fixture
def pact(cast):
    cast.season.phase = Phase.PACT
    cast.season.save(update_fields=["phase"])
    return pacts.agree(factories.pact(cast.season, witness_body="Bộ Thử nghiệm"), by=cast.head)


def get(client, person, name, pk):
    client.force_login(person)
    return client.get(reverse(name, args=[pk]))


def filled(cast, pact, **said):
    """What the page of a signed paper posts."""
    return {
        "participant": cast.unit.pk,
        "file": SimpleUploadedFile("giao-uoc.pdf", signing.signed(signing.pdf())),
        "code": canonical.code(pact.frozen_hash),
        "signer_name": "Trần Văn DEMO",
        "signer_position": "Phó Giám đốc",
        "for_head": "on",
        "signed_on": f"{clock.today():%d/%m/%Y}",
        "declared": "on",
        **said,
    }


def test_the_paper_has_the_text_its_code_and_a_place_for_each_signature(client, cast, pact):
    response = get(client, cast.officer, "pact-paper", cast.season.pk)

    assert canonical.code(pact.frozen_hash) in response.text
    assert pact.frozen_hash in response.text
    assert response.context["sections"][0].title == "CHỦ ĐỀ"
    assert [(each.side, each.signer) for each in response.context["signed"]] == [
        ("Sở A", ""),
        ("Sở B", ""),
        ("Sở C", ""),
        ("Bộ Thử nghiệm (bên chứng kiến)", ""),
    ]


def test_the_paper_is_in_vietnamese_in_either_language(client, cast, pact):
    client.cookies["django_language"] = "en"

    response = get(client, cast.officer, "pact-paper", cast.season.pk)

    assert "Bản giao ước thi đua năm" in response.text
    assert response.context["signed"][3].side == "Bộ Thử nghiệm (bên chứng kiến)"


def test_a_draft_is_not_printed(client, cast, pact):
    pacts.reopen(pact, reason="Sửa", by=cast.head)

    assert get(client, cast.officer, "pact-paper", cast.season.pk).status_code == 409


def test_the_officer_attaches_and_every_member_opens_the_paper(client, cast, pact):
    client.force_login(cast.officer)
    response = client.post(reverse("pact-attach", args=[cast.season.pk]), filled(cast, pact))

    assert response.url == reverse("pact", args=[cast.season.pk])
    signature = Signature.objects.get()
    assert (signature.way, signature.for_head, signature.participant) == (SigningWay.SIGNED_PDF, True, cast.unit)
    opened = get(client, cast.deputy, "signature-file", signature.pk)
    assert opened["Content-Type"] == "application/pdf"
    assert "attachment" in opened["Content-Disposition"]
    assert b"".join(opened.streaming_content).startswith(b"%PDF-")
    assert get(client, cast.neighbour, "signature-file", signature.pk).status_code == 404


def test_the_page_says_how_each_member_signed(client, cast, pact):
    client.force_login(cast.officer)
    client.post(reverse("pact-attach", args=[cast.season.pk]), filled(cast, pact))
    pacts.sign(pact, cast.head_unit, by=cast.head_leader, seen=pact.frozen_hash)

    table = get(client, cast.official, "pact", cast.season.pk).context["signatures"]

    on_paper, on_page, missing, witness = table.rows
    assert [cell.value for cell in on_paper.cells[:3]] == [
        "Sở A",
        "done",
        "Trần Văn DEMO, Phó Giám đốc (ký thay người đứng đầu đơn vị)",
    ]
    assert on_paper.cells[4].note.startswith("Chữ ký số hợp lệ về toàn vẹn; chứng thư cấp cho Nguyễn Thử Nghiệm, Sở A")
    assert "Chưa kiểm tra" in on_paper.cells[4].note
    assert on_paper.cells[5].url == reverse("signature-file", args=[Signature.objects.get(participant=cast.unit).pk])
    assert (on_page.cells[2].value, on_page.cells[4].value) == (str(cast.head_leader), str(SigningWay.PAGE.label))
    assert [row.cells[1].value for row in (missing, witness)] == ["waiting", "waiting"]


def test_what_is_wrong_stands_beside_the_field_and_nothing_typed_is_lost(client, cast, pact):
    client.force_login(cast.officer)
    wrong = filled(cast, pact, code="AAAA-AAAA", declared="")

    response = client.post(reverse("pact-attach", args=[cast.season.pk]), wrong)
    mended = client.post(reverse("pact-attach", args=[cast.season.pk]), filled(cast, pact, code="AAAA-AAAA"))

    assert list(response.context["form"].errors) == ["declared"]
    assert list(mended.context["form"].errors) == ["code"]
    assert 'value="Phó Giám đốc"' in mended.text
    assert not Signature.objects.exists()


def test_a_broken_signature_is_said_on_the_page(client, cast, pact):
    client.force_login(cast.officer)
    broken = signing.signed(signing.pdf()).replace(b"(DEMO)", b"(DEMA)")

    response = client.post(
        reverse("pact-attach", args=[cast.season.pk]),
        filled(cast, pact, file=SimpleUploadedFile("giao-uoc.pdf", broken)),
    )

    assert list(response.context["form"].errors) == ["file"]


def test_the_page_to_attach_offers_only_units_that_have_not_signed(client, cast, pact):
    two = factories.participant(cast.season, factories.organisation("Sở E"))
    factories.appointment(cast.officer, two.organisation, "officer")
    pacts.sign(pact, cast.unit, by=cast.leader, seen=pact.frozen_hash)

    form = get(client, cast.officer, "pact-attach", cast.season.pk).context["form"]

    assert list(form.fields["participant"].queryset) == [two]


def test_the_witness_signs_after_the_password(client, cast, pact):
    shown = get(client, cast.official, "pact-witness", cast.season.pk)
    data = {"seen": shown.context["form"]["seen"].value(), "position": "Vụ trưởng"}

    asked = client.post(reverse("pact-witness", args=[cast.season.pk]), data)
    client.post(asked.url, {"password": factories.PASSWORD})

    signature = Signature.objects.get()
    assert (signature.capacity, signature.signer_position) == (SignerCapacity.WITNESS, "Vụ trưởng")


def test_the_official_attaches_the_paper_of_whoever_they_name(client, cast, pact):
    client.force_login(cast.official)
    said = filled(cast, pact, for_head="")
    del said["participant"]

    client.post(reverse("pact-witness-attach", args=[cast.season.pk]), said)

    assert Signature.objects.get().capacity == SignerCapacity.WITNESS
    assert Pact.objects.get().state == PactState.SIGNING


@pytest.mark.parametrize("name", ["pact-attach", "pact-witness", "pact-witness-attach", "pact-paper"])
def test_next_door_sees_none_of_it(client, cast, pact, name):
    assert get(client, cast.neighbour, name, cast.season.pk).status_code == 404
