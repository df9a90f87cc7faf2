"""What a report costs its unit: points at risk and points to gain, with the result that would reach them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from clusters import accounts, explanations
from clusters.models import Criterion, Report
from clusters.queries import scoring as scorings
from clusters.queries import simulation
from clusters.scoring import TARGET, Sheet, costs
from clusters.scoring.costs import Cost, Short
from clusters.tables import Cell, Column, Row, Table

ZERO = Decimal(0)
LABELS = {
    costs.EVIDENCE: gettext_noop("Evidence is missing"),
    costs.FIGURES: gettext_noop("Figures are missing"),
    costs.AWAITED: gettext_noop("Others have not entered it yet"),
    costs.LATE: gettext_noop("Late"),
    costs.GAP: gettext_noop("Short of more points"),
    costs.PENALTY: gettext_noop("Taken off"),
}


@dataclass(frozen=True)
class Costs:
    """`lost` holds each kind that costs something with its words and what it costs in the total."""

    sheet: Sheet
    lost: list[tuple[str, Decimal]]
    short: tuple[Short, ...]
    grade: str
    table: Table


class Risk(NamedTuple):
    """Points that are not there, by kind and in sum (each line by itself, at most), and line by line."""

    lost: list[tuple[str, Decimal]]
    total: Decimal
    table: Table


def of_report(report: Report) -> Costs:
    """From what stands in the rows now; a constant number of queries."""
    case = simulation.case_of(report, simulation.read_for(report))
    found, sheet = costs.costs_of(case.table, case.entries, case.unit), case.sheet
    return Costs(
        sheet=sheet,
        lost=_lost(found),
        short=costs.short_of(sheet.total, case.thresholds),
        grade=case.grade(sheet),
        table=_table(report, case, found),
    )


def at_risk(report: Report, case: simulation.Case) -> Risk:
    """What the check before the signature shows of it; no query."""
    found = costs.costs_of(case.table, case.entries, case.unit)
    table = replace(_table(report, case, found), name="risk")
    return Risk(_lost(found), sum((costs.lost_to(kind, found) for kind in LABELS), ZERO), table)


def _lost(found: tuple[Cost, ...]) -> list[tuple[str, Decimal]]:
    lost = ((_(label), costs.lost_to(kind, found)) for kind, label in LABELS.items())
    return [(label, points) for label, points in lost if points]


def _table(report: Report, case: simulation.Case, found: tuple[Cost, ...]) -> Table:
    columns = [
        Column("criterion", _("Criterion"), "link", spot="name"),
        Column("total", _("Gain in the total"), "points", spot="figure"),
        Column("reach", _("What would reach more"), spot="line"),
        Column("kind", _("Why points are missing"), spot="line"),
        Column("now", _("Points now"), "points"),
        Column("then", _("Points then"), "points"),
        Column("gain", _("Gain on the line"), "points"),
        Column("remark", _("Remark"), sortable=False, spot="line"),
    ]
    rows = [_row(report, case, cost) for cost in found]
    empty = _("Nothing is lost: every line has all the points that its rule can give, or no result is known to add.")
    return Table("costs", _("Points at risk and to gain"), columns, rows, empty=empty)


def _row(report: Report, case: simulation.Case, cost: Cost) -> Row:
    criterion = case.criteria[cost.code]
    most = _("at most") if cost.is_most else ""
    return Row(
        [
            Cell(str(criterion), url=reverse("why", args=[report.pk, criterion.pk])),
            Cell(cost.total, note=most, tone="" if cost.total else "muted"),
            "; ".join(_reach(case, criterion, cost)),
            _(LABELS[cost.kind]),
            cost.now,
            Cell(cost.then, note=most),
            Cell(cost.gain, note=most),
            _remark(cost),
        ]
    )


def _reach(case: simulation.Case, criterion: Criterion, cost: Cost) -> Iterator[str]:
    """What has to be added, or to be different."""
    rule = scorings.rule_of(criterion)
    inputs = {one.name: one for one in rule.inputs} if rule else {}
    for name in cost.missing:
        yield explanations.word(TARGET.label if name == TARGET.name else inputs[name].label)
    if cost.lacks_evidence:
        yield _("a file as evidence")
    values = case.own[criterion.code].values if cost.values else {}
    for name, value in cost.values.items():
        wanted = accounts.figure(inputs[name], value, criterion.unit_of_measure)
        now = explanations.say(inputs[name], values[name])
        yield _("{wanted} (now {now})").format(wanted=wanted, now=now)


def _remark(cost: Cost) -> str:
    """Why the total gains less, or more, than the line."""
    if cost.at is None:
        return ""
    said = "; ".join(explanations.explain(reason) for reason in cost.reasons)
    return f"{cost.at}: {said}" if cost.at and cost.at != cost.code else said
