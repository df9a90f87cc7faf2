"""The calendar of working days: what differs from Monday to Friday."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.db import transaction
from django.utils.translation import gettext as _

from clusters import audit
from clusters.enums import PHASES, Event, Phase, Provenance
from clusters.errors import Conflict, Invalid, Stale
from clusters.models import Season, User, WorkingDay
from clusters.policies import working_day as policy
from clusters.queries import working_day as queries
from clusters.scoring import RULES
from clusters.services import recomputation

SEEN_NOTHING: Mapping[str, str] = MappingProxyType({})
SCORED = PHASES[PHASES.index(Phase.SELF_SCORING) : PHASES.index(Phase.SUBMITTED)]
MONDAY_TO_FRIDAY = range(5)


@dataclass(frozen=True)
class Line:
    """A day with what it is; `source` names the paper."""

    day: dt.date
    is_worked: bool
    note: str
    source: str = ""


@transaction.atomic
def set_day(
    day: dt.date,
    is_worked: bool,
    note: str,
    *,
    by: User,
    source: str = "",
    seen: str = "",
    mark: str = Provenance.ENTERED,
) -> WorkingDay:
    """Say of one day that it is off, or worked although it is at the weekend; `seen` as in `set_days`."""
    (written,) = set_days([Line(day, is_worked, note, source)], by=by, seen={day.isoformat(): seen}, mark=mark)
    return written


@transaction.atomic
def set_days(
    lines: Iterable[Line], *, by: User, seen: Mapping[str, str] = SEEN_NOTHING, mark: str = Provenance.ENTERED
) -> list[WorkingDay]:
    """Write several days, or none. `seen` maps days (2026-09-02) to the `queries.working_day.stamp` of what stood
    there; where something else is written by now, Stale carries it by day."""
    policy.may_keep_calendar(by).require()
    lines = [Line(each.day, each.is_worked, each.note.strip(), each.source.strip()) for each in lines]
    _refuse_unsound(lines)
    days = [line.day for line in lines]
    standing = {each.day: each for each in WorkingDay.objects.select_for_update().filter(day__in=days)}
    changed = [line for line in lines if not _stands(line, standing.get(line.day))]
    _refuse_stale(changed, standing, seen)
    written = [_write(line, standing.get(line.day), by, mark) for line in changed]
    if written:
        _follow(by)
    return list(WorkingDay.objects.filter(day__in=days))


@transaction.atomic
def remove(day: WorkingDay, *, by: User, seen: str) -> None:
    """Take a day out: it is again what its day of the week says."""
    policy.may_keep_calendar(by).require()
    standing = WorkingDay.objects.select_for_update().filter(pk=day.pk).first()
    if standing is None:
        raise Conflict(_("This day has been taken out already."))
    if queries.stamp(standing) != seen:
        raise Conflict(_("A colleague changed this day meanwhile. Look at it again, then take it out."))
    audit.record(Event.WORKING_DAY_SET, standing, by=by, before=_said(standing), authority_id=_authority(by))
    standing.delete()
    _follow(by)


def _write(line: Line, standing: WorkingDay | None, by: User, mark: str) -> WorkingDay:
    before = _said(standing) if standing else {}
    said = {"is_worked": line.is_worked, "note": line.note, "source": line.source, "mark": mark}
    day, is_new = WorkingDay.objects.get_or_create(day=line.day, defaults=said)
    if standing is None and not is_new:
        _refuse_stale([line], {line.day: day}, SEEN_NOTHING)
    if not is_new:
        WorkingDay.objects.filter(pk=day.pk).update(**said)
        day.refresh_from_db()
    audit.record(Event.WORKING_DAY_SET, day, by=by, before=before, after=_said(day), authority_id=_authority(by))
    return day


def _follow(by: User) -> None:
    """Days late that were counted in working days may be others now, where nothing is sealed."""
    types = [name for name, rule in RULES.items() if rule.by_calendar]
    counting = Season.objects.filter(table__criteria__rule_type__in=types, phase__in=SCORED, standings__isnull=True)
    for season in counting.distinct().order_by("pk"):
        recomputation.recompute(season, by=by, cause=Event.WORKING_DAY_SET)


def _authority(by: User) -> int | None:
    """On whose behalf: its people read the line on the trail."""
    authority = queries.keeps_for(by)
    return authority.pk if authority else None


def _said(day: WorkingDay) -> dict[str, str | bool]:
    return {"day": day.day.isoformat(), "is_worked": day.is_worked, "note": day.note, "source": day.source}


def _stands(line: Line, standing: WorkingDay | None) -> bool:
    if standing is None:
        return False
    return (line.is_worked, line.note, line.source) == (standing.is_worked, standing.note, standing.source)


def _refuse_unsound(lines: list[Line]) -> None:
    """Each problem names its day, for the lines may be many."""
    problems: dict[str, list[str]] = {}
    for at, line in enumerate(lines):
        if any(line.day == other.day for other in lines[:at]):
            problems.setdefault("day", []).append(_("{day:%d/%m/%Y} stands there twice.").format(day=line.day))
        if line.is_worked and line.day.weekday() in MONDAY_TO_FRIDAY:
            sentence = _("{day:%d/%m/%Y} is no Saturday or Sunday; it is worked anyway, unless it is a day off.")
            problems.setdefault("is_worked", []).append(sentence.format(day=line.day))
        if not line.note:
            sentence = _("Say what {day:%d/%m/%Y} is, for example the name of the holiday.")
            problems.setdefault("note", []).append(sentence.format(day=line.day))
    if problems:
        raise Invalid({field: " ".join(sentences) for field, sentences in problems.items()})


def _refuse_stale(lines: list[Line], standing: Mapping[dt.date, WorkingDay], seen: Mapping[str, str]) -> None:
    theirs: dict[str, object] = {
        line.day.isoformat(): standing[line.day]
        for line in lines
        if line.day in standing and queries.stamp(standing[line.day]) != seen.get(line.day.isoformat(), "")
    }
    if theirs:
        sentence = _("These days are in the calendar already. Compare both and save again to replace them.")
        stamps = {day.isoformat(): queries.stamp(row) for day, row in standing.items()}
        raise Stale(sentence, theirs=theirs, seen=stamps)
