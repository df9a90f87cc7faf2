"""Who gets in, and what it costs: exemplars."""

from clusters import audit, clock
from clusters.enums import Event, ExemplarState
from clusters.models import ExemplarFile, ExemplarUptake
from tests import factories

THINGS = {
    **dict.fromkeys(
        ("exemplar", "exemplar-change", "exemplar-move", "exemplar-file-add", "exemplar-use"), ("exemplar",)
    ),
    "exemplar-take-up": ("summarised", "taker"),
    "exemplar-file": ("exemplar_file",),
    "exemplar-identify": ("running",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("exemplars", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("exemplars", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("exemplar-board", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("exemplar-board", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("exemplar", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("exemplar", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("exemplar-change", "GET"): (302, 200, 200, 200, 200, 200, 403, 403, 404, 404),
    ("exemplar-change", "POST"): (302, 200, 200, 200, 200, 200, 403, 403, 404, 404),
    ("exemplar-move", "GET"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("exemplar-move", "POST"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("exemplar-file-add", "GET"): (302, 200, 200, 200, 200, 200, 403, 403, 404, 404),
    ("exemplar-file-add", "POST"): (302, 200, 200, 200, 200, 200, 403, 403, 404, 404),
    ("exemplar-file", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("exemplar-file", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("exemplar-take-up", "GET"): (302, 404, 404, 200, 404, 404, 404, 404, 404, 404),
    ("exemplar-take-up", "POST"): (302, 404, 404, 200, 404, 404, 404, 404, 404, 404),
    ("exemplar-use", "GET"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("exemplar-use", "POST"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("exemplar-identify", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("exemplar-identify", "POST"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
}
# fmt: on
NOT_PAGES = {"exemplar-file"}
REGISTERS = {"exemplars"}
PAGES = """
exemplars                            official  6 exemplars
exemplars                            officer   6 exemplars
exemplars?export=xlsx                official  2 exemplars
exemplar-board                       official  9 board-cards
exemplar                             officer  14 exemplar-files uptakes trail
exemplar                             head     14 exemplar-files uptakes trail
exemplar?export=xlsx                 head     12 exemplar-files uptakes
exemplar-change                      officer   5
exemplar-move                        head      5
exemplar-file-add                    officer   5
exemplar-take-up                     head      7
exemplar-use                         officer   9 :file :criterion
exemplar-identify                    head      8 :participant
exemplar-identify                    official  9 :participant
"""


def build(world, cast) -> None:
    """One being fostered with a file, and one summarised, which the head's unit can take up."""
    world.exemplar = factories.exemplar(cast.unit, state=ExemplarState.FOSTERED)
    world.summarised = factories.exemplar(cast.unit, state=ExemplarState.SUMMARISED)
    world.taker = cast.head_unit.organisation
    world.exemplar_file = _file(world.exemplar)


def grow(world, cast, unit) -> None:
    """One more exemplar, file, unit that took one up, and line on the trail."""
    for state in (ExemplarState.IDENTIFIED, ExemplarState.REPLICATED):
        factories.exemplar(world.running.participants.get(organisation=unit), state=state)
    _file(world.exemplar)
    stamp = {"updated_at": clock.now(), "updated_by": factories.user()}
    ExemplarUptake.objects.create(exemplar=world.exemplar, organisation=unit, on=clock.today(), **stamp)
    audit.record(Event.EXEMPLAR_CHANGED, world.exemplar, by=factories.user())


def _file(exemplar) -> ExemplarFile:
    by = factories.user()
    added = {"added_at": clock.now(), "added_by": by, "file": factories.stored_file(by)}
    return ExemplarFile.objects.create(exemplar=exemplar, state=exemplar.state, **added)
