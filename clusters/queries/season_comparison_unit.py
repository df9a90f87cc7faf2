"""Which units of two years can be compared: whole bodies with whole bodies, through whatever became of them meanwhile.

A body that took others over stands for all of them, one that was divided is all its heirs together: their points are
never compared one by one, but as sums of what all of them could come to. Where one of them is missing in its year, the
others stand aside with it.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from clusters.models import Organisation, Succession

Bodies = set[Organisation]


class Side(NamedTuple):
    """A year: its first day, its units by pk, and which of them have verified points."""

    year: int
    begins: dt.date
    units: Mapping[int, Organisation]
    verified: Collection[int]


@dataclass(frozen=True)
class Whole:
    """What is compared as one: usually a unit with itself, else bodies with what became of them."""

    old: tuple[Organisation, ...]
    new: tuple[Organisation, ...]

    @property
    def pk(self) -> int:
        """That of the first of the newer year: the name of the whole in an address."""
        return self.new[0].pk

    @property
    def is_joined(self) -> bool:
        """Whether it is more than one unit with itself."""
        return self.old != self.new

    def __str__(self) -> str:
        return names(self.new)


class Found(NamedTuple):
    """What is compared, and the units that cannot be, each with the reason."""

    wholes: list[Whole]
    apart: list[tuple[Organisation, str]]


def names(units: Iterable[Organisation]) -> str:
    """One after the other."""
    return ", ".join(str(each) for each in units)


def matched(old: Side, new: Side) -> Found:
    """In one query."""
    components = list(_components(old, new))
    wholes = [each.whole for each in components if not each.obstacles and each.old and each.new]
    compared = {unit.pk for whole in wholes for unit in (*whole.old, *whole.new)}
    reasons = {unit.pk: each.reason(unit) for each in components for unit in (*each.old, *each.new)}
    everybody = {**old.units, **new.units}
    apart = [(unit, reasons[pk]) for pk, unit in everybody.items() if pk not in compared]
    place = {pk: at for at, pk in enumerate(new.units)}
    return Found(sorted(wholes, key=lambda whole: place[whole.pk]), apart)


@dataclass(frozen=True)
class _Component:
    """Bodies of both years that hang together, whether they took part or not."""

    sides: tuple[Side, Side]
    old: tuple[Organisation, ...]
    new: tuple[Organisation, ...]

    @property
    def whole(self) -> Whole:
        return Whole(self.old, self.new)

    @property
    def obstacles(self) -> list[tuple[Organisation, Side]]:
        """Who has no verified points in its year."""
        pairs = zip(self.sides, (self.old, self.new), strict=True)
        return [(unit, side) for side, units in pairs for unit in units if unit.pk not in side.verified]

    def reason(self, unit: Organisation) -> str:
        """Why this unit is not compared: its own obstacle before that of others."""
        own = [side for other, side in self.obstacles if other == unit]
        if own:
            return _obstacle(unit, own)
        others = [f"{other} {_obstacle(other, [side])}" for other, side in self.obstacles]
        if others:
            return _("can only be compared as a whole: {reasons}").format(reasons="; ".join(others))
        return _absent(self.sides[1] if self.old else self.sides[0])


def _obstacle(unit: Organisation, sides: list[Side]) -> str:
    absent = [side for side in sides if unit.pk not in side.units]
    if absent:
        return _absent(absent[0])
    return _("not verified in {years}").format(years=", ".join(str(side.year) for side in sides))


def _absent(side: Side) -> str:
    return _("has no report in {year}").format(year=side.year)


def _components(old: Side, new: Side) -> Iterable[_Component]:
    """Bodies linked with one another, however many steps apart."""
    groups: list[tuple[Bodies, Bodies]] = []
    for before, after in _links(old, new):
        touching = [group for group in groups if before & group[0] or after & group[1]]
        groups = [group for group in groups if group not in touching]
        groups.append((before.union(*(group[0] for group in touching)), after.union(*(group[1] for group in touching))))
    for olds, news in groups:
        yield _Component((old, new), _in_order(olds), _in_order(news))


def _links(old: Side, new: Side) -> Iterable[tuple[Bodies, Bodies]]:
    """Each unit by itself, and each pair of bodies of which one was the other in the other year."""
    yield from (({unit}, Bodies()) for unit in old.units.values())
    yield from ((Bodies(), {unit}) for unit in new.units.values())
    earlier, later = sorted((old, new), key=lambda side: side.begins)
    pks = {*old.units, *new.units}
    rows = Succession.objects.filter(Q(organisation__in=pks) | Q(ancestor__in=pks)).order_by("pk")
    for row in rows.select_related("organisation", "ancestor"):
        heir, ancestor = row.organisation, row.ancestor
        # Who still takes part in its own name has not been taken over for this comparison.
        is_taken = heir == ancestor or ancestor.pk not in later.units
        if is_taken and _was_there(ancestor, earlier) and _was_there(heir, later):
            yield ({ancestor}, {heir}) if earlier is old else ({heir}, {ancestor})


def _was_there(body: Organisation, side: Side) -> bool:
    """Whether it took part, or could have: it existed on the day on which the units of the year were fixed."""
    existed = body.valid_from <= side.begins and (body.valid_to is None or body.valid_to >= side.begins)
    return body.pk in side.units or existed


def _in_order(units: Collection[Organisation]) -> tuple[Organisation, ...]:
    return tuple(sorted(units, key=lambda each: (each.sort_key, each.pk)))
