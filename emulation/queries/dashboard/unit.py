"""Units of the year: whether their report came, when, and how that compares with its due moment."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.enums import TextChoices
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from clusters import clock
from clusters.enums import Phase, ReportState, phase_reached
from clusters.models import Extension, Participant, Report, Season, Signature, Submission
from clusters.models.report import SENT_IN
from clusters.queries import deadline as deadlines
from clusters.queries.deadline import Deadline
from clusters.queries.terms import Grace
from clusters.tables import Cell, Column, Row, Table
from emulation.queries.dashboard.scope import Scope


class Timeliness(TextChoices):
    """Where a unit's report stands against its due moment; what was sent first decides, not what was mended later."""

    ON_TIME = "on_time", pgettext_lazy("report", "On time")
    LATE = "late", pgettext_lazy("report", "Late")
    RETURNED = "returned", pgettext_lazy("report", "Returned")
    OVERDUE = "overdue", pgettext_lazy("report", "Not sent, overdue")
    DUE = "due", pgettext_lazy("report", "Not due yet")


SENT = (Timeliness.ON_TIME, Timeliness.LATE)


@dataclass(frozen=True)
class Unit:
    """One participant of one season."""

    participant: Participant
    season: Season
    deadline: Deadline

    @property
    def report(self) -> Report | None:
        return getattr(self.participant, "report", None)

    @property
    def due(self) -> dt.datetime | None:
        return self.deadline.asked_for

    @property
    def timeliness(self) -> Timeliness:
        if self.report is not None and self.report.state in SENT_IN:
            return Timeliness.LATE if self.participant.first_late else Timeliness.ON_TIME
        if self.report is not None and (self.report.state == ReportState.RETURNED or self.report.return_reason):
            return Timeliness.RETURNED
        passed = self.deadline.has_passed if self.due else phase_reached(self.season.phase, Phase.VERIFYING)
        return Timeliness.OVERDUE if passed else Timeliness.DUE

    @property
    def is_accepted(self) -> bool:
        return self.report is not None and self.report.state == ReportState.ACCEPTED

    @property
    def days_late(self) -> int | None:
        """From the due day to the day it first came in, or to today while it has not."""
        if self.due is None or self.timeliness not in (Timeliness.LATE, Timeliness.OVERDUE):
            return None
        end = self.participant.first_sent if self.timeliness == Timeliness.LATE else clock.now()
        return (end.astimezone(clock.ZONE).date() - self.due.astimezone(clock.ZONE).date()).days


def of(scope: Scope) -> list[Unit]:
    """Units that take part and have not left, by cluster and name; one query."""
    order = {season.pk: position for position, season in enumerate(scope.seasons)}
    found, grace = _participants().filter(season__in=order), Grace()
    units = [Unit(each, scope.by_pk[each.season_id], _deadline(each, grace)) for each in found]
    return sorted(units, key=lambda unit: (order[unit.season.pk], unit.participant.organisation.sort_key))


def _deadline(each: Any, grace: Grace) -> Deadline:
    """Of a Participant with what `_participants` annotates."""
    return Deadline.of(each.due_at, each.extended_until, each.due_terms, grace)


def _participants() -> QuerySet[Participant]:
    first = Submission.objects.filter(report__participant=OuterRef("pk")).order_by("submitted_at", "pk")
    due = deadlines.lines().filter(season=OuterRef("season"))
    longest = Extension.objects.standing().filter(participant=OuterRef("pk")).order_by("-until")
    signed = Signature.objects.filter(participant=OuterRef("pk"), text_hash=OuterRef("season__pact__frozen_hash"))
    return (
        Participant.objects.staying()
        .select_related("organisation", "report")
        .annotate(
            first_sent=Subquery(first.values("submitted_at")[:1]),
            first_late=Subquery(first.values("is_late")[:1]),
            due_at=Subquery(due.values("due_at")[:1]),
            due_terms=Subquery(due.values("terms")[:1]),
            extended_until=Subquery(longest.values("until")[:1]),
            signed=Exists(signed),
        )
        .order_by("pk")
    )


def counts(units: Iterable[Unit]) -> Counter:
    """How many of each timeliness, with `units` for all and `sent` for those that came in."""
    found = Counter(str(unit.timeliness) for unit in units)
    found["units"] = sum(found.values())
    found["sent"] = sum(found[each] for each in SENT)
    return found


def picked(units: Iterable[Unit], measure: str) -> list[Unit]:
    """The units that `counts` counts under that name."""
    wanted = {"units": set(Timeliness), "sent": set(SENT)}.get(measure) or {Timeliness(measure)}
    return [unit for unit in units if unit.timeliness in wanted]


def rows(units: list[Unit], caption: str) -> Table:
    """The units behind a figure; the total is their number."""
    columns = [
        Column("unit", _("Unit"), "link", spot="name"),
        Column("cluster", _("Cluster or block"), "link", spot="line"),
        Column("state", _("Report"), "state", spot="mark"),
        Column("due", _("Due"), "moment"),
        Column("sent", _("First sent in"), "moment"),
        Column("late", _("Days late"), "number"),
        Column("count", _("Units"), "number", sortable=False),
    ]
    total = Row([_("Total"), None, None, None, None, None, len(units)])
    empty = _("No unit is counted under this figure.")
    return Table("rows", caption, columns, [_row(unit) for unit in units], total=total, empty=empty)


def _row(unit: Unit) -> Row:
    season, participant = unit.season, unit.participant
    return Row(
        [
            Cell(str(participant), url=reverse("organisation", args=[participant.organisation_id])),
            Cell(str(season), url=reverse("season", args=[season.pk]), mark=season.mark, source=season.source),
            report_cell(unit),
            unit.due,
            participant.first_sent,
            unit.days_late,
            1,
        ]
    )


def report_cell(unit: Unit) -> Cell:
    """The timeliness; it leads to the report once that has been sent in."""
    sent = unit.timeliness in SENT and unit.report is not None
    url = reverse("report", args=[unit.report.pk]) if sent and unit.report else ""
    return Cell(str(unit.timeliness), text=unit.timeliness.label, url=url)
