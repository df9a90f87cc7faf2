"""By when a report is due: the date of the self-scoring phase, moved by an extension for one unit.

The regulations may let days pass before a report counts as late; those in force on the day it is due decide.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery

from clusters import clock
from clusters.enums import Phase
from clusters.models import Extension, Participant, Report, Season, SeasonPhase, Submission
from clusters.queries import terms


class Deadline(NamedTuple):
    """`due_at` is everybody's, `extended_until` this unit's own, `grace_until` the end of what the regulations in force
    on the day it is due let pass; None where there is none."""

    due_at: dt.datetime | None = None
    extended_until: dt.datetime | None = None
    grace_until: dt.datetime | None = None

    @classmethod
    def of(
        cls,
        due: dt.datetime | None,
        until: dt.datetime | None,
        stored: Mapping[str, Any] | None,
        grace: terms.Grace | None = None,
    ) -> "Deadline":
        """From its rows; `stored` as `terms.standing` brings it; one `grace` serves many rows."""
        return cls(due, until, (grace or terms.Grace()).until(due, stored))

    @property
    def asked_for(self) -> dt.datetime | None:
        """When it is to be sent: everybody's date, or the unit's own later one."""
        if self.due_at is None or self.extended_until is None:
            return self.due_at
        return max(self.due_at, self.extended_until)

    @property
    def at(self) -> dt.datetime | None:
        """The last moment at which the report is in time; None when nothing was set."""
        return max((each for each in (self.asked_for, self.grace_until) if each), default=None)

    @property
    def has_passed(self) -> bool:
        return self.at is not None and clock.now() > self.at

    @property
    def in_grace(self) -> bool:
        """The day has passed and the report is not late yet by the regulations."""
        return self.asked_for is not None and self.asked_for < clock.now() and not self.has_passed

    @property
    def left(self) -> dt.timedelta | None:
        """How long until the day it is asked for, then until it is late; None when that is over or nothing was set."""
        line = self.at if self.in_grace else self.asked_for
        return line - clock.now() if line is not None and not self.has_passed else None

    @property
    def is_extended(self) -> bool:
        """Whether an extension runs at this moment."""
        return self.extended_until is not None and clock.now() <= self.extended_until


def of_participant(participant: Participant) -> Deadline:
    """In one query: the season's lines stand from its opening on."""
    latest = Extension.objects.standing().filter(participant=participant).order_by("-until").values("until")[:1]
    found = lines().filter(season=participant.season_id).annotate(until=Subquery(latest))
    found = found.values_list("due_at", "until", "terms").first()
    return Deadline.of(*found) if found else Deadline()


def lines() -> QuerySet[Any]:
    """When reports of each year are due, with the `terms` that count for it: those in force on that day, and never of
    a day after the year."""
    standing = terms.standing("season__cluster", "due_at__date", "season__ends_on")
    return _self_scoring().annotate(terms=standing)


def _self_scoring() -> QuerySet[SeasonPhase]:
    return SeasonPhase.objects.filter(phase=Phase.SELF_SCORING)


def annotated(reports: QuerySet[Report]) -> QuerySet[Report]:
    """The same as fields of each report, for `of_report`."""
    own = OuterRef("participant__season")
    line, bare = lines().filter(season=own), _self_scoring().filter(season=own)
    latest = Extension.objects.standing().filter(participant=OuterRef("participant")).order_by("-until")
    found = {"due_at": Subquery(bare.values("due_at")[:1]), "extended_until": Subquery(latest.values("until")[:1])}
    return reports.annotate(**found, due_terms=Subquery(line.values("terms")[:1]))


def of_report(report: Report) -> Deadline:
    """Of one that is `annotated`."""
    return Deadline.of(report.due_at, report.extended_until, report.due_terms)  # type: ignore[attr-defined]


def of_season(season: Season) -> dict[int, Deadline]:
    """By participant's pk, in one query, and one more where the regulations count working days."""
    line = lines().filter(season=season.pk)
    latest = Extension.objects.standing().filter(participant=OuterRef("pk")).order_by("-until").values("until")[:1]
    found = Participant.objects.filter(season=season).annotate(
        due=Subquery(line.values("due_at")[:1]), until=Subquery(latest), terms=Subquery(line.values("terms")[:1])
    )
    rows = list(found.values_list("pk", "due", "until", "terms"))
    grace = terms.Grace()
    return {pk: Deadline.of(due, until, stored, grace) for pk, due, until, stored in rows}


class Lateness(NamedTuple):
    """A report, and whether it is late; None as long as it may still come in time."""

    report: Report
    is_late: bool | None


def lateness(season: Season) -> list[Lateness]:
    """Of each unit that stays, in two queries, and one more where the regulations count working days."""
    deadlines = of_season(season)
    reports = Report.objects.in_season(season).filter(participant__left_on__isnull=True)
    return [Lateness(each, _is_late(each, deadlines[each.participant_id])) for each in _first_sent(reports)]


def is_late_now(report: Report) -> bool:
    """Whether a report that is sent at this moment comes late: the first sending decides; mending makes none late."""
    line = of_participant(report.participant)
    (found,) = _first_sent(Report.objects.filter(pk=report.pk))
    is_late = _is_late(found, line)
    return line.has_passed if is_late is None else is_late


def _first_sent(reports: QuerySet[Report]) -> QuerySet[Report]:
    first = Submission.objects.filter(report=OuterRef("pk")).order_by("pk")
    sent = {"first_at": Subquery(first.values("submitted_at")[:1]), "first_late": Subquery(first.values("is_late")[:1])}
    return reports.select_related("participant__organisation").annotate(**sent).order_by("pk")


def _is_late(report: Report, line: Deadline) -> bool | None:
    """A time extended afterwards excuses whoever came late; one cut short afterwards blames nobody who was in time."""
    if report.first_at is None:  # type: ignore[attr-defined]  # annotated by _first_sent()
        return True if line.has_passed else None
    came_late = line.at is not None and report.first_at > line.at  # type: ignore[attr-defined]
    return report.first_late and came_late  # type: ignore[attr-defined]
