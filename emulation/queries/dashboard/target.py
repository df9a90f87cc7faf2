"""Target against actual over all clusters: sums, and for percentages sums over sums, never a mean of means.

Only what was sent in counts as a result: drafts belong to their units. What is not accepted yet is unverified.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import writing
from clusters.enums import SectionKind
from clusters.models import Criterion, Result, Target
from clusters.models.report import SENT_IN
from clusters.queries import scoring as scores
from clusters.tables import Cell, Column, Row, Table
from emulation.queries.dashboard.scope import Scope
from emulation.queries.dashboard.unit import Unit

HUNDRED = Decimal(100)


@dataclass
class Item:
    """What one unit promised and reached for one criterion."""

    unit: Unit
    target: Target | None = None
    result: Result | None = None

    @property
    def pair(self) -> tuple[Decimal, Decimal] | None:
        """Numerator and denominator, where the result was given so."""
        inputs: Mapping[str, Any] = self.result.inputs if self.result else {}
        part, whole = inputs.get("numerator"), inputs.get("denominator")
        return (Decimal(part), Decimal(whole)) if part is not None and whole is not None else None

    @property
    def value(self) -> Decimal | None:
        return self.result.value if self.result else None

    @property
    def is_unverified(self) -> bool:
        return self.result is not None and not self.unit.is_accepted

    @property
    def beyond(self) -> Decimal | None:
        """By how much the result lies above the unit's own target, times the total of a percentage; exact."""
        if self.target is None or self.value is None:
            return None
        if self.pair is None:
            return self.value - self.target.value
        part, whole = self.pair
        return part * HUNDRED - self.target.value * whole


@dataclass
class Measured:
    """A criterion with everybody's figures."""

    criterion: Criterion
    items: dict[int, Item] = field(default_factory=dict)

    @cached_property
    def rule(self) -> scores.Rule | None:
        """None where it cannot be read."""
        return scores.rule_of(self.criterion)

    @cached_property
    def is_ratio(self) -> bool:
        """A percentage whose numerator and denominator are known."""
        return self.rule is not None and self.rule.type.is_percentage(self.rule.parameters)

    @cached_property
    def is_lower_better(self) -> bool:
        """As the rule promises it, of points that are taken off the other way round."""
        is_penalty = self.criterion.section == SectionKind.PENALTY
        return self.rule is not None and self.rule.type.is_lower_better(self.rule.parameters, is_penalty)

    def has_met(self, item: Item) -> bool:
        """Whether the unit reached its own target, in the direction that the rule calls better."""
        if item.beyond is None:
            return False
        return item.beyond <= 0 if self.is_lower_better else item.beyond >= 0

    @property
    def adds_up(self) -> bool:
        """Bare percentages are neither added nor averaged."""
        return self.is_ratio or "%" not in self.criterion.unit_of_measure

    def picked(self, measure: str) -> list[Item]:
        """The items behind a figure of that name."""
        tests = {
            "promised": lambda item: item.target is not None,
            "target": lambda item: item.target is not None and (not self.is_ratio or item.pair is not None),
            "reported": lambda item: item.value is not None,
            "result": lambda item: item.pair is not None if self.is_ratio else item.value is not None,
            "unverified": lambda item: item.is_unverified and item.value is not None,
            "met": self.has_met,
            "achieved": lambda item: item.target is not None or item.value is not None,
        }
        return [item for item in self.items.values() if tests[measure](item)]

    def figure(self, measure: str) -> Decimal | int | None:
        """The number shown for the criterion under that name."""
        if measure == "target":
            return self._target()
        if measure == "result":
            return self._result()
        if measure == "achieved":
            return self._achieved()
        return len(self.picked(measure))

    def _target(self) -> Decimal | None:
        items = self.picked("target")
        if not self.adds_up or not items:
            return None
        if not self.is_ratio:
            return sum((item.target.value for item in items), Decimal(0))
        weights = [(item.target.value, item.pair[1]) for item in items]
        return _ratio(sum(target * whole for target, whole in weights) / HUNDRED, sum(whole for _t, whole in weights))

    def _result(self) -> Decimal | None:
        items = self.picked("result")
        if not self.adds_up or not items:
            return None
        if not self.is_ratio:
            return sum((item.value for item in items), Decimal(0))
        pairs = [item.pair for item in items]
        return _ratio(sum(part for part, _whole in pairs), sum(whole for _part, whole in pairs))

    def _achieved(self) -> Decimal | None:
        """Result in per cent of the target; not for percentages, which stand beside their target as they are."""
        target, result = self._target(), self._result()
        return None if self.is_ratio or not target or result is None else _ratio(result, target)


def _ratio(part, whole) -> Decimal | None:
    return (part * HUNDRED / whole).quantize(Decimal("0.01")) if whole else None


def of(units: list[Unit]) -> list[Measured]:
    """Every criterion with a target or a numeric result in these units, in table order; two queries."""
    by_participant = {unit.participant.pk: unit for unit in units}
    found: dict[int, Measured] = {}
    for target in _of(Target.objects, "participant", by_participant):
        _item(found, target.criterion, by_participant[target.participant_id]).target = target
    results = _of(Result.objects.filter(report__state__in=SENT_IN), "report__participant", by_participant)
    for result in results.exclude(value=None).select_related("criterion__version__table", "report"):
        _item(found, result.criterion, by_participant[result.report.participant_id]).result = result
    return sorted(found.values(), key=lambda each: (each.criterion.version_id, each.criterion.position))


def _of(rows, path: str, participants):
    return rows.filter(**{f"{path}__in": list(participants)}).select_related("criterion__version__table").order_by("pk")


def _item(found: dict[int, Measured], criterion: Criterion, unit: Unit) -> Item:
    measured = found.setdefault(criterion.pk, Measured(criterion))
    return measured.items.setdefault(unit.participant.pk, Item(unit))


def table(scope: Scope, measured: list[Measured]) -> Table:
    """One row for each criterion."""
    columns = [
        Column("criterion", _("Criterion")),
        Column("measure", _("Unit of measure")),
        Column("promised", _("Units with a target"), "number"),
        Column("target", _("Target"), "number"),
        Column("reported", _("Units reported"), "number"),
        Column("result", _("Result"), "number"),
        Column("achieved", _("Achieved"), "percent"),
        Column("met", _("Units that met theirs"), "number"),
        Column("unverified", _("Units unverified"), "number"),
    ]
    rows = [_row(scope, each, len({m.criterion.version_id for m in measured}) > 1) for each in measured]
    caption, empty = _("Target against result"), _("No target and no result has been sent in for this filter.")
    return Table("targets", caption, columns, rows, empty=empty, sort_key="target-sort", wide=False)


def _row(scope: Scope, each: Measured, many_tables: bool) -> Row:
    note = str(each.criterion.version) if many_tables else ""
    return Row(
        [
            Cell(str(each.criterion), note=note, sort=each.criterion.position),
            each.criterion.unit_of_measure,
            *[_figure(scope, each, m) for m in ("promised", "target", "reported", "result", "achieved", "met")],
            _figure(scope, each, "unverified"),
        ]
    )


def _figure(scope: Scope, each: Measured, measure: str) -> Cell:
    value = each.figure(measure)
    if value is None:
        blank = each.picked(measure) and not each.adds_up and measure in ("target", "result")
        return Cell(None, note=_("percentages are not added up") if blank else "")
    open_share = measure in ("result", "achieved", "unverified") and bool(each.picked("unverified"))
    url = scope.rows(measure, criterion=each.criterion.pk)
    return Cell(value, url=url, tone="unverified" if open_share else _mood(each, measure, value))


def _mood(each: Measured, measure: str, value: Decimal | int) -> str:
    if measure == "achieved" and not each.is_lower_better:
        return "good" if value >= HUNDRED else ""
    return "muted" if value == 0 else ""


def rows(each: Measured, measure: str) -> Table:
    """The units behind a figure with their figures, and in the total what the figure says."""
    columns = [
        Column("unit", _("Unit"), "link"),
        Column("cluster", _("Cluster or block"), "link"),
        Column("target", _("Target"), "number"),
        *_pair_columns(each),
        Column("result", _("Result"), "number"),
        Column("met", _("Target met"), "state"),
        Column("verified", _("Verification"), "state"),
    ]
    items = each.picked(measure)
    caption = f"{each.criterion} ({each.criterion.unit_of_measure or '–'})"
    lines = [_item_row(each, item) for item in items]
    return Table(
        "rows", caption, columns, lines, total=_total(each, measure, items), empty=_("No unit is counted here.")
    )


def _pair_columns(each: Measured) -> list[Column]:
    if not each.is_ratio:
        return []
    part = Column("numerator", _("Number achieved"), "number")
    return [part, Column("denominator", _("Out of a total of"), "number")]


def _total(each: Measured, measure: str, items: list[Item]) -> Row:
    """Counts are said in words; sums stand under what they add up."""
    figure = each.figure(measure)
    words = _("Total; achieved, in per cent: {figure}") if measure == "achieved" else _("Total: {figure}")
    name = Cell(figure, text=words.format(figure=writing.number(figure)))
    target = each.figure("target") if measure in ("target", "achieved") else None
    result = each.figure("result") if measure in ("result", "achieved") else None
    pairs = [item.pair for item in items if item.pair]
    sums = [sum(part for part, _w in pairs), sum(whole for _p, whole in pairs)] if each.is_ratio else []
    return Row([name, None, target, *sums, result, None, None])


def _item_row(each: Measured, item: Item) -> Row:
    unit = item.unit
    participant = unit.participant
    url = reverse("report", args=[unit.report.pk]) if item.result and unit.report else ""
    pair = list(item.pair or (None, None)) if each.is_ratio else []
    compared = item.target is not None and item.value is not None
    has_met = each.has_met(item)
    met = Cell("met" if has_met else "not_met", text=_("met") if has_met else _("not met"))
    open_ = Cell("todo", text=_("unverified")) if item.is_unverified else Cell("done", text=_("accepted"))
    return Row(
        [
            Cell(str(participant), url=url or reverse("organisation", args=[participant.organisation_id])),
            Cell(str(unit.season), url=reverse("dashboard-season", args=[unit.season.pk]), mark=unit.season.mark),
            _sourced(item.target),
            *pair,
            _sourced(item.result),
            met if compared else None,
            open_ if item.result else None,
        ]
    )


def _sourced(row: Target | Result | None) -> Cell:
    return Cell(row.value, mark=row.mark, source=row.source) if row else Cell(None)
