"""Who gets in, and what it costs: annexes to the pact."""

import datetime as dt

from clusters import canonical, clock
from clusters.enums import PactState, Phase
from clusters.models import PactAnnex
from clusters.queries import pact_annex as annexes
from tests import factories

THINGS = {
    "annex-draw-up": ("late",),
    "annex": ("annex",),
    "annex-sign": ("annex",),
    "annex-attach": ("annex",),
    "annex-paper": ("annex",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("annex-draw-up", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("annex-draw-up", "POST"): (302, 403, 403, 409, 403, 403, 403, 403, 404, 404),
    ("annex", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("annex", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("annex-sign", "GET"): (302, 403, 200, 403, 403, 403, 403, 403, 404, 404),
    ("annex-sign", "POST"): (302, 403, 200, 403, 403, 403, 403, 403, 404, 404),
    ("annex-attach", "GET"): (302, 200, 200, 200, 403, 403, 403, 403, 404, 404),
    ("annex-attach", "POST"): (302, 200, 200, 200, 403, 403, 403, 403, 404, 404),
    ("annex-paper", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("annex-paper", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
}
# fmt: on
NOT_PAGES = {"annex-draw-up"}
PAGES = """
annex                                leader   12 =signatures
annex                                head     12 =signatures
annex?export=xlsx                    officer  10 =signatures
annex-sign                           leader    8
annex-attach                         head      8
annex-paper                          officer   4
pact(entered)                        head     13 annexes targets =common-targets =signatures
pact(entered)                        officer  14 annexes targets =common-targets =signatures
"""
SIGNED = {"state": PactState.SIGNED, "frozen_text": "Nội dung", "frozen_hash": "2" * 64}


def build(world, cast):
    """A year whose pact all have signed, which one unit joined later."""
    world.entered = factories.season(cast.cluster, year=cast.season.year + 4, phase=Phase.RUNNING, table=cast.table)
    long_ago = clock.now() - dt.timedelta(days=9)
    world.entered_pact = factories.pact(world.entered, agreed_at=long_ago, agreed_by=cast.head, **SIGNED)
    head = world.entered.participants.create(organisation=cast.head_unit.organisation, joined_on=factories.LONG_AGO)
    factories.headship(head)
    world.entered.participants.create(organisation=cast.deputy_unit.organisation, joined_on=factories.LONG_AGO)
    world.late, world.annex = _late(world, cast, cast.unit.organisation)


def grow(world, cast, unit):
    """One more unit that joined late, with its annex, and one without."""
    _late(world, cast, unit)


def _late(world, cast, unit):
    admission = {"admitted_at": clock.now(), "admitted_by": cast.official}
    late = world.entered.participants.create(organisation=unit, joined_on=clock.today(), **admission)
    number = world.entered_pact.annexes.count() + 1
    text = annexes.wording(world.entered_pact, late, number)
    said = {"number": number, "text": text, "text_hash": canonical.sha256(text)}
    stamp = {"drawn_up_at": clock.now(), "drawn_up_by": cast.head}
    return late, PactAnnex.objects.create(pact=world.entered_pact, participant=late, **said, **stamp)
