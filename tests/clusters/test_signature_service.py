"""The pact is signed on paper too: by whom, how, under which text; and by the witness."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from clusters import canonical, clock
from clusters.enums import Event, PactState, Phase, Role, SignerCapacity, SigningWay
from clusters.errors import Conflict, Denied, Invalid
from clusters.models import AuditEntry, Notice, Signature, StoredFile
from clusters.policies import signature as policy
from clusters.queries import signature as queries
from clusters.queries.signing_place import Place, of_witness
from clusters.services import pact as pacts
from clusters.services import signature as signatures
from tests import factories, signing


@pytest.fixture
def pact(cast):
    cast.season.phase = Phase.PACT
    cast.season.save(update_fields=["phase"])
    return pacts.agree(factories.pact(cast.season), by=cast.head)


@pytest.fixture
def witnessed(cast, pact):
    """The same text with a witness."""
    pact = pacts.reopen(pact, reason="Thêm bên chứng kiến", by=cast.head)
    text = {"theme": pact.theme, "contents": pact.contents, "common_targets": [], "seen": pact.version}
    return pacts.agree(pacts.change(pact, **text, witness_body="Bộ Thử nghiệm", by=cast.head), by=cast.head)


def attach(cast, pact, by=None, **said):
    return signatures.attach(Place(pact, cast.unit), signing.paper(pact, **said), by=by or cast.officer)


def problems(cast, pact, **said):
    with pytest.raises(Invalid) as refused:
        attach(cast, pact, **said)
    assert not Signature.objects.exists()
    return refused.value.problems


def test_the_officer_attaches_the_scan_that_the_leader_signed(cast, pact):
    signature = attach(cast, pact, content=signing.PNG, name="giao-uoc.png")

    assert (signature.way, signature.reading, signature.for_head) == (SigningWay.SCAN, [], False)
    assert (signature.signer_name, signature.signer_position) == ("Trần Văn DEMO", "Giám đốc")
    assert (signature.signed_by, signature.text_hash, signature.declared) == (cast.officer, pact.frozen_hash, True)
    assert signature.file.original_name == "giao-uoc.png"
    line = AuditEntry.objects.about(pact).latest("number")
    assert (line.event, line.after["way"], line.after["file"]) == (Event.PACT_SIGNED, "scan", signature.file.sha256)
    assert "Trần Văn DEMO" not in str(line.after)
    assert set(Notice.objects.filter(event=Event.PACT_SIGNED).values_list("person", flat=True)) == {
        cast.head.pk,
        cast.head_leader.pk,
    }


def test_a_digitally_signed_pdf_is_recognised(cast, pact):
    signature = attach(cast, pact, content=signing.signed(signing.pdf()))

    assert signature.way == SigningWay.SIGNED_PDF
    assert [(each["name"], each["is_intact"], each["is_whole"]) for each in signature.reading] == [
        (signing.NAME, True, True)
    ]


def test_a_pdf_that_was_changed_after_its_signature_is_refused(cast, pact):
    broken = signing.signed(signing.pdf()).replace(b"(DEMO)", b"(DEMA)")

    assert signing.NAME in problems(cast, pact, content=broken)["file"]
    assert not StoredFile.objects.exists()


def test_a_pdf_whose_signature_cannot_be_read_is_refused(cast, pact):
    assert list(problems(cast, pact, content=b"%PDF-1.4 /ByteRange")) == ["file"]


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"", "trong.pdf"), (b"MZ chay", "giao-uoc.pdf"), (b"van ban", "giao-uoc.txt")],
    ids=["empty", "not what it says", "of another kind"],
)
def test_a_file_that_is_no_paper_is_refused(cast, pact, content, name):
    assert list(problems(cast, pact, content=content, name=name)) == ["file"]


def test_a_word_file_is_no_signed_paper(cast, pact):
    assert "JPG" in problems(cast, pact, content=signing.OLD_WORD, name="giao-uoc.doc")["file"]


def test_what_is_missing_on_the_paper_is_said_field_by_field(cast, pact):
    tomorrow = clock.today() + dt.timedelta(days=1)
    said = {"signer_name": " ", "signer_position": "", "signed_on": tomorrow, "declared": False, "code": "123"}

    assert set(problems(cast, pact, **said)) == {*said}


def test_nobody_signed_a_text_before_it_was_agreed(cast, pact):
    assert list(problems(cast, pact, signed_on=clock.today() - dt.timedelta(days=1))) == ["signed_on"]


def test_a_paper_of_a_text_that_was_reopened_is_refused_with_what_to_do(cast, pact):
    old = canonical.code(pact.frozen_hash)
    fresh = pacts.reopen(pact, reason="Sửa chủ đề", by=cast.head)
    text = {"theme": "Mới", "contents": "Nội dung", "common_targets": [], "seen": fresh.version}
    fresh = pacts.agree(pacts.change(fresh, by=cast.head, **text), by=cast.head)

    sentence = problems(cast, fresh, code=old)["code"]

    assert sentence == "Nội dung đã thay đổi kể từ khi in bản này. Hãy in lại nội dung và trình ký lại."


def test_the_paper_of_a_text_before_is_not_attached_again_under_the_code_of_todays(cast, pact):
    attach(cast, pact)
    fresh = pacts.reopen(pact, reason="Sửa chủ đề", by=cast.head)
    text = {"theme": "Mới", "contents": "Nội dung", "common_targets": [], "seen": fresh.version}
    fresh = pacts.agree(pacts.change(fresh, by=cast.head, **text), by=cast.head)

    with pytest.raises(Invalid) as refused:
        attach(cast, fresh)

    assert "trình ký lại" in refused.value.problems["file"]
    assert Signature.objects.get().text_hash == pact.frozen_hash


def test_a_pdf_with_another_page_put_over_the_signed_one_is_refused(cast, pact):
    assert list(problems(cast, pact, content=signing.another_page(signing.signed(signing.pdf())))) == ["file"]


def test_a_file_that_is_too_large_is_refused_before_it_is_read(cast, pact, settings):
    settings.STORED_FILE_LIMIT = 100
    content = b"%PDF-1.4 /ByteRange" + b"0" * 100

    assert "lớn hơn" in problems(cast, pact, content=content)["file"]


def test_the_page_says_that_a_certificate_was_over(cast, pact):
    signature = attach(cast, pact, content=signing.signed(signing.pdf(), days=-1))

    assert "hết hạn" in queries.reading(signature)


def test_a_paper_of_another_pact_is_named(cast, pact):
    last_year = factories.season(cast.cluster, year=cast.season.year - 1, phase=Phase.CLOSED)
    last_year.participants.create(organisation=cast.unit.organisation, joined_on=last_year.starts_on)
    agreed = {"agreed_at": clock.now(), "agreed_by": cast.head, "frozen_text": "x", "frozen_hash": "e" * 64}
    other = factories.pact(last_year, state=PactState.SIGNED, **agreed)

    assert str(other) in problems(cast, pact, code="EEEE-EEEE")["code"]
    assert str(other) not in problems(cast, pact, code="AAAA-AAAA")["code"]


def test_the_pact_of_strangers_is_not_named(cast, pact):
    agreed = {"agreed_at": clock.now(), "agreed_by": cast.neighbour, "frozen_text": "x", "frozen_hash": "e" * 64}
    hidden = factories.pact(cast.elsewhere, state=PactState.SIGNED, **agreed)

    assert str(hidden.season.cluster) not in problems(cast, pact, code="EEEE-EEEE")["code"]


def test_the_file_of_another_pact_is_not_taken_again(cast, pact):
    agreed = {"agreed_at": clock.now(), "agreed_by": cast.head, "frozen_text": "x", "frozen_hash": "e" * 64}
    last_year = factories.season(cast.cluster, year=cast.season.year - 1, phase=Phase.PACT)
    unit = last_year.participants.create(organisation=cast.unit.organisation, joined_on=last_year.starts_on)
    other = factories.pact(last_year, state=PactState.SIGNING, **agreed)
    signatures.attach(Place(other, unit), signing.paper(other), by=cast.officer)

    with pytest.raises(Invalid) as refused:
        attach(cast, pact)

    assert str(last_year) in refused.value.problems["file"]


def test_a_code_is_read_however_it_is_set_apart(cast, pact):
    assert attach(cast, pact, code=pact.frozen_hash[:8].lower()).text_hash == pact.frozen_hash


@pytest.mark.parametrize("person", ["head", "deputy", "official", "neighbour", "council"])
def test_only_the_units_people_attach_its_paper(cast, pact, person):
    with pytest.raises(Denied):
        attach(cast, pact, by=getattr(cast, person))


def test_a_unit_signs_once_in_whatever_way(cast, pact):
    attach(cast, pact)

    with pytest.raises(Conflict, match="Sở A"):
        attach(cast, pact, by=cast.leader)
    with pytest.raises(Conflict, match="Sở A"):
        pacts.sign(pact, cast.unit, by=cast.leader, seen=pact.frozen_hash)


def test_a_draft_takes_no_paper(cast, pact):
    draft = pacts.reopen(pact, reason="Sửa", by=cast.head)

    with pytest.raises(Conflict):
        attach(cast, draft, code="AAAA-AAAA")


def test_a_unit_of_another_year_signs_nothing_here(cast, pact):
    with pytest.raises(Conflict):
        signatures.attach(Place(pact, cast.stranger), signing.paper(pact), by=cast.neighbour)


def sign_for_all(cast, pact):
    deputy_leader = factories.appointed(cast.deputy_unit.organisation, Role.LEADER)
    leaders = [(cast.unit, cast.leader), (cast.head_unit, cast.head_leader), (cast.deputy_unit, deputy_leader)]
    for unit, leader in leaders:
        pacts.sign(pact, unit, by=leader, seen=pact.frozen_hash)
    pact.refresh_from_db()


def test_the_pact_waits_for_the_witness_that_it_names(cast, witnessed):
    sign_for_all(cast, witnessed)
    waiting = witnessed.state

    signatures.sign(of_witness(witnessed), by=cast.official, seen=witnessed.frozen_hash, position="Vụ trưởng")

    witnessed.refresh_from_db()
    assert (waiting, witnessed.state) == (PactState.SIGNING, PactState.SIGNED)
    assert "BÊN CHỨNG KIẾN\nBộ Thử nghiệm" in witnessed.frozen_text
    assert AuditEntry.objects.about(witnessed).filter(event=Event.PACT_WITNESSED).count() == 1


def test_the_witness_may_sign_before_the_members(cast, witnessed):
    signatures.attach(of_witness(witnessed), signing.paper(witnessed), by=cast.official)
    sign_for_all(cast, witnessed)

    assert witnessed.state == PactState.SIGNED
    assert Signature.objects.get(capacity=SignerCapacity.WITNESS).signer_name == "Trần Văn DEMO"


@pytest.mark.parametrize("person", ["officer", "leader", "head", "council", "neighbour_official"])
def test_only_an_official_of_the_authority_witnesses(cast, witnessed, person):
    with pytest.raises(Denied):
        signatures.sign(of_witness(witnessed), by=getattr(cast, person), seen=witnessed.frozen_hash)


def test_nobody_witnesses_the_pact_of_their_own_unit(cast, witnessed):
    factories.appointment(cast.official, cast.unit.organisation, Role.OFFICER)

    with pytest.raises(Denied):
        signatures.sign(of_witness(witnessed), by=cast.official, seen=witnessed.frozen_hash)


def test_no_witness_signs_where_none_is_named_or_one_has_signed(cast, pact, witnessed):
    place = of_witness(witnessed)
    signatures.sign(place, by=cast.official, seen=witnessed.frozen_hash)
    with pytest.raises(Conflict, match="Bộ Thử nghiệm"):
        signatures.sign(place, by=cast.official2, seen=witnessed.frozen_hash)

    fresh = pacts.reopen(witnessed, reason="Bỏ", by=cast.head)
    text = {"theme": "T", "contents": "N", "common_targets": [], "seen": fresh.version}
    fresh = pacts.agree(pacts.change(fresh, by=cast.head, **text), by=cast.head)
    assert policy.may_sign(cast.official, of_witness(fresh)).error is Conflict


@pytest.mark.parametrize(
    "said",
    [
        {"way": SigningWay.SCAN},
        {"capacity": SignerCapacity.WITNESS},
        {"capacity": SignerCapacity.HEAD},
        {"for_head": True},
        {"declared": True},
    ],
    ids=str,
)
def test_a_signature_that_is_not_whole_is_no_row(cast, pact, said):
    stamp = {"text_hash": "1" * 64, "signed_at": clock.now(), "signed_by": cast.officer}
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.create(pact=pact, participant=cast.unit, **stamp, **said)
