"""The dates of emulation years: when phases are due, and the more time that own units were given."""

import datetime as dt

from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters.enums import Phase, phase_reached
from clusters.models import Extension, Participant, Season, SeasonPhase, User
from clusters.models.report import SENT_IN
from clusters.queries.calendar_entry import Entry, of_season, span


def phases(user: User, first_day: dt.date, last_day: dt.date) -> list[Entry]:
    """When each phase of a visible year should end; phases left out have no date. One query."""
    begins, ends = span(first_day, last_day)
    seen = Season.objects.visible_to(user).filter(pk=OuterRef("season"))
    found = SeasonPhase.objects.filter(Exists(seen), due_at__gte=begins, due_at__lt=ends, skipped_at__isnull=True)
    return [_phase(line, line.season) for line in found.select_related("season__cluster")]


def _phase(line: SeasonPhase, season: Season) -> Entry:
    assert line.due_at is not None
    return Entry(
        uid=f"phase-{line.pk}",
        at=line.due_at,
        what=_("“{phase}” is due").format(phase=line.get_phase_display()),
        url=reverse("season", args=[season.pk]),
        kind=_("Phase due"),
        is_open=line.phase == season.phase or not phase_reached(season.phase, Phase(line.phase)),
        **of_season(season),
    )


def extensions(user: User, first_day: dt.date, last_day: dt.date) -> list[Entry]:
    """Until when own units may still report: the latest time each was given. One query."""
    begins, ends = span(first_day, last_day)
    own = Participant.objects.of(user).filter(pk=OuterRef("participant"))
    later = Extension.objects.standing().filter(participant=OuterRef("participant"), until__gt=OuterRef("until"))
    found = Extension.objects.standing().filter(Exists(own), ~Exists(later), until__gte=begins, until__lt=ends)
    found = found.select_related("participant__season__cluster", "participant__organisation").annotate(
        report=F("participant__report"), report_state=F("participant__report__state")
    )
    return [_extension(each) for each in found.order_by("pk")]


def _extension(each: Extension) -> Entry:
    season, unit = each.participant.season, each.participant.organisation
    report = each.report  # type: ignore[attr-defined]  # annotated by extensions()
    return Entry(
        uid=f"extension-{each.pk}",
        at=each.until,
        what=_("{unit}: last moment for the report").format(unit=unit),
        url=reverse("report", args=[report]) if report else reverse("season", args=[season.pk]),
        kind=_("More time"),
        is_open=each.report_state not in SENT_IN,  # type: ignore[attr-defined]
        **of_season(season),
    )
