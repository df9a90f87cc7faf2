"""Who leads: the sealed ranking where there is one, else the order as it stands now, marked as provisional."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import ranking, writing
from clusters.enums import ScoreKind
from clusters.models import Criterion, Placing, Score, Season, Standing
from clusters.models.report import SENT_IN
from clusters.queries import scoring as scorings
from clusters.scoring import Line, Node, Totals
from clusters.scoring.workdays import WEEKDAYS
from clusters.tables import Cell
from emulation.queries.dashboard.scope import Scope


@dataclass(frozen=True)
class Place:
    """A unit's place in one season."""

    participant_pk: int
    rank: int
    points: Decimal
    url: str
    sealed: bool


Places = dict[int, list[Place]]


def placings(scope: Scope) -> list[Placing]:
    """Of the sealed rankings in force, in all years of the scope; one query."""
    found = Placing.objects.filter(
        standing__in=Standing.objects.in_force().filter(season__in=[season.pk for season in scope.all_years])
    )
    found = found.select_related("standing", "participant__organisation", "participant__season")
    return list(found.order_by("rank", "participant__organisation__sort_key"))


def of(scope: Scope, sealed: Iterable[Placing]) -> Places:
    """By season, best first; two queries for the seasons that are not sealed, however many."""
    found: Places = defaultdict(list)
    for each in sealed:
        url = reverse("standing", args=[each.standing_id])
        found[each.participant.season_id].append(Place(each.participant_id, each.rank, each.points, url, True))
    for season, points in _live_points([s for s in scope.seasons if s.pk not in found]).items():
        url = reverse("ranking", args=[season.pk])
        placed = ranking.rank(ranking.Contender(pk, value) for pk, value in points.items())
        found[season.pk] = [Place(int(str(p.key)), p.rank, p.points, url, False) for p in placed]
    return found


def _live_points(seasons: list[Season]) -> dict[Season, dict[int, Decimal]]:
    """Totals by participant: the cluster's points where given, else the self-score."""
    given: dict[int, dict[int, dict[str, Line]]] = defaultdict(lambda: defaultdict(dict))
    for season, participant, code, points, effect in _scores(seasons):
        given[season][participant][code] = Line(points, effect=effect)
    totals = _totals({season.table_id for season in seasons if season.table_id})
    return {
        season: {pk: totals[season.table_id].sheet(lines).total for pk, lines in given[season.pk].items()}
        for season in seasons
        if season.pk in given
    }


def _scores(seasons: list[Season]) -> QuerySet:
    """Self-scores first, so that what the cluster gave overwrites them."""
    found = Score.objects.filter(
        report__participant__season__in=seasons,
        report__participant__left_on__isnull=True,
        report__state__in=SENT_IN,
        kind__in=[ScoreKind.SELF, ScoreKind.HEAD],
    )
    found = found.order_by("-kind", "pk")
    of = "report__participant"
    return found.values_list(f"{of}__season", of, "criterion__code", "points", "effect")


def _totals(versions: set[int]) -> dict[int, Totals]:
    below: dict[tuple[int, int | None], list[Criterion]] = defaultdict(list)
    found = Criterion.objects.filter(version__in=versions).select_related("version").order_by("position", "pk")
    editions = {}
    for criterion in found:
        below[criterion.version_id, criterion.parent_id].append(criterion)
        editions[criterion.version_id] = criterion.version

    def build(version: int, parent: int | None) -> tuple[Node, ...]:
        return tuple(scorings.node_of(each, build(version, each.pk)) for each in below[version, parent])

    return {pk: Totals(scorings.table_with(edition, build(pk, None), WEEKDAYS)) for pk, edition in editions.items()}


def leader_cell(places: list[Place], names: dict[int, str]) -> Cell:
    """Who leads, by how much, and the way to why."""
    if not places:
        return Cell(None, text=_("no points yet"), tone="muted")
    best = [place for place in places if place.rank == 1]
    text = ", ".join(names.get(place.participant_pk, "") for place in best)
    tone = "" if best[0].sealed else "unverified"
    return Cell(text, url=best[0].url, note=_note(places, best, names), tone=tone)


def _note(places: list[Place], best: list[Place], names: dict[int, str]) -> str:
    said = [_("{points} points").format(points=writing.points(best[0].points))]
    second = next((place for place in places if place.rank > 1), None)
    if second and len(best) == 1:
        ahead = writing.points(best[0].points - second.points)
        second_name = names.get(second.participant_pk, "")
        said.append(_("{points} ahead of {unit}").format(points=ahead, unit=second_name))
    said.append(_("sealed") if best[0].sealed else _("provisional"))
    return "; ".join(said)
