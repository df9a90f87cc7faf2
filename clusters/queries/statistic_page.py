"""The page of a shared statistic: members beside one another in a period, over the periods, and as bars.

"No figure" is said as such and counts nowhere; a sum says of how many members it is.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from clusters import clock, writing
from clusters.models import Organisation, SharedStatistic, StatisticLine, StatisticValue, User
from clusters.policies import statistic as policy
from clusters.queries import exchange
from clusters.queries import statistic as queries
from clusters.queries.statistic_period import Span, read, up_to
from clusters.queries.trail import trail
from clusters.scoring.ratio import percentage
from clusters.tables import Cell, Column, Row, Table

PERIODS_SHOWN = 6
PERIODS_OFFERED = 12
ZERO = Decimal(0)


class Bar(NamedTuple):
    """One bar of a chart: `length` of a hundred, and its value in words; without a value nothing is drawn."""

    label: str
    length: int
    words: str


@dataclass(frozen=True)
class Sheet:
    """The figures of a statistic up to the period shown."""

    statistic: SharedStatistic
    lines: list[StatisticLine]
    spans: list[Span]
    units: list[Organisation]
    values: list[StatisticValue]

    @property
    def span(self) -> Span:
        return self.spans[0]

    @property
    def has_whole(self) -> bool:
        """Whether a member has one figure: of its only line, or the sum of all."""
        return self.statistic.adds_up or len(self.lines) == 1

    @cached_property
    def taking_part(self) -> list[Organisation]:
        """Members of the period shown, and whoever has a figure in it."""
        inside = {each.pk for each in queries.members(self.statistic, self.span)}
        return [each for each in self.units if each.pk in inside or self.of(each, self.span)]

    @cached_property
    def by_cell(self) -> dict[tuple[int, Span], dict[int, StatisticValue]]:
        """Unit and period → line → figure."""
        found: dict[tuple[int, Span], dict[int, StatisticValue]] = defaultdict(dict)
        for each in self.values:
            found[each.organisation_id, Span.of(self.statistic.rhythm, each.first_day)][each.line_id] = each
        return found

    def of(self, unit: Organisation, span: Span) -> list[StatisticValue]:
        """The unit's figures of the period, line by line."""
        return list(self.by_cell.get((unit.pk, span), {}).values())

    def whole(self, unit: Organisation, span: Span) -> Decimal | None:
        """Its sum; nothing where it has no figure."""
        return total(each.value for each in self.of(unit, span))

    def known(self, span: Span) -> dict[int, Decimal]:
        """The units that have a figure in the period, with it."""
        wholes = ((unit.pk, self.whole(unit, span)) for unit in self.units)
        return {pk: value for pk, value in wholes if value is not None}


def total(figures: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of those that are known; nothing, not nought, where none is."""
    known = [each for each in figures if each is not None]
    return sum(known, ZERO) if known else None


def sheet(statistic: SharedStatistic, span: Span) -> Sheet:
    """The period and some before it; three queries."""
    spans = up_to(span, PERIODS_SHOWN)
    units = list(queries.members(statistic, spans[-1], span))
    values = StatisticValue.objects.filter(line__statistic=statistic, first_day__range=(spans[-1].first, span.first))
    return Sheet(statistic, list(lines(statistic)), spans, units, list(values.order_by("line__position")))


def lines(statistic: SharedStatistic) -> QuerySet[StatisticLine]:
    """In their order."""
    return statistic.lines.order_by("position")


def spans(statistic: SharedStatistic, asked: str = "") -> tuple[list[Span], Span]:
    """What can be chosen, the newest first: the last ones and all that have figures; and the one that the address asks
    for, else the newest with figures, else the one that runs."""
    kind, running = statistic.rhythm, Span.of(statistic.rhythm, clock.today())
    days = StatisticValue.objects.filter(line__statistic=statistic).values_list("first_day", flat=True).distinct()
    known = {Span.of(kind, day) for day in days}
    offered = known | set(up_to(running, PERIODS_OFFERED))
    wish = read(kind, asked)
    return sorted(offered, reverse=True), wish if wish in offered else max(known, default=running)


def page(statistic: SharedStatistic, user: User, span: Span) -> dict[str, Any]:
    """Everything on the page but the choice of the period."""
    shown = sheet(statistic, span)
    own = exchange.own_units(user, queries.members(statistic, span))
    return {
        "statistic": statistic,
        "span": span,
        "period": span.first.isoformat(),
        "tables": [comparison(shown), *([history(shown)] if shown.has_whole else [])],
        "bars": bars(shown),
        "state": queries.state(statistic),
        "own": [(each, policy.may_enter_own(statistic, span)) for each in own],
        "may_close": policy.may_close(user, statistic),
        "entries": trail(statistic, user),
    }


def comparison(shown: Sheet) -> Table:
    """The members in the period: figure, share of the sum, change to the period before."""
    several = shown.lines if len(shown.lines) > 1 else []
    columns = [
        Column("unit", _("Member"), spot="name"),
        *(Column(f"l{each.pk}", each.name, "number") for each in several),
    ]
    if shown.has_whole:
        measure = shown.statistic.unit_of_measure
        columns.append(Column("whole", measure, "number", spot="figure"))
        columns += [Column("share", _("Share of the sum"), "percent")] if shown.statistic.adds_up else []
        columns += [
            Column("before", str(shown.span.before), "number"),
            Column("change", _("Change"), "number"),
            Column("rate", _("Change in per cent"), "percent"),
        ]
    rows = [_unit_row(shown, unit, several) for unit in shown.taking_part]
    caption = _("{statistic}: {period}").format(statistic=shown.statistic, period=shown.span)
    return Table("comparison", caption, columns, rows, total=_total_row(shown, several))


def _unit_row(shown: Sheet, unit: Organisation, several: list[StatisticLine]) -> Row:
    given = shown.by_cell.get((unit.pk, shown.span), {})
    cells: list[Any] = [str(unit), *(cell([given[each.pk]] if each.pk in given else [], 1) for each in several)]
    if shown.has_whole:
        now, before = shown.whole(unit, shown.span), shown.whole(unit, shown.span.before)
        cells.append(cell(list(given.values()), len(shown.lines)))
        cells += [_share(now, shown.known(shown.span))] if shown.statistic.adds_up else []
        cells += [cell(shown.of(unit, shown.span.before), len(shown.lines)), *_change(now, before)]
    return Row(cells)


def _total_row(shown: Sheet, several: list[StatisticLine]) -> Row | None:
    """Only of what adds up. A change stands there only where the same members had a figure before."""
    if not shown.statistic.adds_up:
        return None
    now, before = shown.known(shown.span), shown.known(shown.span.before)
    of_line = [
        total(each.value for each in shown.values if each.line_id == line.pk and each.first_day == shown.span.first)
        for line in several
    ]
    said = _("of {count} members with a figure").format(count=len(now))
    alike = now.keys() == before.keys()
    whole, earlier = total(now.values()), total(before.values())
    share = _share(whole, now) if whole else None
    changed = _change(whole, earlier) if alike else (None, None)
    return Row([Cell(_("Sum"), note=said), *of_line, whole, share, earlier, *changed])


def _share(value: Decimal | None, known: dict[int, Decimal]) -> Decimal | None:
    """Of the sum; shares say nothing where something is negative."""
    whole = total(known.values())
    return percentage(value, whole) if value is not None and whole and min(known.values()) >= 0 else None


def _change(now: Decimal | None, before: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    if now is None or before is None:
        return None, None
    return now - before, percentage(now - before, before) if before > 0 else None


def cell(given: list[StatisticValue], of: int) -> Cell:
    """A figure, the sum of several, "no figure" with its reason, or that nothing was entered."""
    value = total(each.value for each in given)
    if not given:
        return Cell(None, text=_("not entered yet"), tone="muted")
    if value is None:
        return Cell(None, text=_("no figure"), tone="muted", note="; ".join(dict.fromkeys(e.no_figure for e in given)))
    known = sum(each.value is not None for each in given)
    note = _("{known} of {all} lines").format(known=known, all=of) if known < of else ""
    return Cell(value, mark=given[0].mark, source=given[0].source, note=note)


def history(shown: Sheet) -> Table:
    """Members and periods, from the first that has figures on."""
    first = min((span for _unit, span in shown.by_cell), default=shown.span)
    in_order = sorted(each for each in shown.spans if each >= first)
    columns = [Column("unit", _("Member"), spot="name")]
    columns += [Column(f"p{each.first:%Y%m}", str(each), "number") for each in in_order]
    several = len(shown.lines)
    rows = [Row([str(unit), *(cell(shown.of(unit, each), several) for each in in_order)]) for unit in shown.units]
    sums = [total(shown.known(each).values()) for each in in_order]
    whole = Row([_("Sum"), *sums]) if shown.statistic.adds_up else None
    return Table("history", _("Over the periods"), columns, rows, total=whole, sort_key="history-sort")


def bars(shown: Sheet) -> list[Bar]:
    """The members of the period, the largest first, then those without a figure."""
    known = shown.known(shown.span) if shown.has_whole else {}
    most = max(known.values(), default=ZERO)
    units = sorted(shown.taking_part, key=lambda each: (each.pk not in known, -known.get(each.pk, ZERO)))
    return [_bar(shown, unit, known.get(unit.pk), most) for unit in units] if most > 0 else []


def _bar(shown: Sheet, unit: Organisation, value: Decimal | None, most: Decimal) -> Bar:
    label = str(unit)
    if value is None:
        return Bar(label, 0, _("no figure") if shown.of(unit, shown.span) else _("not entered yet"))
    return Bar(label, int(max(value, ZERO) * 100 / most), writing.number(value.normalize()))
