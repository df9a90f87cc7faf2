"""Leader and officer at the same moment: one signature."""

import pytest
from django.core.files.base import ContentFile

from clusters import canonical, clock
from clusters.enums import Phase
from clusters.models import Signature
from clusters.queries.signing_place import Place
from clusters.services import pact as pacts
from clusters.services import signature as signatures
from tests import factories, signing
from tests.at_once import became, race


@pytest.mark.django_db(transaction=True)
def test_a_unit_signs_once(transactional_db, cast):
    cast.season.phase = Phase.PACT
    cast.season.save(update_fields=["phase"])
    pact = pacts.agree(factories.pact(cast.season), by=cast.head)
    place, code = Place(pact, cast.unit), canonical.code(pact.frozen_hash)
    paper = signatures.Paper(
        ContentFile(signing.pdf(), name="giao-uoc.pdf"), "Trần Văn DEMO", "Giám đốc", clock.today(), code, True
    )
    outcomes = race(
        lambda: signatures.sign(place, by=cast.leader, seen=pact.frozen_hash),
        lambda: signatures.attach(place, paper, by=cast.officer),
    )

    assert Signature.objects.get() in outcomes
    assert became(outcomes) == ["Conflict", "done"]
