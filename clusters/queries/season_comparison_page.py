"""What the page that compares two years shows."""

from django.utils.translation import gettext as _

from clusters import writing
from clusters.queries.season_comparison import Comparison, Figures, Year
from clusters.queries.season_comparison_unit import names
from clusters.tables import Cell, Column, Row, Table

INDENT = "\u2003"
NOTHING = Figures()


def tables(found: Comparison) -> list[Table]:
    """The lines of the newer year beside what they continue, what only the older year had, units left aside, and those
    that are compared with what they came from."""
    return [_compared(found), _only_then(found), _apart(found), *_joined(found)]


def _compared(found: Comparison) -> Table:
    old, new = found.old.season.label, found.new.season.label
    columns = [
        Column("criterion", _("Criterion"), sortable=False, spot="name"),
        Column("continues", _("Continues"), sortable=False, spot="line"),
        Column("old", _("Points {year}").format(year=old), "points", sortable=False),
        Column("old_most", _("At most"), "points", sortable=False),
        Column("old_percent", _("Per cent {year}").format(year=old), "percent", sortable=False),
        Column("new", _("Points {year}").format(year=new), "points", sortable=False),
        Column("new_most", _("At most"), "points", sortable=False),
        Column("new_percent", _("Per cent {year}").format(year=new), "percent", sortable=False),
        Column("change", _("Change in points per hundred"), "points", sortable=False, spot="figure"),
    ]
    left, shown = set(found.left_over(found.new)), set[str]()
    rows = [_row(found, code, code in left, shown) for code in found.new.criteria] if found.compared else []
    total = Row([_("Total"), None, *_cells(found.total(found.old), found.total(found.new))])
    empty = _("No unit has verified points in both years.")
    caption = _("Points by criterion")
    return Table("comparison", caption, columns, rows, total=total if rows else None, empty=empty, wide=True)


def _row(found: Comparison, code: str, is_left: bool, shown: set[str]) -> Row:
    """What several new lines continue together stands at the first of them."""
    criterion, joint = found.new.criteria[code], found.joint_of(code)
    tone = "" if criterion.rule_type else "strong"
    text = f"{INDENT * found.found.new.depths[code]}{criterion}"
    if joint is None or code in shown:
        said = _("no counterpart") if is_left else _("with the line above") if code in shown else None
        own = found.figures(found.new, [code]) if joint is None else None
        return Row([text, Cell(None, text=said, tone="warn" if is_left else ""), *_cells(None, own)], tone=tone)
    shown.update(joint.new)
    whole = Cell(text, note=_("with {codes}").format(codes=", ".join(joint.new[1:])) if len(joint.new) > 1 else "")
    olds = "; ".join(str(found.old.criteria[old]) for old in joint.old)
    return Row(
        [whole, olds, *_cells(found.figures(found.old, joint.old), found.figures(found.new, joint.new))], tone=tone
    )


def _cells(old: Figures | None, new: Figures | None) -> list[Cell]:
    """Both years' points, what they could be, per cent, and by how much the per cent moved."""
    cells = [Cell(value) for each in (old, new) for value in ((*each, each.percent) if each else (None, None, None))]
    if old is None or new is None or old.percent is None or new.percent is None:
        return [*cells, Cell(None)]
    change = new.percent - old.percent
    return [*cells, Cell(change, tone="good" if change > 0 else "warn" if change < 0 else "")]


def _only_then(found: Comparison) -> Table:
    columns = [
        Column("criterion", _("Criterion"), sortable=False, spot="name"),
        Column("points", _("Points"), "points", sortable=False, spot="figure"),
        Column("most", _("At most"), "points", sortable=False),
        Column("percent", _("Per cent"), "percent", sortable=False),
    ]
    rows = []
    for code in found.left_over(found.old):
        figures = found.figures(found.old, [code])
        rows.append(Row([str(found.old.criteria[code]), *figures, figures.percent]))
    caption = _("Only in {year}").format(year=found.old.season.label)
    return Table("only-then", caption, columns, rows, empty=_("Every line has its counterpart."))


def _apart(found: Comparison) -> Table:
    columns = [
        Column("unit", _("Unit"), sortable=False, spot="name"),
        Column("why", _("Why it is not compared"), sortable=False, spot="line"),
    ]
    rows = [Row([str(unit), why]) for unit, why in found.apart]
    return Table("apart", _("Units left aside"), columns, rows, empty=_("Every unit is compared."))


def _joined(found: Comparison) -> list[Table]:
    """Units of one year beside those of the other that they came from or became; no table where there are none."""
    columns = [
        Column("new", _("Units of {year}").format(year=found.new.season.label), sortable=False),
        Column("old", _("Units of {year}").format(year=found.old.season.label), sortable=False),
    ]
    rows = [Row([names(each.new), names(each.old)]) for each in found.joined]
    caption = _("Compared as a whole after a merger, division or change of name")
    return [Table("joined", caption, columns, rows)] if rows else []


def stated(found: Comparison) -> list[str]:
    """In one sentence for each year: how many of the points scored have no counterpart in the other. One more where
    bodies are compared with several others."""
    said = [_stated(found, found.old, found.new), _stated(found, found.new, found.old)]
    if any(len(each.old) != len(each.new) for each in found.joined):
        said.append(
            _(
                "Where bodies merged or were divided, their points cannot be compared, only the per cents: "
                "all points together, of all that could be scored."
            )
        )
    return said


def _stated(found: Comparison, year: Year, other: Year) -> str:
    figures, years = found.figures(year, found.left_over(year)), (year.season.year, other.season.year)
    if not found.left_over(year):
        return _("{year}: every line has its counterpart in {other}.").format(year=years[0], other=years[1])
    said = _("{year}: {count} lines have no counterpart in {other}; {points} of {total} points stand in them.")
    points, total = (writing.points(each.points) for each in (figures, found.total(year)))
    return said.format(year=years[0], count=len(found.left_over(year)), other=years[1], points=points, total=total)
