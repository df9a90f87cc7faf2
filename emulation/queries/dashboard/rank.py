"""Ranks of each member across the years, from sealed rankings; a successor reaches back through its predecessors."""

from collections import defaultdict
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from clusters.models import Organisation, Placing, Succession
from clusters.tables import Cell, Column, Row, Table

YEARS_SHOWN = 6


def table(placings: list[Placing], today: Iterable[Organisation]) -> Table:
    """One row for each unit, ranked before or taking part `today`, that no other of these has taken over."""
    years = sorted({each.participant.season.year for each in placings}, reverse=True)[:YEARS_SHOWN]
    columns = [Column("unit", _("Unit"), "link"), *[Column(f"y{y}", str(y), "number") for y in years]]
    units = {unit.pk: unit for unit in (*today, *(each.participant.organisation for each in placings))}
    ancestors = _ancestors(units)
    placed = _by_unit_and_year(placings)
    sizes = _sizes(placings)
    living = _living(units, ancestors) if placings else []
    rows = [_row(unit, ancestors[unit.pk], years, placed, sizes) for unit in living]
    empty = _("No ranking has been sealed yet.")
    return Table("ranks", _("Ranks across the years"), columns, rows, empty=empty, sort_key="rank-sort")


def _ancestors(units: Iterable[int]) -> dict[int, set[int]]:
    """Each unit with itself and everybody it took over from; one query."""
    found: dict[int, set[int]] = {pk: {pk} for pk in units}
    closure = Succession.objects.filter(organisation__in=list(found), ancestor__in=list(found))
    for organisation, ancestor in closure.values_list("organisation", "ancestor"):
        found[organisation].add(ancestor)
    return found


def _living(units: dict[int, Organisation], ancestors: dict[int, set[int]]) -> list[Organisation]:
    """Those whose history no successor's row tells already, by name."""
    told = {old for heir, line in ancestors.items() for old in line if old != heir}
    return sorted((unit for pk, unit in units.items() if pk not in told), key=lambda unit: unit.sort_key)


def _by_unit_and_year(placings: list[Placing]) -> dict[tuple[int, int], list[Placing]]:
    found: dict[tuple[int, int], list[Placing]] = defaultdict(list)
    for each in placings:
        found[each.participant.organisation_id, each.participant.season.year].append(each)
    return found


def _sizes(placings: list[Placing]) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    for each in placings:
        found[each.standing_id] += 1
    return found


def _row(unit: Organisation, line: set[int], years: list[int], placed: dict, sizes: dict[int, int]) -> Row:
    cells = []
    for year in years:
        found = [each for pk in sorted(line) for each in placed.get((pk, year), [])]
        cells.append(_cell(unit, sorted(found, key=lambda each: each.rank), sizes))
    return Row(
        [Cell(str(unit), url=reverse("organisation", args=[unit.pk]), mark=unit.mark, source=unit.source), *cells]
    )


def _cell(unit: Organisation, found: list[Placing], sizes: dict[int, int]) -> Cell:
    """The best rank first; the note names the predecessor that held it, and how many were ranked."""
    if not found:
        return Cell(None)
    best = found[0]
    words = "; ".join(str(each.rank) for each in found)
    url = reverse("standing", args=[best.standing_id])
    mark = best.participant.season.mark
    tone = "gold" if best.rank == 1 else ""
    return Cell(best.rank, text=words, url=url, note=_note(unit, found, sizes), tone=tone, mark=mark)


def _note(unit: Organisation, found: list[Placing], sizes: dict[int, int]) -> str:
    said = []
    for each in found:
        part = _("of {count}").format(count=sizes[each.standing_id])
        if each.participant.organisation_id != unit.pk:
            part = _("{part}, as {unit}").format(part=part, unit=each.participant)
        said.append(part)
    return "; ".join(said)
