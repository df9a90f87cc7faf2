"""The order as it stands now: what counts, what is still open, and which ranks that could change."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.db.models import OuterRef, QuerySet, Subquery

from clusters import clock, scoring
from clusters.enums import ReportState
from clusters.models import Criterion, Participant, Report, Season, SeasonPhase, Standing
from clusters.models.report import SENT_IN
from clusters.queries import assessment, rank_span, terms
from clusters.queries import grading as gradings
from clusters.queries import scoring as scorings
from clusters.queries.assessment import Leaf
from clusters.queries.grading import Graded, Known
from clusters.scoring import Sheet
from clusters.scoring.grading import Grading, Question, Verdict, judge_cluster, needs, order_cluster

NO_VERDICT = Verdict("", "")


@dataclass(frozen=True)
class Line:
    """One unit in the live order. `best` and `worst` are the ranks it could still take.

    `broken_by` names the tie-breaker that separated it from others of equal points; `equals` are those that only the
    meeting could separate it from, itself among them, whether it has done so or not.
    """

    participant: Participant
    report: Report
    leaves: tuple[Leaf, ...]
    sheet: Sheet
    own: Sheet
    rank: int = 0
    is_tied: bool = False
    broken_by: str = ""
    equals: tuple[int, ...] = ()
    verdict: Verdict = NO_VERDICT
    best: int = 0
    worst: int = 0

    @property
    def verified(self) -> int:
        return sum(leaf.is_verified for leaf in self.leaves)

    @property
    def is_verified(self) -> bool:
        return self.report.state == ReportState.ACCEPTED and self.is_scored

    @property
    def is_scored(self) -> bool:
        """No points are open, whether or not the report is accepted yet."""
        return self.verified == len(self.leaves)

    @property
    def is_settled(self) -> bool:
        return self.best == self.worst


@dataclass(frozen=True)
class Live:
    """`lines` are ranked; `unsent` are the units whose report did not come, or came late and is not accepted.

    `questions` are the grades of which quotas leave units, by participant's pk, to the meeting; the best grade first.
    """

    season: Season
    table: scoring.Table
    criteria: Mapping[str, Criterion]
    lines: list[Line]
    unsent: list[Report]
    standing: Standing | None
    grading: Grading = field(default_factory=Grading)
    known: Known = field(default_factory=Known)
    questions: tuple[Question[int], ...] = ()

    @cached_property
    def ties(self) -> list[list[Line]]:
        """Verified units that only the meeting can order, those of each tie together; see `Line.equals`."""
        groups = {line.equals: [each for each in self.lines if each.equals == line.equals] for line in self.lines}
        return [group for equals, group in groups.items() if equals and all(each.is_verified for each in group)]

    def tie_of(self, participants: Iterable[int]) -> list[Line]:
        """The tie of exactly these participants; empty where they are none."""
        wanted = tuple(sorted(participants))
        return next((tie for tie in self.ties if tie[0].equals == wanted), [])

    def tie_with(self, participant: int) -> list[Line]:
        """The tie that this participant is in; empty where it is in none."""
        return next((tie for tie in self.ties if participant in tie[0].equals), [])

    @cached_property
    def graded(self) -> list[Graded]:
        """Units with their grades and why; nothing where the table does not grade."""
        if not self.grading.grades:
            return []
        return [
            gradings.graded(self.grading, each.report.pk, str(each.participant), each.verdict) for each in self.lines
        ]

    @cached_property
    def submitted(self) -> list[Line]:
        """Reports that wait to be accepted or returned."""
        return [line for line in self.lines if line.report.state == ReportState.SUBMITTED]

    @cached_property
    def late(self) -> list[Report]:
        """Reports of units that are not considered, come in since, that wait to be accepted or returned."""
        return [report for report in self.unsent if report.state == ReportState.SUBMITTED]

    @cached_property
    def unexplained(self) -> list[Report]:
        """Of units for which nobody has said yet why they are not considered."""
        return [report for report in self.unsent if report.participant.not_considered_at is None]

    @cached_property
    def unverified(self) -> list[Line]:
        """Accepted reports with a line that still waits for the cluster's points."""
        return [line for line in self.lines if line.report.state == ReportState.ACCEPTED and not line.is_verified]


def for_page(user) -> QuerySet[Season]:
    """Seasons that the person may see, with what the pages and policies of judging read; `due_at` as the function."""
    now = SeasonPhase.objects.filter(season=OuterRef("pk"), phase=OuterRef("phase")).order_by("pk")
    found = Season.objects.visible_to(user).annotate(due_at=Subquery(now.values("due_at")[:1]))
    return found.select_related("cluster__authority", "table")


def due_at(season: Season) -> dt.datetime | None:
    """When the phase that the season is in is due."""
    return season.phases.filter(phase=season.phase).values_list("due_at", flat=True).first()


def live(season: Season, core: scorings.Core | None = None, facts: scorings.Facts | None = None) -> Live:
    """Four queries, however many units, and those for what the table's grading looks at beyond points.

    `core` and `facts` are the season's table and all its facts, where a page has read them already.
    """
    table, criteria = core or scorings.sums_of(season.table)
    reports = _reports(season)
    scores = assessment.scores_of_season(season)
    lines, unsent = [], []
    for report in reports:
        report.participant.season = season
        if report.state in SENT_IN and report.participant.not_considered_at is None:
            lines.append(_line(table, report, assessment.leaves(criteria, scores.get(report.pk, {}))))
        else:
            unsent.append(report)
    grading = gradings.of_year(season.table, reports[0].terms if reports else None)  # type: ignore[attr-defined]
    known = _verified(grading, gradings.known_in(season, grading, criteria, facts), lines)
    placed, questions = _placed(table, criteria, lines, grading, known)
    return Live(season, table, criteria, placed, unsent, in_force(season), grading, known, questions)


def _reports(season: Season) -> list[Report]:
    """Of the units that stay, by name; each with the `terms` by which the year is judged."""
    standing = terms.standing("participant__season__cluster", clock.today(), "participant__season__ends_on")
    found = Report.objects.in_season(season).filter(participant__left_on__isnull=True).annotate(terms=standing)
    return list(found.select_related("participant__organisation").order_by("participant__organisation__sort_key", "pk"))


def _verified(grading: Grading, known: Known, lines: list[Line]) -> Known:
    """Grades and order rest on figures that the cluster let stand; where it gave other points, on what these mean."""
    asked, entries = needs.lines_of(grading), dict(known.entries)
    for line in lines if asked else ():
        leaves = (leaf for leaf in line.leaves if leaf.criterion.code in asked)
        entries[line.participant.pk] = assessment.verified(entries.get(line.participant.pk, {}), leaves)
    return replace(known, entries=entries)


def in_force(season: Season) -> Standing | None:
    """The sealed ranking that no later one has replaced."""
    return Standing.objects.in_force().filter(season=season).defer("manifest").first()


def _line(table: scoring.Table, report: Report, leaves: list[Leaf]) -> Line:
    own, given = assessment.sheets(table, leaves)
    return Line(report.participant, report, tuple(leaves), given, own)


def _placed(
    table: scoring.Table, criteria: Mapping[str, Criterion], lines: list[Line], grading: Grading, known: Known
) -> tuple[list[Line], tuple[Question[int], ...]]:
    """In order of rank; units of one rank in the order of their names, as they came. And what the meeting decides."""
    names = {line.participant.pk: index for index, line in enumerate(lines)}
    by_pk = {line.participant.pk: line for line in lines}
    what = (grading, table, {pk: line.sheet for pk, line in by_pk.items()}, known.entries, known.facts)
    order = order_cluster(*what, known.orders)
    unsettled = order_cluster(*what) if needs.asks_the_meeting(grading) else []
    judged = judge_cluster(*what, {one.key: one.rank for one in order}, known.decisions)
    equals = {one.key: tuple(sorted((one.key, *one.tied_with))) for one in unsettled if one.is_tied}
    placed = [
        replace(
            by_pk[one.key],
            rank=one.rank,
            is_tied=one.is_tied,
            broken_by=one.broken_by,
            equals=equals.get(one.key, ()),
            verdict=judged.verdicts[one.key],
        )
        for one in sorted(order, key=lambda one: (one.rank, names[one.key]))
    ]
    spans = rank_span.spans(table, criteria, placed, bool(grading.tie_breakers))
    lines = [replace(line, best=best, worst=worst) for line, (best, worst) in zip(placed, spans, strict=True)]
    return lines, judged.questions
