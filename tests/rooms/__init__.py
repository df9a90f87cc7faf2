"""One module for each room of the house: who gets in at each of its addresses, and what each of its pages costs.

A module may have
- `THINGS`: address → what stands in it, as the world names it;
- `CODES`: (address, method) → the literal codes of the people of `tests.test_access`, in their order;
- `NOT_PAGES`: addresses that show no page, which `tests.test_query_counts` leaves out;
- `PAGES`: the lines of `tests.test_query_counts`;
- `REGISTERS`: addresses of lists that may hold the whole country, for `tests.test_scale`;
- `build(world, cast)`: puts its things into the world of `tests.world`;
- `grow(world, cast, unit)`: one more of everything that its pages list; `unit` is new and takes part in all years.
"""

import pkgutil
from importlib import import_module

ROOMS = [
    import_module(f"{__name__}.{found.name}") for found in sorted(pkgutil.iter_modules(__path__), key=lambda m: m.name)
]


def gathered(name: str) -> dict:
    """The tables of that name of all rooms in one; two rooms must not speak of the same."""
    whole: dict = {}
    for room in ROOMS:
        own = getattr(room, name, {})
        assert not whole.keys() & own.keys(), f"{room.__name__} repeats {whole.keys() & own.keys()}"
        whole |= own
    return whole


def each(deed: str, *arguments) -> None:
    """Let every room that has the deed (`build`, `grow`) do it."""
    for room in ROOMS:
        if hasattr(room, deed):
            getattr(room, deed)(*arguments)


def registers() -> set[str]:
    """The addresses of all rooms' registers."""
    return {name for room in ROOMS for name in getattr(room, "REGISTERS", ())}
