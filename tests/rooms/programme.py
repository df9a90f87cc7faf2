"""Who gets in, and what it costs: coordination programmes of members."""

from clusters import audit
from clusters.enums import Event
from tests import factories

DRAFTED = ("programme", "programme-change", "programme-agree", "programme-cancel")
THINGS = {
    **dict.fromkeys(DRAFTED, ("programme",)),
    "programme-draft": ("cluster",),
    "programme-answer": ("programme_partner",),
    **dict.fromkeys(("programme-end", "programme-paper"), ("programme_agreed",)),
    "programme-result": ("programme_agreed", "running"),
    "programme-result-file": ("programme_result",),
    "programme-use": ("programme_agreed",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("programmes", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("programmes", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("programme-draft", "GET"): (302, 200, 200, 200, 200, 403, 403, 403, 404, 404),
    ("programme-draft", "POST"): (302, 200, 200, 200, 200, 403, 403, 403, 404, 404),
    ("programme", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("programme", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("programme-change", "GET"): (302, 200, 200, 403, 403, 403, 403, 403, 404, 404),
    ("programme-change", "POST"): (302, 200, 200, 403, 403, 403, 403, 403, 404, 404),
    ("programme-agree", "GET"): (302, 200, 200, 403, 403, 403, 403, 403, 404, 404),
    ("programme-agree", "POST"): (302, 200, 200, 403, 403, 403, 403, 403, 404, 404),
    ("programme-end", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("programme-end", "POST"): (302, 302, 302, 403, 403, 403, 403, 403, 404, 404),
    ("programme-cancel", "GET"): (302, 200, 200, 403, 403, 403, 403, 403, 404, 404),
    ("programme-cancel", "POST"): (302, 200, 200, 403, 403, 403, 403, 403, 404, 404),
    ("programme-paper", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("programme-paper", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("programme-result", "GET"): (302, 200, 200, 403, 403, 403, 403, 403, 404, 404),
    ("programme-result", "POST"): (302, 200, 200, 403, 403, 403, 403, 403, 404, 404),
    ("programme-answer", "GET"): (302, 403, 403, 200, 403, 403, 403, 403, 404, 404),
    ("programme-answer", "POST"): (302, 403, 403, 200, 403, 403, 403, 403, 404, 404),
    ("programme-use", "GET"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("programme-use", "POST"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("programme-result-file", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("programme-result-file", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
}
# fmt: on
NOT_PAGES = {"programme-end", "programme-paper", "programme-result-file"}
REGISTERS = {"programmes"}
PAGES = """
programmes                           official  8 :cluster :year programmes
programmes                           officer   8 :cluster :year programmes
programmes?export=xlsx               official  2 programmes
programme-draft                      officer   8 :partners
programme                            officer   8 partners trail =results
programme(programme_agreed)          officer  12 partners results files trail
programme?export=xlsx                officer   3 partners =results
programme-change                     officer   6 :partners
programme-agree                      officer   5
programme-cancel                     officer   4
programme-result                     officer   6
programme-answer                     head      4
programme-use                        officer  10 :criterion
"""


def build(world, cast) -> None:
    """One whose only partner confirmed, and one agreed, with its paper and a result of the year with a file."""
    unit, other = cast.unit.organisation, cast.head_unit.organisation
    world.programme = factories.programme(cast.cluster, unit)
    world.programme_partner = factories.programme_partner(world.programme, other, confirms=True)
    paper = factories.stored_file(cast.officer)
    world.programme_agreed = factories.programme(cast.cluster, unit, state="agreed", paper=paper)
    factories.programme_partner(world.programme_agreed, other, confirms=True)
    world.programme_result = factories.programme_result(world.programme_agreed, cast.season, file=paper)


def grow(world, cast, unit) -> None:
    """One more programme, in a cluster of its own too; partner, version of the result, line on the trail."""
    factories.programme(cast.cluster, unit)
    elsewhere = factories.cluster(cast.ministry)
    factories.membership(elsewhere, cast.unit.organisation)
    factories.programme(elsewhere, cast.unit.organisation)
    for each in (world.programme, world.programme_agreed):
        factories.programme_partner(each, unit, confirms=True)
        audit.record(Event.PROGRAMME_CHANGED, each, by=factories.user())
    factories.programme_result(world.programme_agreed, cast.season, file=factories.stored_file(cast.officer))
