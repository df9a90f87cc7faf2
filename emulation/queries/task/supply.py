"""What falls to whoever enters figures for the units: the head's side and the authority."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from clusters.enums import Phase, phase_reached
from clusters.models import Participant
from emulation.queries.board import Year
from emulation.queries.task.values import Task, names


def tasks(year: Year) -> Iterator[Task]:
    """While the units score themselves and until the ranking is sealed; before, there is little to enter."""
    in_time = phase_reached(year.phase, Phase.SELF_SCORING) and not phase_reached(year.phase, Phase.SUBMITTED)
    units = _awaited_by(year) if in_time and not year.season.sealed else []
    if units:
        season, due = year.season, year.due.get(Phase.VERIFYING)
        what = _("Figures that you enter for the units: {count} units wait").format(count=len(units))
        url, verb = reverse("supplied", args=[season.pk]), _("Enter the figures")
        yield Task("supply", what, url, verb, unit=names(units), season=str(season), due=due, mark=season.mark)


def _awaited_by(year: Year) -> list[Participant]:
    """Units of which this person, as `clusters.policies.supply` has it, still has a criterion to enter."""
    return [
        unit
        for unit in year.units
        if hasattr(unit, "report")
        and (
            (unit.awaits_head and year.verifies(unit))
            or (unit.awaits_authority and year.season.official and not unit.own)
        )
    ]
