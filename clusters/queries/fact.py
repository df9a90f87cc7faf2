"""What is known of each unit's year without asking it: read by criteria, by conditions of grades, by people."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet

from clusters.enums import FactKind, HeadshipRole
from clusters.models import Fact, Organisation, Participant, Season, Standing, Succession, User
from clusters.queries import post

# The register of honours is complete of itself: who is not in it holds none. Of everything else silence says nothing.
COMPLETE = (FactKind.AWARDS_HELD,)
_ROW = re.compile(r"[a-z]+:[0-9]+")


def by_participant(season: Season) -> dict[int, dict[str, Decimal]]:
    """The sum of the facts of each kind, by participant's pk and kind, of every unit of the year; in one query.

    A kind that nobody has recorded is not there, which is not the same as 0, unless it is complete of itself.
    """
    found = season.participants.values_list("pk", "facts__kind", "facts__value")
    rows: dict[int, list[tuple[str, Decimal]]] = defaultdict(list)
    for participant, kind, value in found:
        rows[participant].append((kind, value))
    return {participant: _added_up(own) for participant, own in rows.items()}


def of_participant(participant: Participant) -> dict[str, Decimal]:
    """The same for one unit."""
    return _added_up(participant.facts.values_list("kind", "value"))


def _added_up(rows: Iterable[tuple[str | None, Decimal]]) -> dict[str, Decimal]:
    """Added up here: SQLite would add floats. A unit without facts has one row of nothing."""
    known: dict[str, Decimal] = defaultdict(Decimal, {kind.value: Decimal(0) for kind in COMPLETE})
    for kind, value in rows:
        if kind is not None:
            known[kind] += value
    return {kind: bare(value) for kind, value in known.items()}


def counting_awards(unit: Organisation, on: dt.date) -> QuerySet[Participant]:
    """Where an award that the unit got on that day counts: in the years in whose time it falls, of the unit or of the
    body that took it over, as long as the ranking is not sealed."""
    found = still_counting(unit).filter(season__starts_on__lte=on, season__ends_on__gte=on)
    return found.select_related("organisation", "season").order_by("season", "pk")


def still_counting(unit: Organisation) -> QuerySet[Participant]:
    """The unit, or the body that took it over, in the years whose ranking is not sealed."""
    heirs = Succession.objects.filter(ancestor=unit).values("organisation")
    sealed = Standing.objects.filter(season=OuterRef("season"))
    return Participant.objects.staying().filter(~Exists(sealed), organisation__in=heirs)


def is_named_by_system(source: str) -> bool:
    """Whether a fact follows from a row (report:12) and not from what a person says."""
    return _ROW.fullmatch(source) is not None


def bare(value: Decimal) -> Decimal:
    """Without the zeros that the column adds: 2.0000 is 2."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def stamp(fact: Fact | None) -> str:
    """Tells one recording of a fact from the next; '' before the first."""
    return f"{fact.recorded_at.astimezone(dt.UTC).isoformat()} {bare(fact.value)}" if fact else ""


def recorded_by(user: User, season: Season) -> QuerySet[Participant]:
    """The units, by name, of which it falls to this person to record facts: the authority's official and the head for
    all, the deputy for the head's unit; nobody for a unit that they work for."""
    own = Participant.objects.of(user).values("pk")
    units = Participant.objects.staying().filter(season=season).exclude(pk__in=own)
    units = units.select_related("organisation").order_by("organisation__sort_key", "pk")
    if post.is_official_of(user, season.cluster.authority) or post.heads(user, season):
        return units
    if not post.heads(user, season, HeadshipRole.DEPUTY):
        return units.none()
    head = post.head_of(season)
    return units.filter(pk=head.pk) if head else units


def is_sealed(season: Season) -> bool:
    """Whether the ranking rests on what was known already, so that nothing is added to it."""
    return Standing.objects.filter(season=season).exists()
