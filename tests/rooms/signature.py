"""Who gets in, and what it costs: signatures under the pact."""

from clusters import clock
from clusters.enums import SignerCapacity, SigningWay
from clusters.models import Signature
from tests import factories

THINGS = {
    "pact-attach": ("in_pact",),
    "pact-witness": ("in_pact",),
    "pact-witness-attach": ("in_pact",),
    "pact-paper": ("in_pact",),
    "signature-file": ("signed_paper",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("pact-attach", "GET"): (302, 409, 409, 409, 409, 403, 403, 403, 404, 404),
    ("pact-attach", "POST"): (302, 409, 409, 409, 409, 403, 403, 403, 404, 404),
    ("pact-witness", "GET"): (302, 403, 403, 403, 403, 409, 403, 403, 404, 404),
    ("pact-witness", "POST"): (302, 403, 403, 403, 403, 409, 403, 403, 404, 404),
    ("pact-witness-attach", "GET"): (302, 403, 403, 403, 403, 409, 403, 403, 404, 404),
    ("pact-witness-attach", "POST"): (302, 403, 403, 403, 403, 409, 403, 403, 404, 404),
    ("pact-paper", "GET"): (302, 409, 409, 409, 409, 409, 409, 409, 404, 404),
    ("pact-paper", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("signature-file", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("signature-file", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
}
# fmt: on
NOT_PAGES = {"signature-file"}
PAGES = """
pact-attach(signing)                 leader    7
pact-attach(signing)                 heir      7 :participant
pact-witness(signing)                official  6
pact-witness-attach(signing)         official  6
pact-paper(signing)                  officer   4
"""


def build(world, cast):
    """A paper of the deputy's unit, under a text that no longer stands."""
    said = {"signer_name": "DEMO", "signer_position": "Giám đốc", "signed_on": clock.today(), "declared": True}
    world.signed_paper = Signature.objects.create(
        pact=world.pact,
        participant=world.in_pact.participants.get(organisation=cast.head_unit.organisation),
        capacity=SignerCapacity.MEMBER,
        text_hash="0" * 64,
        way=SigningWay.SCAN,
        file=factories.stored_file(cast.head),
        signed_at=clock.now(),
        signed_by=cast.head,
        **said,
    )
