"""What a new year takes over from the last one or from a template: days, deadlines and reporting periods, shifted by
whole years.

Several that fall into one holiday leave it for the same day; there they keep their order, as the year must have it.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from clusters import clock, writing
from clusters.enums import MODEL_YEAR, PHASES, Phase
from clusters.models import Period, ScoringTableVersion, Season, SeasonTemplate, TemplatePeriod
from clusters.queries import model_year
from clusters.queries import period as periods
from clusters.queries import working_day as working_days
from clusters.scoring import WorkDays

DAY = dt.timedelta(days=1)


class PlannedPeriod(NamedTuple):
    """A reporting period as the new year would have it."""

    kind: str
    number: int
    opens_on: dt.date
    due_at: dt.datetime
    grace_days: int
    asks_signature: bool


class Plan(NamedTuple):
    """`initial` and `origins` are by the name of the form's field: the value, and in a sentence where it comes from.
    `left_out` are the phases that the year shall skip, each with the reason."""

    initial: dict[str, object]
    origins: dict[str, str]
    periods: list[PlannedPeriod]
    left_out: Mapping[Phase, str] = {}

    def due(self, phase: Phase) -> dt.datetime | None:
        """When the phase is due, as planned."""
        found = self.initial.get(f"due_{phase}")
        return found if isinstance(found, dt.datetime) else None

    @property
    def table(self) -> ScoringTableVersion | None:
        """The scoring table planned."""
        found = self.initial.get("table")
        return found if isinstance(found, ScoringTableVersion) else None


NO_PLAN = Plan({}, {}, [])


def from_last_year(last: Season | None, year: int) -> Plan:
    """Of the cluster's last year, with the newest version of its table; empty for its first. A deadline on a day off
    moves to the next working day. What was left out that once is said, and not left out again. Four queries."""
    if last is None:
        return NO_PLAN
    years, worked = year - last.year, working_days.calendar()
    initial: dict[str, object] = {
        "starts_on": same_day(last.starts_on, years),
        "ends_on": _last_day(last.ends_on, years),
    }
    origins, latest = {}, None
    if last.table and (table := newest_table(last.table.table_id)):
        initial["table"], origins["table"] = table, _("The newest of the table of {year}.").format(year=last.label)
    for line in _in_order(last.phases.all()):
        if line.skipped_at:
            said = _("Left out in {year}: {reason}.").format(year=last.label, reason=line.skip_reason.rstrip("."))
            origins[f"due_{line.phase}"] = said
        if line.due_at is None or line.skipped_at:
            continue
        moved = latest = _not_before(moment(line.due_at, years, worked), latest)
        initial[f"due_{line.phase}"] = moved
        said = _("From {year}: {moment}").format(year=last.label, moment=writing.moment(line.due_at))
        origins[f"due_{line.phase}"] = _origin(said, line.due_at, moved, years)
    return Plan(initial, origins, _periods(periods.of_year(last), years, worked))


def from_template(template: SeasonTemplate, year: int) -> Plan:
    """As the template has it, with the newest version of its table. A deadline on a day off moves to the next working
    day. Four queries."""
    years, worked = year - MODEL_YEAR, working_days.calendar()
    starts_on, of_template = same_day(template.starts_on, years), {"template": template}
    initial: dict[str, object] = {"starts_on": starts_on, "ends_on": same_day(starts_on, 1) - DAY}
    origins = dict.fromkeys(initial, _("From the template “{template}”.").format(**of_template))
    if table := newest_table(template.table_id):
        initial["table"], origins["table"] = table, _("The newest of the template's table.")
    left_out, latest = {}, None
    for line in _in_order(template.phases.all()):
        if line.due_at is None:
            left_out[Phase(line.phase)] = line.left_out
            continue
        moved = latest = _not_before(moment(line.due_at, years, worked), latest)
        initial[f"due_{line.phase}"] = moved
        said = _("From the template “{template}”: {moment}").format(
            moment=model_year.moment(line.due_at), **of_template
        )
        origins[f"due_{line.phase}"] = _origin(said, line.due_at, moved, years)
    lines = in_order(template.periods.all())
    return Plan(initial, origins, _periods(lines, years, worked), left_out)


def newest_table(table_pk: int | None) -> ScoringTableVersion | None:
    """The published version of the table with the highest number; None where there is none, or no table."""
    found = ScoringTableVersion.objects.published().filter(table=table_pk).select_related("table")
    return found.order_by("-number").first() if table_pk else None


def in_order(lines: Iterable[TemplatePeriod]) -> list[TemplatePeriod]:
    """By the day on which they open."""
    return sorted(lines, key=lambda each: (each.opens_on, each.due_at, each.kind, each.number))


def is_moved(old: dt.datetime, new: dt.datetime, years: int) -> bool:
    """Whether a deadline had to leave its day, for that is off."""
    return new.astimezone(clock.ZONE).date() != same_day(old.astimezone(clock.ZONE).date(), years)


def same_day(day: dt.date, years: int) -> dt.date:
    """The same day of another year; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def same_moment(at: dt.datetime, years: int) -> dt.datetime:
    """The same time of the same day of another year."""
    local = at.astimezone(clock.ZONE)
    return dt.datetime.combine(same_day(local.date(), years), local.time(), tzinfo=clock.ZONE)


def moment(at: dt.datetime, years: int, worked: WorkDays) -> dt.datetime:
    """The same time of the same day of another year, or of the next working day after it."""
    moved = same_moment(at, years)
    while not worked.is_worked(moved.date()):
        moved += DAY
    return moved


def _in_order(lines: Iterable[Any]) -> list[Any]:
    """Lines of phases, as the phases follow one another."""
    return sorted(lines, key=lambda each: PHASES.index(Phase(each.phase)))


def _not_before(moved: dt.datetime, latest: dt.datetime | None) -> dt.datetime:
    return max(moved, latest) if latest else moved


def _last_day(day: dt.date, years: int) -> dt.date:
    """The same day of another year; the end of a month, of February above all, stays one."""
    following = day + DAY
    return same_day(following, years) - DAY if following.day == 1 else same_day(day, years)


def _origin(said: str, old: dt.datetime, new: dt.datetime, years: int) -> str:
    return _("{origin}; moved on from a day off.").format(origin=said) if is_moved(old, new, years) else f"{said}."


def _periods(lines: Iterable[Period | TemplatePeriod], years: int, worked: WorkDays) -> list[PlannedPeriod]:
    """In their order; each opens after the one of its kind before it is over, which may have left a day off."""
    planned: list[PlannedPeriod] = []
    over: dict[str, dt.date] = {}
    for each in lines:
        due_at = moment(each.due_at, years, worked)
        opens_on = max(same_day(each.opens_on, years), over.get(each.kind, dt.date.min) + DAY)
        rest = (each.grace_days, each.asks_signature)
        planned.append(PlannedPeriod(each.kind, each.number, opens_on, due_at, *rest))
        over[each.kind] = periods.last_moment(due_at, each.grace_days).date()
    return planned
