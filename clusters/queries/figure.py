"""Figures cited from published sources, as a table of a year."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from clusters import vietnamese
from clusters.models import Figure, Participant, Season
from clusters.tables import Cell, Column, Row, Table


def table(season: Season, participants: list[Participant]) -> Table:
    """Season-wide figures, then those of units: a unit without one shows "no figure", never a nought."""
    figures = list(season.figures.order_by("label", "pk"))
    wide = [_row(each, "", each) for each in figures if each.participant_id is None]
    columns = [
        Column("figure", _("Figure"), spot="name"),
        Column("unit", _("Unit"), spot="line"),
        Column("value", _("Value"), "number", spot="figure"),
        Column("out_of", _("Out of"), "number"),
        Column("measure", _("Unit of measure")),
        Column("source", _("Source"), spot="line"),
    ]
    rows = [*wide, *_by_unit([each for each in figures if each.participant_id], participants)]
    return Table(
        "figures", _("Cited figures"), columns, rows, empty=_("No figure is cited."), sort_key="figure-sort", wide=True
    )


def _by_unit(figures: list[Figure], participants: list[Participant]) -> list[Row]:
    known = {(each.label, each.participant_id): each for each in figures}
    samples = {each.label: each for each in reversed(figures)}
    ordered = sorted(samples.values(), key=lambda each: vietnamese.sort_key(each.label))
    return [_row(sample, str(unit), known.get((sample.label, unit.pk))) for sample in ordered for unit in participants]


def _row(sample: Figure, unit: str, figure: Figure | None) -> Row:
    label = sample.label_en if sample.label_en and get_language() == "en" else sample.label
    if figure is None:
        missing = Cell(None, text=_("no figure"), tone="muted")
        return Row([label, unit, missing, None, sample.unit_of_measure, None])
    value = Cell(figure.value, mark=figure.mark, source=figure.source)
    return Row([label, unit, value, figure.out_of, figure.unit_of_measure, figure.source])
