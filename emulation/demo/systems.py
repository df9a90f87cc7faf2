"""The parts of the demonstration in the order in which they build on one another."""

from collections.abc import Callable
from typing import NamedTuple

from django.db import transaction

from emulation.demo import (
    activities,
    contributions,
    cum_so_2,
    cum_vi,
    cum_viii,
    exchange,
    exemplar,
    khoi_hdnd,
    khoi_quang_tri,
    meetings,
    movement_3568,
    next_head,
    organisations,
    programmes,
    quiet,
    registrations,
    regulation_cum_vi,
    running_year,
    working_days,
    year_template,
)


class System(NamedTuple):
    """`is_there` looks for the part by its natural keys; `build` makes it through the services."""

    name: str
    is_there: Callable[[], bool]
    build: Callable[[], None]


PARTS = (
    working_days,
    cum_vi,
    regulation_cum_vi,
    movement_3568,
    khoi_quang_tri,
    cum_viii,
    cum_so_2,
    khoi_hdnd,
    running_year,
    meetings,
    registrations,
    next_head,
    exemplar,
    programmes,
    contributions,
    activities,
    exchange,
    year_template,
)
SYSTEMS = [
    System("Tổ chức và con người (organisations and people)", organisations.is_there, organisations.build),
    *(System(part.NAME, part.is_there, part.build) for part in PARTS),
]


def load(system: System) -> bool:
    """Build the part whole or not at all; a part that is there is left alone, whatever people did to it since."""
    if system.is_there():
        return False
    with quiet.outbox(), quiet.quick_hashes(), transaction.atomic():
        system.build()
        quiet.empty()
    return True
