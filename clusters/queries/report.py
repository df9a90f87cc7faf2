"""What the pages of a report show: its lines with target, result, points and reasons; the reports of a season."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Case, Exists, OuterRef, QuerySet, Value, When
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from clusters import explanations, scoring, targeting
from clusters.enums import ReportState, Supplier
from clusters.models import Citation, Criterion, Figures, Participant, Report, Standing, Target
from clusters.prepared import Prepared
from clusters.queries import deadline, fact_feed, report_rows
from clusters.queries import scoring as scores
from clusters.queries import target as kinds
from clusters.queries.scoring import Read
from clusters.scoring import TARGET, Line, Sheet
from clusters.steps import Step, StepStatus

RELATED = (
    "participant__organisation",
    "participant__season__cluster__authority",
    "participant__season__table__table",
    "signed_by",
    "accepted_by",
)

Known = Mapping[str, Decimal]


@dataclass(frozen=True)
class ReportLine:
    """One criterion of a report. `inputs` are typed; `missing` holds the labels of what is not entered yet.

    `entry` is what the arithmetic took for the unit; `brought` where the system knows it, at a leaf that follows from
    facts.
    """

    criterion: Criterion
    depth: int
    rule: scores.Rule | None
    line: Line
    target: Target | None = None
    result: Figures | None = None
    evidence: Sequence[Citation] = ()
    entry: scoring.Entry | None = None
    brought: bool = False

    gives_points = True

    @property
    def subject(self) -> Criterion:
        """What tells this line from the others on its page."""
        return self.criterion

    @property
    def name(self) -> str:
        return self.criterion.code

    @property
    def is_group(self) -> bool:
        return not self.criterion.rule_type

    @property
    def is_asked(self) -> bool:
        """Whether the unit itself enters the figures of this line."""
        return self.rule is not None and self.criterion.supplier == Supplier.UNIT

    @property
    def is_penalty(self) -> bool:
        return self.criterion.section == "penalty"

    @property
    def rule_in_words(self) -> str:
        if self.rule is None:
            return explanations.describe_rule(scores.node_of(self.criterion))
        return self.rule.said_of(self.criterion)

    @property
    def consequence(self) -> str:
        """What comes of the figures, in words."""
        return self.rule_in_words

    @cached_property
    def inputs(self) -> dict:
        """As typed by the rule, or what the system brought; empty when nothing fits it."""
        if self.entry is not None:
            return dict(self.entry.values)
        return scores.typed(self.rule, self.result.inputs if self.result else {})

    @property
    def unit(self) -> str:
        """What the figures of the row are counted in."""
        return unit_of(self.rule, self.criterion.unit_of_measure)

    @property
    def shown(self) -> str:
        """The result in words: 97 / 103, yes, 12 models."""
        return in_words(self.rule, self.inputs, self.criterion.unit_of_measure)

    @property
    def reasons(self) -> list[str]:
        return [explanations.explain(reason) for reason in self.line.reasons]

    @property
    def is_filled(self) -> bool:
        return not self.lacking

    @cached_property
    def lacking(self) -> list[str]:
        """The labels of what the unit still has to enter, as the rule declares them; the target is no part of the
        report, nor what others enter."""
        if not self.is_asked:
            return []
        asked = {one.name: one.label for one in self.rule.inputs} if self.rule else {}
        return [asked[name] for name in self.line.missing if name != TARGET.name]

    @property
    def missing(self) -> list[str]:
        """The same in the reader's language."""
        return [explanations.word(label) for label in self.lacking]

    @property
    def blank(self) -> str:
        """Why it is left blank, where that is said; what is entered in part has to be completed."""
        if self.result is None or self.result.inputs or self.is_filled:
            return ""
        return self.result.blank

    @property
    def is_settled(self) -> bool:
        """Nothing is missing, or it is said why."""
        return self.is_filled or bool(self.blank)

    @property
    def lacks_evidence(self) -> bool:
        proves = self.criterion.evidence_required and self.criterion.supplier == Supplier.UNIT
        return proves and not any(proof.counts for proof in self.evidence) and not self.is_penalty

    @property
    def difference(self) -> Decimal | None:
        """Result less target, where both are numbers; of two percentages of two numbers both cut off alike."""
        if self.target is None or self.result is None or self.result.value is None:
            return None
        pair = [self.result.inputs.get(name) for name in ("numerator", "denominator")]
        if self.target.promise.pair is None or None in pair or not Decimal(pair[1]):
            return self.result.value - self.target.value
        asked = kinds.asked_of(self.criterion)
        reached = targeting.share(Decimal(pair[0]), Decimal(pair[1]), bool(asked and asked.lower))
        return reached.value - self.target.value

    @property
    def is_better(self) -> bool | None:
        """Whether the result is better than promised, by the side that serves the unit; None for neither."""
        gap, asked = self.difference, kinds.asked_of(self.criterion)
        return (gap < 0) == asked.lower if gap and asked else None


def in_words(rule: scores.Rule | None, inputs: dict, unit: str) -> str:
    """Typed inputs as a person says them."""
    if rule is None:
        return ""
    if inputs.get(scoring.NO_CASE_INPUT.name):
        return gettext(scoring.NO_CASE_INPUT.label)
    given = ((one, inputs[one.name]) for one in rule.inputs if inputs.get(one.name) is not None)
    said = [words for one, value in given for words in [explanations.say(one, value)] if words]
    return f"{_between(rule).join(said)} {unit_of(rule, unit)}".strip() if said else ""


def _between(rule: scores.Rule) -> str:
    """Days have strokes themselves."""
    return " – " if any(one.kind == "date" for one in rule.inputs) else " / "


def unit_of(rule: scores.Rule | None, unit_of_measure: str) -> str:
    """What the inputs of the rule are counted in; nothing where they are not counted."""
    counted = (explanations.counted_in(one, unit_of_measure) for one in rule.inputs) if rule else ()
    return next(filter(None, counted), "")


def for_page(user) -> QuerySet[Report]:
    """Visible ones with everything that policies and pages read.

    `own_to` is the key of the person where it is the report of their unit.
    """
    own = Exists(Participant.objects.of(user).filter(pk=OuterRef("participant")))
    found = deadline.annotated(Report.objects.visible_to(user)).annotate(is_sealed=_sealed())
    return found.annotate(own_to=Case(When(own, then=Value(user.pk)))).select_related(*RELATED)


def _sealed() -> Exists:
    return Exists(Standing.objects.in_force().filter(season=OuterRef("participant__season")))


def to_fill_in(user, pk: int) -> Report:
    """The same for a page that only the unit's own people use: their reports are looked for first, which costs a third
    of asking for everybody's. Raises Report.DoesNotExist for what the person may not see."""
    return _OWN.first(user.pk, pk) or for_page(user).get(pk=pk)


def _own(person: int, pk: int) -> QuerySet[Report]:
    own = Report.objects.filter(Exists(Participant.objects.of(person).filter(pk=OuterRef("participant"))), pk=pk)
    return deadline.annotated(own).annotate(own_to=Value(person), is_sealed=_sealed()).select_related(*RELATED)


_OWN = Prepared(_own, keys=2)


def lines_of(
    report: Report, read: Read | None = None, core: scores.Core | None = None, known: Known | None = None
) -> tuple[list[ReportLine], Sheet]:
    """Every criterion in table order with what stands in the rows now, and the sheet; queries do not grow. `read` is
    the season (which is read where a rule compares the units), `core` its table, `known` the facts of the unit, where
    the page has read them already."""
    season, unit = report.participant.season, report.participant_id
    if season.table is None:
        return [], scores.sheet_of(report)
    if core is None:
        core = scores.Core(read.table, dict(read.criteria)) if read else scores.table_of(season.table)
    criteria, rules = core.criteria, core.rules
    if read is None and scores.looks_at_others(criteria.values()):
        read = scores.read_season(season, core)
    found = report_rows.of_report(report, criteria)
    if known is None:
        known = read.facts.get(unit, {}) if read else fact_feed.known_of(report.participant, criteria)
    brought = _brought(criteria, rules, found, known)
    own = {code: brought.get(code) or _entry(rules[c.pk], *found[c.pk]) for code, c in criteria.items()}
    sheet = read.sheets([unit])[unit] if read else core.scorer.score({unit: own})[unit]
    return list(_lines(core, found, sheet, own, brought)), sheet


def _lines(
    core: scores.Core,
    found: dict[int, report_rows.Stored],
    sheet: Sheet,
    own: dict[str, scoring.Entry],
    brought: Collection[str],
) -> Iterator[ReportLine]:
    depths: dict[int | None, int] = {None: -1}
    for code, c in core.criteria.items():
        depths[c.pk] = depths[c.parent_id] + 1
        known = (own[code], code in brought)
        yield ReportLine(c, depths[c.pk], core.rules[c.pk], sheet.lines[code], *found[c.pk], *known)


def _brought(
    criteria: dict[str, Criterion], rules: Mapping, found: dict[int, report_rows.Stored], known: Mapping[str, Decimal]
) -> dict[str, scoring.Entry]:
    """What the system brings for this unit, by code."""
    entries = {}
    for code, c in fact_feed.fed(criteria).items():
        target, _result, _proofs = found[c.pk]
        entries[code] = scores.fed_entry(c, rules[c.pk], target.value if target else None, known)
    return entries


def _entry(
    rule: scores.Rule | None, target: Target | None, result: Figures | None, proofs: Iterable[Citation]
) -> scoring.Entry:
    typed = scores.typed(rule, result.inputs) if result else {}
    return scoring.Entry(typed, target.value if target else None, any(proof.counts for proof in proofs))


def entry_of(line: ReportLine) -> scoring.Entry:
    """What the unit brings for the line, as the arithmetic takes it."""
    return line.entry or _entry(line.rule, line.target, line.result, line.evidence)


def leaves(lines: Iterable[ReportLine]) -> list[ReportLine]:
    """The lines that are filled in, without the groups."""
    return [line for line in lines if not line.is_group]


def filled(lines: list[ReportLine]) -> int:
    """How many leaves have all their figures."""
    return sum(1 for line in leaves(lines) if not line.missing)


def how_far(lines: Iterable[ReportLine]) -> dict[str, Any]:
    """How many leaves have all their figures, of how many, and when one was last saved."""
    own = leaves(lines)
    saved = max((line.result.updated_at for line in own if line.result), default=None)
    return {"filled": filled(own), "of": len(own), "saved": saved}


def steps(report: Report) -> list[Step]:
    """Draft, signed off, submitted, accepted; a return is a note on the first step."""
    order = [ReportState.DRAFT, ReportState.SIGNED, ReportState.SUBMITTED, ReportState.ACCEPTED]
    state = ReportState.DRAFT if report.state == ReportState.RETURNED else ReportState(report.state)
    at, done = order.index(state), state == ReportState.ACCEPTED
    status = [
        StepStatus.DONE if i < at or done else StepStatus.CURRENT if i == at else StepStatus.TODO
        for i in range(len(order))
    ]
    note = _("returned: being mended") if report.return_reason else ""
    return [Step(s.label, each, note if s == ReportState.DRAFT else "") for s, each in zip(order, status, strict=True)]
