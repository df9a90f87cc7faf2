"""Figures that the head or the authority brings for all units: which criteria, for whom, and how far they are."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import explanations, scoring
from clusters.enums import Supplier
from clusters.models import Criterion, Evidence, Participant, Report, Result, Season, User
from clusters.queries import post
from clusters.queries import scoring as scores
from clusters.queries.report import unit_of
from clusters.tables import Cell, Column, Row, Table

SUPPLIED = (Supplier.HEAD, Supplier.AUTHORITY)


@dataclass(frozen=True)
class Line:
    """One unit's figures for the criterion that are being entered."""

    report: Report
    criterion: Criterion
    rule: scores.Rule
    result: Result | None = None
    evidence: tuple[Evidence, ...] = ()
    is_asked = True

    @property
    def subject(self) -> Report:
        """What tells this line from the others on its page."""
        return self.report

    @property
    def name(self) -> str:
        return str(self.report.participant)

    @property
    def inputs(self) -> dict[str, Any]:
        """As typed by the rule; empty when nothing fits it."""
        return scores.typed(self.rule, self.result.inputs if self.result else {})

    @property
    def is_filled(self) -> bool:
        return is_filled(self.rule, self.inputs)

    @property
    def unit(self) -> str:
        """What the figures of the row are counted in."""
        return unit_of(self.rule, self.criterion.unit_of_measure)


def criteria_of(season: Season) -> QuerySet[Criterion]:
    """The lines of the year's table whose figures the units do not enter themselves, in table order."""
    leaves = Criterion.objects.filter(version=season.table_id, supplier__in=SUPPLIED).exclude(rule_type="")
    return leaves.order_by("position", "pk")


def units_of(user: User, season: Season, supplier: str) -> list[Participant]:
    """The units for which it falls to this person to enter what the supplier brings, by name; never their own."""
    if supplier == Supplier.HEAD:
        return post.verified_by(user, season)
    if supplier == Supplier.AUTHORITY and post.is_official_of(user, season.cluster.authority):
        return post.others(user, season)
    return []


def suppliers(user: User, season: Season) -> list[str]:
    """As which suppliers the person enters figures for some unit of the year."""
    return [supplier for supplier in SUPPLIED if units_of(user, season, supplier)]


def in_words(criterion: Criterion) -> str:
    """The rule of the criterion."""
    return explanations.describe_rule(scores.node_of(criterion))


def lines_of(user: User, season: Season, criterion: Criterion) -> list[Line]:
    """A line for each unit of the person's, by name, with what stands. Nothing where the rule cannot be read."""
    rule, units = scores.rule_of(criterion), units_of(user, season, criterion.supplier)
    reports = list(Report.objects.filter(participant__in=units).select_related("participant__organisation"))
    reports.sort(key=lambda report: (report.participant.organisation.sort_key, report.pk))
    here = {"report__in": reports, "criterion": criterion}
    results = {each.report_id: each for each in Result.objects.filter(**here).select_related("updated_by")}
    proofs: dict[int, list[Evidence]] = defaultdict(list)
    for each in Evidence.objects.standing().filter(**here).select_related("file").order_by("pk"):
        proofs[each.report_id].append(each)
    return [Line(each, criterion, rule, results.get(each.pk), tuple(proofs[each.pk])) for each in reports if rule]


def is_filled(rule: scores.Rule | None, inputs: Mapping[str, Any]) -> bool:
    """Whether typed inputs are all there, or say that there are none."""
    if rule is None:
        return False
    if inputs.get(scoring.NO_CASE_INPUT.name) or inputs.get(scoring.NOT_APPLICABLE_INPUT.name):
        return True
    return all(inputs.get(one.name) is not None for one in rule.inputs if one.required)


def table(season: Season, criteria: list[Criterion], enters: Collection[str]) -> Table:
    """Each such criterion with who enters it and for how many units that is done; a link where the person `enters`."""
    columns = [
        Column("criterion", _("Criterion"), "link", sortable=False, spot="name"),
        Column("by", _("Figures entered by"), sortable=False, spot="line"),
        Column("scorer", _("Scorer"), sortable=False, spot="line"),
        Column("filled", _("Units"), "number", sortable=False),
        Column("most", _("Maximum"), "points", sortable=False, spot="figure"),
    ]
    units = Participant.objects.staying().filter(season=season).count()
    filled = _filled(season, criteria)
    rows = [_row(season, each, filled[each.pk], units, each.supplier in enters) for each in criteria]
    empty = _("The units enter the figures of every criterion of this year themselves.")
    return Table("supplied", _("Figures entered for the units"), columns, rows, empty=empty)


def _row(season: Season, criterion: Criterion, filled: int, units: int, enters: bool) -> Row:
    url = reverse("supply", args=[season.pk, criterion.pk]) if enters else ""
    tone = "" if filled == units else "warn"
    return Row(
        [
            Cell(str(criterion), url=url),
            criterion.get_supplier_display(),
            criterion.scorer,
            Cell(filled, text=f"{filled}/{units}", tone=tone),
            criterion.max_points,
        ]
    )


def _filled(season: Season, criteria: list[Criterion]) -> dict[int, int]:
    """For how many units that have not left each criterion has all its figures; one query."""
    rules = {each.pk: scores.rule_of(each) for each in criteria}
    counts = dict.fromkeys(rules, 0)
    results = Result.objects.filter(
        criterion__in=criteria, report__participant__season=season, report__participant__left_on__isnull=True
    )
    for criterion, inputs in results.values_list("criterion", "inputs"):
        counts[criterion] += is_filled(rules[criterion], scores.typed(rules[criterion], inputs))
    return counts
