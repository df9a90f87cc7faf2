"""Who gets in, and what it costs: decision."""

from tests import factories

THINGS = {
    "decision": ("decision",),
    "decision-file": ("decision",),
    "decision-complete": ("decision_unknown",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("decision", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("decision", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("decision-file", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("decision-complete", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("decision-complete", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("decision-file", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
}
# fmt: on
NOT_PAGES = {"decision-file"}
PAGES = """
decision                             official 12 effects trail
decision-complete                    official  4
decision?export=xlsx                 official  8 effects
"""


def build(world, cast) -> None:
    """One whose number nobody knows."""
    world.decision_unknown = factories.decision(cast.ministry, number="", on=None, unknown_reason="Chưa có số")
