"""What the pages of a report show: its lines with target, result, points and reasons; the reports of a season."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from clusters import explanations, numbers, scoring
from clusters.enums import ReportState
from clusters.models import Criterion, Evidence, Report, Result, Target
from clusters.queries import scoring as scores
from clusters.scoring import TARGET, Line, Sheet
from clusters.steps import Step, StepStatus

RELATED = (
    "participant__organisation",
    "participant__season__cluster__authority",
    "participant__season__table__table",
    "signed_by",
    "accepted_by",
)


@dataclass(frozen=True)
class ReportLine:
    """One criterion of a report. `inputs` are typed; `missing` holds the labels of what is not entered yet."""

    criterion: Criterion
    depth: int
    rule: scores.Rule | None
    line: Line
    target: Target | None = None
    result: Result | None = None
    evidence: list[Evidence] = field(default_factory=list)

    @property
    def is_group(self) -> bool:
        return not self.criterion.rule_type

    @property
    def is_penalty(self) -> bool:
        return self.criterion.section == "penalty"

    @property
    def rule_in_words(self) -> str:
        return explanations.describe_rule(scores.node_of(self.criterion))

    @property
    def inputs(self) -> dict:
        """As typed by the rule; empty when nothing fits it."""
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
    def missing(self) -> list[str]:
        """What the unit still has to enter; the target is no part of the report."""
        asked = {one.name: one.label for one in self.rule.inputs} if self.rule else {}
        return [gettext(asked[name]) for name in self.line.missing if name != TARGET.name]

    @property
    def lacks_evidence(self) -> bool:
        return self.criterion.evidence_required and not self.evidence and not self.is_penalty

    @property
    def difference(self) -> Decimal | None:
        """Result less target, where both are numbers."""
        if self.target is None or self.result is None or self.result.value is None:
            return None
        return self.result.value - self.target.value


def in_words(rule: scores.Rule | None, inputs: dict, unit: str) -> str:
    """Typed inputs as a person says them."""
    if rule is None:
        return ""
    if inputs.get(scoring.NO_CASE_INPUT.name):
        return gettext(scoring.NO_CASE_INPUT.label)
    said = [_said(inputs[one.name], one) for one in rule.inputs if inputs.get(one.name) is not None]
    return f"{' / '.join(said)} {unit_of(rule, unit)}".strip() if said else ""


def unit_of(rule: scores.Rule | None, unit_of_measure: str) -> str:
    """What the inputs of the rule are counted in; nothing where they are not counted."""
    counted = next((one for one in rule.inputs if one.kind not in ("boolean", "choice")), None) if rule else None
    return counted.counted_in(unit_of_measure) if counted else ""


def _said(value, one: scoring.Input) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        return numbers.format(value)
    return gettext(dict(one.choices).get(value, value))


def for_page(user) -> QuerySet[Report]:
    """Visible ones with everything that policies and pages read."""
    return Report.objects.visible_to(user).select_related(*RELATED)


def lines_of(report: Report) -> tuple[list[ReportLine], Sheet]:
    """Every criterion in table order with what stands in the rows now, and the sheet; queries do not grow."""
    season = report.participant.season
    if season.table is None:
        return [], scores.sheet_of(report)
    table, criteria = scores.table_of(season.table)
    results = {each.criterion_id: each for each in report.results.select_related("updated_by")}
    targets = {each.criterion_id: each for each in report.participant.targets.all()}
    proofs: dict[int, list[Evidence]] = {}
    for each in report.evidence.standing().select_related("file", "added_by").order_by("pk"):
        proofs.setdefault(each.criterion_id, []).append(each)
    found = {c.pk: (targets.get(c.pk), results.get(c.pk), proofs.get(c.pk, [])) for c in criteria.values()}
    rules = {c.pk: scores.rule_of(c) for c in criteria.values()}
    if scores.looks_at_others(criteria.values()):
        sheet = scores.sheet_of(report)
    else:
        own = {code: _entry(rules[c.pk], *found[c.pk]) for code, c in criteria.items()}
        sheet = scoring.score_cluster(table, {report.participant_id: own})[report.participant_id]
    depths: dict[int | None, int] = {None: -1}
    lines = []
    for code, c in criteria.items():
        depths[c.pk] = depths[c.parent_id] + 1
        lines.append(ReportLine(c, depths[c.pk], rules[c.pk], sheet.lines[code], *found[c.pk]))
    return lines, sheet


def _entry(rule: scores.Rule | None, target: Target | None, result: Result | None, proofs: list) -> scoring.Entry:
    typed = scores.typed(rule, result.inputs) if result else {}
    return scoring.Entry(typed, target.value if target else None, bool(proofs))


def leaves(lines: list[ReportLine]) -> list[ReportLine]:
    """The lines that are filled in, without the groups."""
    return [line for line in lines if not line.is_group]


def filled(lines: list[ReportLine]) -> int:
    """How many leaves have all their figures."""
    return sum(1 for line in leaves(lines) if not line.missing)


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
