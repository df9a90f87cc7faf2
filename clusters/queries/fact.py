"""What is known of each unit's year without asking it: read by criteria, by conditions of grades, by people."""

import datetime as dt
from collections import defaultdict
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet

from clusters.enums import HeadshipRole
from clusters.models import Fact, Organisation, Participant, Season, Standing, Succession, User
from clusters.queries import post


def by_participant(season: Season) -> dict[int, dict[str, Decimal]]:
    """The sum of the facts of each kind, by participant's pk and kind; in one query.

    A kind that nobody has recorded is not there, which is not the same as 0.
    """
    known: dict[int, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    # Added up here: SQLite would add floats.
    for participant, kind, value in _values(Fact.objects.filter(participant__season=season)):
        known[participant][kind] += value
    return {participant: {kind: bare(value) for kind, value in own.items()} for participant, own in known.items()}


def of_participant(participant: Participant) -> dict[str, Decimal]:
    """The same for one unit."""
    known: dict[str, Decimal] = defaultdict(Decimal)
    for _participant, kind, value in _values(participant.facts.all()):
        known[kind] += value
    return {kind: bare(value) for kind, value in known.items()}


def counting_awards(unit: Organisation, on: dt.date) -> QuerySet[Participant]:
    """Where an award that the unit got on that day counts: in the years in whose time it falls, of the unit or of the
    body that took it over, as long as the ranking is not sealed."""
    heirs = Succession.objects.filter(ancestor=unit).values("organisation")
    found = Participant.objects.staying().filter(organisation__in=heirs)
    found = found.filter(season__starts_on__lte=on, season__ends_on__gte=on)
    sealed = Standing.objects.filter(season=OuterRef("season"))
    return found.filter(~Exists(sealed)).select_related("organisation", "season").order_by("season", "pk")


def bare(value: Decimal) -> Decimal:
    """Without the zeros that the column adds: 2.0000 is 2."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def stamp(fact: Fact | None) -> str:
    """Tells one recording of a fact from the next; '' before the first."""
    return f"{fact.recorded_at.astimezone(dt.UTC).isoformat()} {bare(fact.value)}" if fact else ""


def _values(found: QuerySet[Fact]):
    return found.values_list("participant", "kind", "value")


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
