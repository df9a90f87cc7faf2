"""By when a report is due: the date of the self-scoring phase, moved by an extension for one unit."""

import datetime as dt
from typing import NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery

from clusters import clock
from clusters.enums import Phase
from clusters.models import Extension, Participant, Report, Season, SeasonPhase, Submission


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


def annotated(reports: QuerySet[Report]) -> QuerySet[Report]:
    """The same as fields of each report, for `of_report`."""
    line = SeasonPhase.objects.filter(season=OuterRef("participant__season"), phase=Phase.SELF_SCORING)
    latest = Extension.objects.filter(participant=OuterRef("participant")).order_by("-until")
    found = {"due_at": Subquery(line.values("due_at")[:1]), "extended_until": Subquery(latest.values("until")[:1])}
    return reports.annotate(**found)


def of_report(report: Report) -> Deadline:
    """Of one that is `annotated`."""
    return Deadline(report.due_at, report.extended_until)  # type: ignore[attr-defined]


def of_season(season: Season) -> dict[int, Deadline]:
    """By participant's pk, in one query."""
    line = SeasonPhase.objects.filter(season=season.pk, phase=Phase.SELF_SCORING).values("due_at")[:1]
    latest = Extension.objects.filter(participant=OuterRef("pk")).order_by("-until").values("until")[:1]
    found = Participant.objects.filter(season=season).annotate(due=Subquery(line), until=Subquery(latest))
    return {pk: Deadline(due, until) for pk, due, until in found.values_list("pk", "due", "until")}


class Lateness(NamedTuple):
    """A report, and whether it is late; None as long as it may still come in time."""

    report: Report
    is_late: bool | None


def lateness(season: Season) -> list[Lateness]:
    """Of each unit that stays, in two queries."""
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
