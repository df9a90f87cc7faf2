"""The reporting periods of a year: set as a whole by the authority's official."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from clusters import audit
from clusters.enums import MOST_DAYS_OF_GRACE, PERIODS_OF_A_YEAR, Event, PeriodKind
from clusters.errors import Invalid, Stale
from clusters.models import Period, PeriodExtension, PeriodReport, Season, User
from clusters.policies import season as policy
from clusters.queries import period as queries
from clusters.services import lock


@dataclass(frozen=True)
class PeriodLine:
    """One period as it shall be. Reports count until `grace_days` after `due_at`; where it `asks_signature`, the leader
    signs them off first."""

    kind: PeriodKind
    number: int
    opens_on: dt.date
    due_at: dt.datetime
    grace_days: int = 0
    asks_signature: bool = False

    @property
    def words(self) -> str:
        return queries.words(self.kind, self.number)

    def said(self) -> str:
        """In one line, for the trail and to compare."""
        return queries.in_words(self)


@transaction.atomic
def set_periods(season: Season, lines: Iterable[PeriodLine], *, by: User, seen: str | None = None) -> list[Period]:
    """Let the year have just these periods. With `seen`, the `queries.period.stamp` of what the person was looking at,
    Stale is raised where a colleague has meanwhile set others."""
    season = lock.season(season)
    policy.may_arrange_season(by, season).require()
    lines, standing = list(lines), queries.of_year(season)
    refuse_unsound(lines, season.starts_on)
    if seen is not None and seen != queries.stamp(standing):
        sentence = _("A colleague set other periods while you were writing. Compare both and set them again.")
        raise Stale(sentence, theirs={"periods": said(standing)}, seen={"stamp": queries.stamp(standing)})
    before = said(standing)
    _write(season, lines, standing)
    after = said(queries.of_year(season))
    if before != after:
        audit.record(Event.PERIODS_SET, season, by=by, before={"periods": before}, after={"periods": after})
    return queries.of_year(season)


def refuse_unsound(lines: Sequence[PeriodLine], starts_on: dt.date) -> None:
    """Raise Invalid under `periods`: a number its kind has not, twice the same, an end before the beginning, periods of
    one kind that overlap, one before the year begins, the year itself with a signature of its own."""
    problems = [problem for line in lines if (problem := _problem(line, starts_on))]
    keys = [(line.kind, line.number) for line in lines]
    twice = {line.words for line in lines if keys.count((line.kind, line.number)) > 1}
    problems += [_("{period} is there twice. Keep one.").format(period=name) for name in sorted(twice)]
    problems = problems or list(_overlaps(lines))
    if problems:
        raise Invalid({"periods": " ".join(problems)})


def said(found: Iterable[Period]) -> list[str]:
    """Each period in a line."""
    return [queries.in_words(each) for each in found]


def _problem(line: PeriodLine, starts_on: dt.date) -> str:
    most = PERIODS_OF_A_YEAR[line.kind]
    if not 1 <= line.number <= most:
        return _("{kind}: a year has only {most}. Choose a number up to that.").format(kind=line.kind.label, most=most)
    if line.due_at.date() < line.opens_on:
        return _("{period} is due before it opens. Choose a later moment.").format(period=line.words)
    if line.opens_on < starts_on:
        return _("{period} opens before the year begins. Choose a later day.").format(period=line.words)
    if line.grace_days > MOST_DAYS_OF_GRACE:
        words = _("{period}: at most {most} days of grace.")
        return words.format(period=line.words, most=MOST_DAYS_OF_GRACE)
    if line.kind == PeriodKind.YEAR and line.asks_signature:
        return _("The report of the year is signed by the leader anyway: do not ask for it at the whole year.")
    return ""


def _overlaps(lines: Iterable[PeriodLine]) -> Iterable[str]:
    """A unit must know for which period of a kind it reports on a day."""
    ordered = sorted(lines, key=lambda line: (line.kind, line.opens_on))
    for one, next_one in pairwise(ordered):
        if one.kind == next_one.kind and queries.last_moment(one.due_at, one.grace_days).date() >= next_one.opens_on:
            words = _("{period} opens before {before} is over. Choose days that do not overlap.")
            yield words.format(period=next_one.words, before=one.words)


def _write(season: Season, lines: Iterable[PeriodLine], standing: Iterable[Period]) -> None:
    """Rows that stay keep their key, so that a calendar elsewhere knows them again."""
    known, kept = {(each.kind, each.number): each for each in standing}, set()
    for line in lines:
        key = (str(line.kind), line.number)
        days = {name: getattr(line, name) for name in ("opens_on", "due_at", "grace_days", "asks_signature")}
        if key in known:
            Period.objects.filter(pk=known[key].pk).update(**days)
        else:
            Period.objects.create(season=season, kind=line.kind, number=line.number, **days)
        kept.add(key)
    gone = [each for key, each in known.items() if key not in kept]
    _refuse_begun(gone)
    Period.objects.filter(pk__in=[each.pk for each in gone]).delete()


def _refuse_begun(gone: Iterable[Period]) -> None:
    """A period for which a unit has entered figures or got more time stays; its days may still be moved."""
    begun = Exists(PeriodReport.objects.filter(period=OuterRef("pk")))
    extended = Exists(PeriodExtension.objects.filter(period=OuterRef("pk")))
    found = Period.objects.filter(begun | extended, pk__in=[each.pk for each in gone])
    names = [queries.words(each.kind, each.number) for each in found]
    if names:
        sentence = _("Units have begun to report for {periods}: these periods cannot be taken away.")
        raise Invalid({"periods": sentence.format(periods=", ".join(names))})
