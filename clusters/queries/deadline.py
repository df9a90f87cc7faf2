"""By when a report is due: the date of the self-scoring phase, moved by an extension for one unit."""

import datetime as dt
from typing import NamedTuple

from django.db.models import OuterRef, Subquery

from clusters import clock
from clusters.enums import Phase
from clusters.models import Extension, Participant, Season, SeasonPhase


class Deadline(NamedTuple):
    """`due_at` is everybody's, `extended_until` this unit's own; None where there is none."""

    due_at: dt.datetime | None = None
    extended_until: dt.datetime | None = None

    @property
    def at(self) -> dt.datetime | None:
        """The last moment at which the report is in time; None when nothing was set."""
        if self.due_at is None or self.extended_until is None:
            return self.due_at
        return max(self.due_at, self.extended_until)

    @property
    def has_passed(self) -> bool:
        return self.at is not None and clock.now() > self.at

    @property
    def is_extended(self) -> bool:
        """Whether an extension runs at this moment."""
        return self.extended_until is not None and clock.now() <= self.extended_until


def of_participant(participant: Participant) -> Deadline:
    """In one query: the season's lines stand from its opening on."""
    latest = Extension.objects.filter(participant=participant).order_by("-until").values("until")[:1]
    line = SeasonPhase.objects.filter(season=participant.season_id, phase=Phase.SELF_SCORING)
    found = line.annotate(until=Subquery(latest)).values_list("due_at", "until").first()
    return Deadline(*found) if found else Deadline()


def of_season(season: Season) -> dict[int, Deadline]:
    """By participant's pk, in one query."""
    line = SeasonPhase.objects.filter(season=season.pk, phase=Phase.SELF_SCORING).values("due_at")[:1]
    latest = Extension.objects.filter(participant=OuterRef("pk")).order_by("-until").values("until")[:1]
    found = Participant.objects.filter(season=season).annotate(due=Subquery(line), until=Subquery(latest))
    return {pk: Deadline(due, until) for pk, due, until in found.values_list("pk", "due", "until")}
