"""Target against actual over all clusters: sums, and for percentages sums over sums, never a mean of means.

Only what was sent in counts as a result: drafts belong to their units. What is not accepted yet is unverified.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Q

from clusters import targeting
from clusters.enums import SectionKind, TargetKind
from clusters.models import Criterion, Result, Target
from clusters.models.report import SENT_IN
from clusters.queries import scoring as scores
from clusters.queries import target as kinds
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
        inputs = self._inputs
        part, whole = inputs.get("numerator"), inputs.get("denominator")
        return (Decimal(part), Decimal(whole)) if part is not None and whole is not None else None

    @property
    def _inputs(self) -> Mapping[str, Any]:
        return self.result.inputs if self.result else {}

    @property
    def value(self) -> Decimal | None:
        """Of yes or no, 1 or 0."""
        answer = self._inputs.get("answer")
        if isinstance(answer, bool):
            return Decimal(int(answer))
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

    @cached_property
    def asked(self) -> targeting.Asked | None:
        return kinds.asked_of(self.criterion)

    @property
    def is_rank(self) -> bool:
        return self.asked is not None and self.asked.kind == TargetKind.RANK

    @property
    def adds_up(self) -> bool:
        """Bare percentages and ranks are neither added nor averaged."""
        return self.is_ratio or not (self.is_rank or "%" in self.criterion.unit_of_measure)

    @property
    def is_told(self) -> bool:
        """Whether a figure says nothing without words."""
        return self.asked is not None and self.asked.kind in (TargetKind.RANK, TargetKind.YES_NO)

    @cached_property
    def promises(self) -> list[targeting.Promise]:
        return [item.target.promise for item in self.items.values() if item.target]

    def picked(self, measure: str) -> list[Item]:
        """The items behind a figure of that name."""
        tests = {
            "promised": lambda item: item.target is not None,
            "target": lambda item: item.target is not None and (not self._is_weighed or item.pair is not None),
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

    @cached_property
    def _is_weighed(self) -> bool:
        """Whether targets speak of the totals that were reported: where not all of them name their own two numbers."""
        return self.is_ratio and not all(each.pair for each in self.promises)

    def _target(self) -> Decimal | None:
        items = self.picked("target")
        if not self._is_weighed:
            found = targeting.summed(self.promises, self.is_lower_better).promise
            return found and (_ratio(*found.pair) if found.pair else found.value)
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

    @property
    def _is_share(self) -> bool:
        return self.is_ratio or any(each.kind == TargetKind.PER_CENT for each in self.promises)

    def _achieved(self) -> Decimal | None:
        """Result in per cent of the target; not for percentages, which stand beside their target as they are."""
        target, result = self._target(), self._result()
        return None if self._is_share or not target or result is None else _ratio(result, target)


def _ratio(part, whole) -> Decimal | None:
    return (part * HUNDRED / whole).quantize(Decimal("0.01")) if whole else None


def of(units: list[Unit]) -> list[Measured]:
    """Every criterion with a target or a numeric result in these units, in table order; two queries. Answers of yes or
    no count where there is a target."""
    by_participant = {unit.participant.pk: unit for unit in units}
    found: dict[int, Measured] = {}
    for target in _of(Target.objects, "participant", by_participant):
        _item(found, target.criterion, by_participant[target.participant_id]).target = target
    answered = [each.criterion.pk for each in found.values() if each.asked and each.asked.kind == TargetKind.YES_NO]
    told = Result.objects.filter(Q(value__isnull=False) | Q(criterion__in=answered), report__state__in=SENT_IN)
    for result in _of(told, "report__participant", by_participant).select_related("report"):
        _item(found, result.criterion, by_participant[result.report.participant_id]).result = result
    return sorted(found.values(), key=lambda each: (each.criterion.version_id, each.criterion.position))


def _of(rows, path: str, participants):
    return rows.filter(**{f"{path}__in": list(participants)}).select_related("criterion__version__table").order_by("pk")


def _item(found: dict[int, Measured], criterion: Criterion, unit: Unit) -> Item:
    measured = found.setdefault(criterion.pk, Measured(criterion))
    return measured.items.setdefault(unit.participant.pk, Item(unit))
