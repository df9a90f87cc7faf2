"""What a signed paper says of itself: when a PDF was signed, and whether a deputy signed for the head."""

import datetime as dt

import pytest

from clusters import clock
from clusters.enums import Phase
from clusters.errors import Conflict, Invalid
from clusters.models import Pact, Signature
from clusters.queries.signing_place import Place
from clusters.services import pact as pacts
from clusters.services import signature as signatures
from tests import factories, signing


@pytest.fixture
def pact(cast):
    cast.season.phase = Phase.PACT
    cast.season.save(update_fields=["phase"])
    return pacts.agree(factories.pact(cast.season), by=cast.head)


def attach(cast, pact, **said):
    return signatures.attach(Place(pact, cast.unit), signing.paper(pact, **said), by=cast.officer)


def problems(cast, pact, **said):
    with pytest.raises(Invalid) as refused:
        attach(cast, pact, **said)
    assert not Signature.objects.exists()
    return refused.value.problems


def test_a_pdf_that_was_signed_before_the_text_was_agreed_is_refused(cast, pact):
    early = signing.signed(signing.pdf())
    moment = clock.now() + dt.timedelta(days=2)
    Pact.objects.update(agreed_at=moment)

    with clock.set_to(moment):
        sentence = problems(cast, pact, content=early, signed_on=clock.today())["file"]

    assert signing.NAME in sentence


def test_a_pdf_under_a_password_is_no_paper(cast, pact):
    sentence = problems(cast, pact, content=signing.locked(signing.pdf(), "mat-khau"))["file"]

    assert sentence == "Tệp PDF có mật khẩu nên người khác không mở được. Hãy bỏ mật khẩu rồi đính kèm lại."


def test_a_deputy_signs_for_the_head_of_the_unit_as_is_offered(cast, pact):
    assert attach(cast, pact, for_head=True, signer_position="Phó Giám đốc").for_head


@pytest.mark.parametrize("position", ["Phó Giám đốc", "phó chánh văn phòng", "KT. GIÁM ĐỐC", "Deputy Director"])
def test_a_deputy_is_not_taken_for_the_head(cast, pact, position):
    assert list(problems(cast, pact, signer_position=position)) == ["for_head"]


@pytest.mark.parametrize("position", ["Phó Giám đốc phụ trách", "Phó Giám đốc điều hành", "Giám đốc"])
def test_a_deputy_in_charge_signs_as_the_head(cast, pact, position):
    assert not attach(cast, pact, signer_position=position).for_head


def test_no_deputy_signs_where_the_regulations_do_not_let_them(cast, pact):
    factories.terms(cast.cluster, deputy_signs="no")

    with pytest.raises(Conflict, match=str(cast.cluster)):
        attach(cast, pact, for_head=True)
    assert not attach(cast, pact).for_head
