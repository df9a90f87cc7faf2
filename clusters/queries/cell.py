"""Rows of a sheet as one person's sending meets them: a criterion with its rule and what stands in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import FilteredRelation, Q
from django.urls import reverse

from clusters.enums import Supplier
from clusters.models import Criterion, Figures, PeriodReport, Report
from clusters.queries import scoring as scores
from clusters.scoring import Input

Sheet = Report | PeriodReport


@dataclass
class Row:
    """One criterion of the sheet, and the result that stands there, if any."""

    criterion: Criterion
    rule: scores.Rule
    result: Figures | None

    @cached_property
    def inputs(self) -> dict[str, Input]:
        """What the rule asks, by name, in its order."""
        return {one.name: one for one in self.rule.inputs}

    @property
    def values(self) -> dict[str, Any]:
        """Typed, by part: the inputs of the rule, and the note."""
        stored = self.result.inputs if self.result else {}
        return {**scores.typed(self.rule, stored), Figures.NOTE: self.result.note if self.result else ""}

    def version_of(self, part: str) -> int:
        return self.result.version_of(part) if self.result else 0


def place_of(report: Sheet) -> int | str:
    """What tells a sheet from all others, be its report begun or not."""
    if isinstance(report, PeriodReport):
        return f"period-{report.period.pk}-{report.participant.pk}"
    return report.pk


def address_of(report: Sheet, name: str, *more: int) -> str:
    """One of the addresses that the reports of a year and of a period have alike."""
    if isinstance(report, PeriodReport):
        return reverse(f"period-{name}", args=[report.period.pk, report.participant.pk, *more])
    return reverse(f"report-{name}", args=[report.pk, *more])


def rows(report: Sheet, keys: Iterable[int]) -> dict[int, Row]:
    """Those of the keys that the unit itself fills in on this sheet, by criterion; one query."""
    related = report.results.model._meta.get_field("criterion").related_query_name()
    own = FilteredRelation(related, condition=Q(**{f"{related}__report": report.pk}))
    asked = Criterion.objects.filter(version=report.participant.season.table_id, supplier=Supplier.UNIT)
    if isinstance(report, PeriodReport):
        asked = asked.filter(reported=report.period.kind)
    found = asked.exclude(rule_type="").filter(pk__in=keys).annotate(own=own)
    found = found.select_related("own")  # type: ignore[misc]  # the relation is made in the line above
    read = ((criterion, scores.rule_of(criterion)) for criterion in found)
    return {each.pk: Row(each, rule, getattr(each, "own", None)) for each, rule in read if rule}
