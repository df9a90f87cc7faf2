"""A report's lines with both points, and what each of them rests on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from clusters import explanations, scoring
from clusters.enums import Event, ScoreKind
from clusters.models import AuditEntry, Criterion, Evidence, Report, Result, Score, Season, Submission, Target, User
from clusters.models.report import SENT_IN
from clusters.queries import evidence_file as library
from clusters.queries import scoring as scorings
from clusters.queries import target as kinds
from clusters.scoring import Entry, Sheet
from clusters.scoring.values import NOT_COUNTED
from clusters.tables import Cell, Column, Row, Table

ZERO = Decimal(0)
KINDS = (ScoreKind.SELF, ScoreKind.HEAD)
Pair = dict[str, Score]


@dataclass(frozen=True)
class Leaf:
    """One line of the table for one report: the self-score and, once given, the cluster's points."""

    criterion: Criterion
    own: Score | None
    head: Score | None

    @property
    def points(self) -> Decimal:
        """What counts for now: the cluster's points, else the self-score."""
        given = self.head or self.own
        return given.points if given else ZERO

    @property
    def effect(self) -> str:
        """What the points that count for now do beyond counting."""
        given = self.head or self.own
        return given.effect if given else ""

    @property
    def is_verified(self) -> bool:
        """The cluster's points stand, and say why where they differ. A self-score changed later opens it again."""
        if self.head is None:
            return False
        return bool(self.head.note) or (self.own is not None and _alike(self.own, self.head))

    @property
    def is_given(self) -> bool:
        """Whether the cluster gave points, and not those that the unit's figures give."""
        return self.head is not None and (self.own is None or self.own.points != self.head.points)

    @property
    def difference(self) -> Decimal | None:
        """Cluster's points less self-score, while both are there and not the same."""
        if self.own is None or self.head is None or self.own.points == self.head.points:
            return None
        return self.head.points - self.own.points

    @property
    def reasons(self) -> list[str]:
        """Why the self-score is what it is, in the reader's language."""
        stored = self.own.reasons if self.own else []
        return [explanations.explain(scoring.Reason.from_json(one)) for one in stored]


def _alike(own: Score, head: Score) -> bool:
    return (own.points, own.effect) == (head.points, head.effect)


@dataclass(frozen=True)
class Group:
    """The group that a line stands in, with its sums up to its cap."""

    criterion: Criterion
    own: Decimal
    points: Decimal


@dataclass(frozen=True)
class Evidenced:
    """A leaf with what the unit promised, reported and proved; `aside` says why its points are not counted here."""

    leaf: Leaf
    group: Group | None = None
    target: Target | None = None
    result: Result | None = None
    inputs: list[str] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    aside: str = ""


@dataclass(frozen=True)
class Change:
    """One line of a criterion's history."""

    entry: AuditEntry
    before: Decimal | None
    after: Decimal
    note: str


def for_page(user) -> QuerySet[Report]:
    """Reports that the person may see, with what the pages and policies of judging read."""
    joined = ("participant__organisation", "participant__season__cluster__authority", "participant__season__table")
    again = Submission.objects.filter(report=OuterRef("pk")).order_by("pk").values("pk")[1:2]
    found = Report.objects.visible_to(user).annotate(was_sent_again=Exists(again))
    return found.select_related(*joined)


def leaves(criteria: Mapping[str, Criterion], scores: Mapping[int, Pair]) -> list[Leaf]:
    """The lines that take points, in table order, with one report's scores."""
    return [
        Leaf(each, pair.get(ScoreKind.SELF), pair.get(ScoreKind.HEAD))
        for each in criteria.values()
        if each.rule_type
        for pair in [scores.get(each.pk, {})]
    ]


def verified(entries: Mapping[str, Entry], leaves: Iterable[Leaf]) -> dict[str, Entry]:
    """What the unit entered, with the cluster's points wherever they are not those that its figures gave."""
    found = dict(entries)
    for leaf in leaves:
        if leaf.is_given:
            code = leaf.criterion.code
            found[code] = replace(found.get(code, Entry()), given=leaf.points)
    return found


def scores_of_season(season: Season) -> dict[int, dict[int, Pair]]:
    """By report and criterion, of the reports that were sent in; one query."""
    rows = Score.objects.filter(report__participant__season=season, report__state__in=SENT_IN, kind__in=KINDS).order_by(
        "pk"
    )
    found: dict[int, dict[int, Pair]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        found[row.report_id][row.criterion_id][row.kind] = row
    return found


def scores_of(report: Report) -> dict[int, Pair]:
    """By criterion, with who gave them; one query."""
    rows = Score.objects.filter(report=report, kind__in=KINDS).select_related("scored_by")
    found: dict[int, Pair] = defaultdict(dict)
    for row in rows.order_by("pk"):
        found[row.criterion_id][row.kind] = row
    return found


@dataclass(frozen=True)
class Scored:
    """A report's lines and what they come to: as the unit scored itself, and as it counts for now."""

    lines: list[Evidenced]
    own: Sheet
    given: Sheet

    @property
    def verified(self) -> int:
        return sum(line.leaf.is_verified for line in self.lines)

    @property
    def differing(self) -> int:
        return sum(line.leaf.difference is not None for line in self.lines)

    def line(self, criterion: Criterion) -> Evidenced | None:
        """The line of one criterion; None for a group and for another table's."""
        return next((line for line in self.lines if line.leaf.criterion == criterion), None)


def sheets(table: scoring.Table, leaves: list[Leaf]) -> tuple[Sheet, Sheet]:
    """Sums of the self-scores, and of the points that count for now."""
    totals = scoring.Totals(table)
    own = {leaf.criterion.code: _line(leaf.own.points, leaf.own.effect) for leaf in leaves if leaf.own}
    given = {leaf.criterion.code: _line(leaf.points, leaf.effect) for leaf in leaves}
    return totals.sheet(own), totals.sheet(given)


def _line(points: Decimal, effect: str) -> scoring.Line:
    """Stored points as the sums take them; whether they are counted elsewhere is asked there."""
    return scoring.Line(points, effect=effect)


def scored(report: Report, reader: User | None = None) -> Scored:
    """Everything that the assessment page shows, in five queries; for a `reader` one more: who else uses its files."""
    version = report.participant.season.table
    table, criteria = scorings.sums_of(version)
    found = leaves(criteria, scores_of(report))
    own, given = sheets(table, found)
    by_pk = {each.pk: each for each in criteria.values()}
    groups: dict[int | None, Group] = {
        pk: Group(each, own.lines[each.code].points, given.lines[each.code].points) for pk, each in by_pk.items()
    }
    return Scored(_lines(report, found, groups, given, reader), own, given)


def _lines(
    report: Report, found: list[Leaf], groups: Mapping[int | None, Group], given: scoring.Sheet, reader: User | None
) -> list[Evidenced]:
    standing = Evidence.objects.standing().filter(report=report).select_related("file__stored").order_by("pk")
    evidence: dict[int, list[Evidence]] = defaultdict(list)
    for each in standing:
        evidence[each.criterion_id].append(each)
    if reader:
        library.mark_shared([each.file for each in standing], reader)
    results = {row.criterion_id: row for row in Result.objects.filter(report=report)}
    targets = {row.criterion_id: row for row in Target.objects.filter(participant=report.participant_id)}
    return [
        Evidenced(
            leaf,
            group=groups.get(leaf.criterion.parent_id),
            target=targets.get(pk),
            result=results.get(pk),
            inputs=_inputs(leaf.criterion, results.get(pk)),
            evidence=evidence.get(pk, []),
            aside=_aside(given.lines[leaf.criterion.code]),
        )
        for leaf in found
        for pk in [leaf.criterion.pk]
    ]


def _aside(line: scoring.Line) -> str:
    return explanations.explain(line.reasons[-1]) if line.effect == NOT_COUNTED else ""


def table(found: Scored) -> Table:
    """The lines as a workbook holds them: what the page shows, row by row."""
    columns = [
        Column("criterion", _("Criterion")),
        Column("most", _("At most"), "points"),
        Column("target", _("Target"), "number"),
        Column("result", _("Result")),
        Column("own", _("Self-score"), "points"),
        Column("points", _("Cluster's points"), "points"),
        Column("note", _("Reason")),
    ]
    rows = [_row(line) for line in found.lines]
    total = Row([_("Total"), None, None, None, found.own.total, found.given.total, None])
    return Table("assessment", _("Cluster's points"), columns, rows, total=total)


def _row(line: Evidenced) -> Row:
    leaf, own, head = line.leaf, line.leaf.own, line.leaf.head
    return Row(
        [
            str(leaf.criterion),
            leaf.criterion.max_points,
            kinds.cell(line.target),
            "; ".join(line.inputs),
            own.points if own else None,
            Cell(head.points if head else None, tone="" if leaf.is_verified else "unverified"),
            head.note if head else "",
        ]
    )


def history_of(report: Report, criterion: Criterion) -> list[Change]:
    """Who gave this line which points when, newest first, from the report's trail."""
    entries = AuditEntry.objects.about(report).filter(event=Event.ASSESSMENT_SCORED).select_related("actor")
    return [
        Change(entry, _decimal(entry.before, criterion), Decimal(after), entry.after.get("note", {}).get(code, ""))
        for code in [criterion.code]
        for entry in entries.order_by("-number")
        for after in [entry.after.get("points", {}).get(code)]
        if after is not None
    ]


def _decimal(said: Mapping, criterion: Criterion) -> Decimal | None:
    before = said.get("points", {}).get(criterion.code)
    return None if before is None else Decimal(before)


def _inputs(criterion: Criterion, result: Result | None) -> list[str]:
    """What was entered, by the names that the rule declares; nothing where it does not fit the rule."""
    rule = scorings.rule_of(criterion)
    if rule is None or result is None:
        return []
    try:
        given = scoring.parse_inputs(rule.type, rule.parameters, result.inputs)
    except scoring.Unreadable:
        return []
    unit = criterion.unit_of_measure
    return [words for one in rule.inputs for words in [_words(one, given.get(one.name), unit)] if words]


def _words(one: scoring.Input, value: Any, unit: str) -> str:
    said = "" if value is None else explanations.say(one, value)
    if not said or one.kind == "boolean":
        return said
    return f"{explanations.word(one.label)}: {said} {explanations.counted_in(one, unit)}".strip()
