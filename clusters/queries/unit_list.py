"""Units that somebody wrote down by name, one a line: which of those of today each line means."""

from collections.abc import Sequence
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.translation import gettext as _

from clusters import clock, vietnamese
from clusters.models import Organisation

# No cluster comes near it; each line is a condition of one query.
MOST_LINES = 100
MOST_NAMED = 3


def read(lines: Sequence[str]) -> tuple[list[Organisation], list[str]]:
    """The units in the order of their lines, each once, and a sentence for each line that does not name one unit.

    A line means the unit of that very name; else of that name whatever its marks and case; else of that short or
    English name. Numbers of lines count from 1, empty lines too.
    """
    wanted = {number: line.strip() for number, line in enumerate(lines, start=1) if vietnamese.search_key(line)}
    if len(wanted) > MOST_LINES:
        return [], [_("At most {most} units are read from a list.").format(most=MOST_LINES)]
    candidates = _candidates(list(wanted.values()))
    units: dict[int, Organisation] = {}
    faults = []
    for number, line in wanted.items():
        meant = _meant(line, candidates)
        if len(meant) == 1:
            units.setdefault(meant[0].pk, meant[0])
        else:
            faults.append(_fault(number, line, meant))
    return list(units.values()), faults


def _candidates(lines: list[str]) -> list[Organisation]:
    if not lines:
        return []
    asked = reduce(or_, (Q(search_key__contains=vietnamese.search_key(line)) for line in lines))
    return list(Organisation.objects.units().on(clock.today()).filter(asked).order_by("sort_key"))


def _meant(line: str, candidates: list[Organisation]) -> list[Organisation]:
    key = vietnamese.search_key(line)
    same = [each for each in candidates if each.name.casefold() == line.casefold()]
    alike = [each for each in candidates if vietnamese.search_key(each.name) == key]
    others = [each for each in candidates if key in map(vietnamese.search_key, (each.short_name, each.name_en))]
    return same or alike or others


def _fault(number: int, line: str, meant: list[Organisation]) -> str:
    if not meant:
        said = _("Line {number}: no unit of today is called “{name}”. Write its whole name as the system has it.")
        return said.format(number=number, name=line[:100])
    names = "; ".join(each.name for each in meant[:MOST_NAMED])
    said = _("Line {number}: “{name}” may be several units: {names}. Write the whole name, or tick the unit.")
    return said.format(number=number, name=line[:100], names=names)
