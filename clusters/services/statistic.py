"""Shared statistics: defined and closed by the head, filled in by each member for itself."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import Event, Provenance
from clusters.errors import Invalid, Stale
from clusters.models import Cluster, Organisation, SharedStatistic, StatisticLine, StatisticValue, User
from clusters.policies import exchange as exchange_policy
from clusters.policies import statistic as policy
from clusters.queries import cluster as clusters
from clusters.queries import exchange
from clusters.queries.statistic_period import Span
from clusters.services import notice


class Entry(NamedTuple):
    """A figure, or why there is none."""

    value: Decimal | None
    no_figure: str = ""


@transaction.atomic
def define(
    cluster: Cluster,
    *,
    name: str,
    unit_of_measure: str,
    rhythm: str,
    by: User,
    lines: Sequence[str] = (),
    adds_up: bool = True,
    name_en: str = "",
    **provenance: str,
) -> SharedStatistic:
    """A new one, with the lines that are counted; the members are told."""
    cluster = Cluster.objects.select_for_update(of=("self",)).select_related("authority").get(pk=cluster.pk)
    exchange_policy.may_lead(by, cluster).require()
    lines = [each.strip() for each in lines if each.strip()]
    _refuse(cluster, name.strip(), unit_of_measure.strip(), lines)
    said = {"name": name.strip(), "name_en": name_en.strip(), "unit_of_measure": unit_of_measure.strip()}
    opened = {"opened_at": clock.now(), "opened_by": by, "rhythm": rhythm, "adds_up": adds_up}
    statistic = SharedStatistic.objects.create(cluster=cluster, **said, **opened, **provenance)
    for place, line in enumerate(lines or [statistic.name], start=1):
        StatisticLine.objects.create(statistic=statistic, position=place, name=line)
    audit.record(Event.STATISTIC_DEFINED, statistic, by=by, after={**said, "rhythm": str(rhythm), "lines": lines})
    _tell(statistic, by)
    return statistic


@transaction.atomic
def enter(
    statistic: SharedStatistic,
    unit: Organisation,
    span: Span,
    given: Mapping[StatisticLine, Entry],
    *,
    by: User,
    seen: Mapping[int, int],
    **provenance: str,
) -> list[StatisticValue]:
    """A unit's figures for a period; only what differs is written. `seen` maps lines to versions, 0 for none yet: what
    a colleague changed meanwhile is Stale, and nothing is written."""
    statistic = _locked(statistic)
    policy.may_enter(by, statistic, unit, Span.of(statistic.rhythm, span.first)).require()
    found = StatisticValue.objects.filter(line__statistic=statistic, organisation=unit, first_day=span.first)
    standing = {each.line_id: each for each in found}
    changed = {line: each for line, each in given.items() if each != _entry(standing.get(line.pk))}
    _refuse_stale(changed, standing, seen)
    _refuse_unsound(statistic, changed)
    for line, each in changed.items():
        _write(line, unit, span, each, standing.get(line.pk), by, provenance)
    if changed:
        before = {line.name: _text(_entry(standing.get(line.pk))) for line in changed}
        _record(statistic, unit, span, before, {line.name: _text(each) for line, each in changed.items()}, by)
    return list(found.order_by("line__position"))


@transaction.atomic
def close(statistic: SharedStatistic, *, by: User) -> SharedStatistic:
    """No more figures; what is there stays readable."""
    statistic = _locked(statistic)
    policy.may_close(by, statistic).require()
    statistic.closed_at, statistic.closed_by = clock.now(), by
    statistic.save(update_fields=["closed_at", "closed_by"])
    audit.record(Event.STATISTIC_CLOSED, statistic, by=by)
    return statistic


def _tell(statistic: SharedStatistic, by: User) -> None:
    people = exchange.people_of(clusters.units_of(statistic.cluster)).exclude(pk=by.pk)
    path = reverse("statistic", args=[statistic.pk])
    notice.tell(Event.STATISTIC_DEFINED, statistic, to=people, path=path, name=statistic.name)


def _locked(statistic: SharedStatistic) -> SharedStatistic:
    locked = SharedStatistic.objects.select_for_update(of=("self",)).select_related("cluster__authority")
    return locked.get(pk=statistic.pk)


def _entry(value: StatisticValue | None) -> Entry | None:
    return Entry(value.value, value.no_figure) if value else None


def _write(
    line: StatisticLine,
    unit: Organisation,
    span: Span,
    given: Entry,
    old: StatisticValue | None,
    by: User,
    provenance: Mapping[str, str],
) -> None:
    """A correction takes the mark of the figure before it away."""
    said = {"value": given.value, "no_figure": given.no_figure, "entered_at": clock.now(), "entered_by": by}
    said |= {"mark": Provenance.ENTERED, "source": "", **provenance}
    if old is None:
        StatisticValue.objects.create(line=line, organisation=unit, first_day=span.first, **said)
        return
    new = StatisticValue(pk=old.pk, version=old.version + 1, **said)
    new.save(update_fields=[*said, "version"])


def _record(statistic: SharedStatistic, unit: Organisation, span: Span, before: dict, after: dict, by: User) -> None:
    about = {"unit": unit.name, "period": span.first.isoformat()}
    old, new = {"figures": before}, {**about, "figures": after}
    audit.record(Event.STATISTIC_ENTERED, statistic, by=by, before=old, after=new, organisation_id=unit.pk)


def _text(entry: Entry | None) -> str | None:
    if entry is None:
        return None
    return entry.no_figure if entry.value is None else f"{entry.value.normalize():f}"


def _refuse(cluster: Cluster, name: str, unit_of_measure: str, lines: Sequence[str]) -> None:
    problems = {}
    if not name:
        problems["name"] = _("Give the statistic a name.")
    elif cluster.statistics.filter(name=name).exists():
        problems["name"] = _("The cluster has a statistic of this name.")
    if not unit_of_measure:
        problems["unit_of_measure"] = _("Say in what it is measured.")
    if len(set(lines)) < len(lines):
        problems["lines"] = _("Each line stands once.")
    if any(len(each) > 200 for each in lines):
        problems["lines"] = _("A line has 200 letters at most.")
    if problems:
        raise Invalid(problems)


def _refuse_stale(
    changed: Mapping[StatisticLine, Entry], standing: Mapping[int, StatisticValue], seen: Mapping[int, int]
) -> None:
    versions = {pk: value.version for pk, value in standing.items()}
    theirs: dict[str, object] = {
        str(line.pk): _text(_entry(standing.get(line.pk)))
        for line in changed
        if versions.get(line.pk, 0) != seen.get(line.pk, 0)
    }
    if theirs:
        raise Stale(_("A colleague changed these figures while you were writing."), theirs=theirs, seen=versions)


def _refuse_unsound(statistic: SharedStatistic, changed: Mapping[StatisticLine, Entry]) -> None:
    problems = {}
    for line, each in changed.items():
        if line.statistic_id != statistic.pk:
            problems[str(line.pk)] = _("This line belongs to another statistic.")
        elif each.value is None and not each.no_figure:
            problems[str(line.pk)] = _("Give the figure, or say why there is none.")
        elif each.value is not None and each.no_figure:
            problems[str(line.pk)] = _("Either a figure or why there is none, not both.")
    if problems:
        raise Invalid(problems)
