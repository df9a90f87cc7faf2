"""The parts of the demonstration in the order in which they build on one another."""

from collections.abc import Callable
from typing import NamedTuple

from django.db import transaction

from emulation.demo import (
    cum_so_2,
    cum_vi,
    cum_viii,
    khoi_hdnd,
    khoi_quang_tri,
    movement_3568,
    organisations,
    quiet,
    running_year,
    working_days,
)


class System(NamedTuple):
    """`is_there` looks for the part by its natural keys; `build` makes it through the services."""

    name: str
    is_there: Callable[[], bool]
    build: Callable[[], None]


SYSTEMS = [
    System("Tổ chức và con người (organisations and people)", organisations.is_there, organisations.build),
    *(
        System(part.NAME, part.is_there, part.build)
        for part in (working_days, cum_vi, movement_3568, khoi_quang_tri, cum_viii, cum_so_2, khoi_hdnd, running_year)
    ),
]


def load(system: System) -> bool:
    """Build the part whole or not at all; a part that is there is left alone, whatever people did to it since."""
    if system.is_there():
        return False
    with quiet.outbox(), quiet.quick_hashes(), transaction.atomic():
        system.build()
        quiet.empty()
    return True
