"""The tables of target against result: a line for each criterion, and the units behind a figure."""

from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import targeting, writing
from clusters.queries import target as kinds
from clusters.tables import Cell, Column, Row, Table
from emulation.queries.dashboard.scope import Scope
from emulation.queries.dashboard.target import HUNDRED, Item, Measured


def table(scope: Scope, measured: list[Measured]) -> Table:
    """One row for each criterion."""
    columns = [
        Column("criterion", _("Criterion"), spot="name"),
        Column("measure", _("Unit of measure")),
        Column("promised", _("Units with a target"), "number"),
        Column("target", _("Target"), "number"),
        Column("reported", _("Units reported"), "number"),
        Column("result", _("Result"), "number"),
        Column("achieved", _("Achieved"), "percent", spot="figure"),
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
        blank = bool(each.picked(measure)) and measure in ("target", "result")
        return Cell(None, note=_why_none(each, measure) if blank else "")
    open_share = measure in ("result", "achieved", "unverified") and bool(each.picked("unverified"))
    url = scope.rows(measure, criterion=each.criterion.pk)
    return Cell(value, url=url, tone="unverified" if open_share else _mood(each, measure, value))


def _why_none(each: Measured, measure: str) -> str:
    """Of promises their own reason; results come in the criterion's unit, so only what does not add up has none."""
    reason = targeting.summed(each.promises).reason if measure == "target" else ""
    if each.is_rank:
        return _("ranks are not added up")
    return reason or ("" if each.adds_up else _("percentages are not added up"))


def _mood(each: Measured, measure: str, value: Decimal | int) -> str:
    if measure == "achieved" and not each.is_lower_better:
        return "good" if value >= HUNDRED else ""
    return "muted" if value == 0 else ""


def rows(each: Measured, measure: str) -> Table:
    """The units behind a figure with their figures, and in the total what the figure says."""
    columns = [
        Column("unit", _("Unit"), "link", spot="name"),
        Column("cluster", _("Cluster or block"), "link", spot="line"),
        Column("target", _("Target"), "number"),
        *_pair_columns(each),
        Column("result", _("Result"), "number"),
        Column("met", _("Target met"), "state", spot="mark"),
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
            kinds.cell(item.target, each.criterion.unit_of_measure),
            *pair,
            _reported(each, item),
            met if compared else None,
            open_ if item.result else None,
        ]
    )


def _reported(each: Measured, item: Item) -> Cell:
    """In the words of the target's kind."""
    if item.result is None or item.value is None:
        return Cell(None)
    said = targeting.word(targeting.in_unit(item.value, each.asked)) if each.is_told else None
    return Cell(item.value, text=said, mark=item.result.mark, source=item.result.source)
