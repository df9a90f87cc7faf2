"""A scoring table tried on a year that is past: who would stand where, and why. Nothing is written."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from django.db.models import QuerySet

from clusters import scoring
from clusters.enums import PHASES, Phase
from clusters.models import Criterion, Placing, Report, ScoringTableVersion, Season, Standing
from clusters.models.report import SENT_IN
from clusters.queries import assessment, fact_feed
from clusters.queries import fact as facts
from clusters.queries import grading as gradings
from clusters.queries import scoring as cores
from clusters.queries import table_match as matches
from clusters.queries.assessment import Leaf
from clusters.queries.table_match import Side
from clusters.scoring import Entry, Problem, Sheet, rehearsing
from clusters.scoring.grading import Grading, grade_cluster, needs, order_cluster
from clusters.scoring.rehearsing import Change, Sources

Facts = Mapping[int, Mapping[str, Decimal]]
LOOKED_AT = PHASES[PHASES.index(Phase.VERIFYING) :]


@dataclass(frozen=True)
class Table:
    """A version as it scores, orders and grades."""

    version: ScoringTableVersion
    core: scoring.Table
    criteria: Mapping[str, Criterion]
    grading: Grading

    @cached_property
    def taken_off(self) -> frozenset[str]:
        """Codes of the lines that are penalties."""
        return rehearsing.taken_off(self.core)


@dataclass(frozen=True)
class Place:
    """Where a unit stands. `grade` is a code, '' for none; `sheet` holds the points line by line."""

    rank: int
    points: Decimal
    grade: str
    sheet: Sheet


@dataclass(frozen=True)
class Moved:
    """One unit then and now. `computed` is what the older table computes of the same figures; `leaves` what stands."""

    report: Report
    then: Place
    now: Place
    computed: Sheet
    leaves: Mapping[str, Leaf]
    changes: list[Change]
    misfits: list[Problem]

    @property
    def places(self) -> int:
        """How many places up; below 0 down."""
        return self.then.rank - self.now.rank


@dataclass(frozen=True)
class Rehearsal:
    """The units in the order that they would take; `is_sealed` says whether the year's order was sealed."""

    season: Season
    old: Table
    new: Table
    sources: Sources
    units: list[Moved]
    is_sealed: bool


def seasons(version: ScoringTableVersion, user) -> QuerySet[Season]:
    """Years of the table's authority that came to be verified, the latest first."""
    visible = Season.objects.visible_to(user).filter(table__table__authority=version.table.authority_id)
    found = visible.filter(phase__in=LOOKED_AT).select_related("cluster", "table__table")
    return found.order_by("-year", "cluster__sort_key", "pk")


def rehearse(version: ScoringTableVersion, season: Season) -> Rehearsal:
    """Seven queries, however many units, and those for facts and the calendar where a table asks for them.

    The order is that of the tables alone: what a meeting decided on equals is not asked.
    """
    old, new = _tables(season.table, version)
    sides = [Side(each.version, each.criteria) for each in (old, new)]
    found = rehearsing.sources(matches.pairs_between(old.version, new.version), *(side.items for side in sides))
    placings, reports = _placings(season), _reports(season)
    kept = {pk: each for pk, each in reports.items() if not placings or pk in placings}
    known = _facts(season, (old, new))
    entries = cores.read_season(season, (old.core, old.criteria), facts=known).entries
    then = {pk: entries.get(pk, {}) for pk in kept}
    units = _moved(_Past(season, old, kept, placings, then, known), new, found)
    return Rehearsal(season, old, new, found, units, bool(placings))


@dataclass(frozen=True)
class _Past:
    """The year as it was, by participant's pk."""

    season: Season
    old: Table
    reports: Mapping[int, Report]
    placings: Mapping[int, Placing]
    entries: Mapping[int, Mapping[str, Entry]]
    known: Facts

    @cached_property
    def leaves(self) -> dict[int, dict[str, Leaf]]:
        """What stands at each leaf, by code."""
        scores = assessment.scores_of_season(self.season)
        return {
            pk: {leaf.criterion.code: leaf for leaf in assessment.leaves(self.old.criteria, scores.get(each.pk, {}))}
            for pk, each in self.reports.items()
        }

    @cached_property
    def sheets(self) -> dict[int, Sheet]:
        """Sums of the points that count: the cluster's, else the self-score."""
        return {pk: assessment.sheets(self.old.core, list(own.values()))[1] for pk, own in self.leaves.items()}

    @cached_property
    def places(self) -> dict[int, Place]:
        """As they were sealed; else as the points stand."""
        if not self.placings:
            entries = {pk: assessment.verified(own, self.leaves[pk].values()) for pk, own in self.entries.items()}
            return _places(self.old, self.sheets, entries, self.known)
        return {
            pk: Place(each.rank, each.points, each.why.get("verdict", {}).get("grade", ""), self.sheets[pk])
            for pk, each in self.placings.items()
            if pk in self.sheets
        }


def _moved(past: _Past, new: Table, found: Sources) -> list[Moved]:
    entries, misfits = rehearsing.translated(new.core, found, past.entries)
    _feed(entries, new, past.known)
    kept = _kept(past, new, found)
    verified = {pk: own | _given(own, kept[pk]) for pk, own in entries.items()}
    now = _places(new, _standing_where_unchanged(new, entries, kept), verified, past.known)
    computed = scoring.score_cluster(past.old.core, past.entries)
    units = [
        Moved(
            past.reports[pk],
            past.places[pk],
            place,
            computed[pk],
            past.leaves[pk],
            rehearsing.changes(found, past.sheets[pk], place.sheet, past.old.taken_off, new.taken_off),
            misfits.get(pk, []),
        )
        for pk, place in now.items()
    ]
    names = {pk: at for at, pk in enumerate(past.reports)}
    return sorted(units, key=lambda each: (each.now.rank, names[each.report.participant_id]))


Kept = Mapping[str, Leaf]


def _kept(past: _Past, new: Table, found: Sources) -> dict[int, Kept]:
    """By unit and new code, lines that score as before and have points of the cluster: these go on to count."""
    same = rehearsing.unchanged(found, past.old.core, new.core)
    return {
        pk: {code: leaves[source] for code, source in same.items() if leaves[source].head}
        for pk, leaves in past.leaves.items()
    }


def _given(own: Mapping[str, Entry], kept: Kept) -> dict[str, Entry]:
    """As `assessment.verified`, for the codes of the new table."""
    given = {code: leaf.points for code, leaf in kept.items() if leaf.is_given}
    return {code: replace(own.get(code, Entry()), given=points) for code, points in given.items()}


def _standing_where_unchanged(
    new: Table, entries: Mapping[int, Mapping[str, Entry]], kept: Mapping[int, Kept]
) -> dict[int, Sheet]:
    """What the table computes; a line that scores as before keeps what the cluster gave for it."""
    totals, sheets = scoring.Totals(new.core), {}
    for pk, sheet in scoring.score_cluster(new.core, entries).items():
        given = {
            code: sheet.lines[code]._replace(points=leaf.points, effect=leaf.effect) for code, leaf in kept[pk].items()
        }
        sheets[pk] = totals.sheet({**sheet.lines, **given})
    return sheets


def _places(
    table: Table, sheets: Mapping[int, Sheet], entries: Mapping[int, Mapping[str, Entry]], known: Facts
) -> dict[int, Place]:
    """Ranks and grades that follow from the sheets."""
    what = (table.grading, table.core, sheets, entries, known)
    ranks = {one.key: one.rank for one in order_cluster(*what)}
    verdicts = grade_cluster(*what, ranks)
    return {pk: Place(ranks[pk], sheet.total, verdicts[pk].grade, sheet) for pk, sheet in sheets.items()}


def _feed(entries: Mapping[int, dict[str, Entry]], table: Table, known: Facts) -> None:
    """What the system knows of the year takes the place of figures that the table does not ask of the unit."""
    for code, criterion in fact_feed.fed(table.criteria).items():
        rule = cores.rule_of(criterion)
        for pk, own in entries.items():
            target = own[code].target if code in own else None
            own[code] = cores.fed_entry(criterion, rule, target, known.get(pk, {}))


def _tables(*versions: ScoringTableVersion) -> Iterator[Table]:
    for version, core in zip(versions, cores.tables_of(versions), strict=True):
        yield Table(version, *core, gradings.of_version(version))


def _facts(season: Season, tables: Iterable[Table]) -> Facts:
    """Asked for only where a table needs them."""
    asked = any(needs.facts_of(each.grading) or fact_feed.fed(each.criteria) for each in tables)
    return facts.by_participant(season) if asked else {}


def _reports(season: Season) -> dict[int, Report]:
    """Those that are with the cluster, by participant's pk in the order of names."""
    found = Report.objects.in_season(season).filter(participant__left_on__isnull=True, state__in=SENT_IN)
    found = found.select_related("participant__organisation").order_by("participant__organisation__sort_key", "pk")
    return {each.participant_id: each for each in found}


def _placings(season: Season) -> dict[int, Placing]:
    """Of the sealed order in force, by participant's pk."""
    standing = Standing.objects.in_force().filter(season=season)
    return {each.participant_id: each for each in Placing.objects.filter(standing__in=standing)}
