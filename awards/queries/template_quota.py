"""Places of awards that a template of a year gives each cluster."""

import datetime as dt

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from awards.models import Award, TemplateQuota
from awards.queries import quota as quotas
from clusters import clock
from clusters.models import Season, SeasonTemplate
from clusters.tables import Cell, Column, Row, Table


def of_template(template: SeasonTemplate) -> QuerySet[TemplateQuota]:
    """In the order of the catalogue."""
    return TemplateQuota.objects.filter(template=template).select_related("award").order_by("award__position", "award")


def awards_for(template: SeasonTemplate) -> list[Award]:
    """What places can be written of: in force today, or written in the template already."""
    standing = [each.award for each in of_template(template)]
    found = {award.pk: award for award in [*quotas.awards_on(clock.today()), *standing]}
    return sorted(found.values(), key=lambda award: (award.position, award.pk))


def is_given(award: Award, day: dt.date) -> bool:
    """Whether the award is in force on the last day of a year."""
    return award.valid_from <= day and (award.valid_to is None or award.valid_to >= day)


def for_year(template: SeasonTemplate, ends_on: dt.date) -> dict[Award, int]:
    """The places of the awards that are in force on the last day of the year; one query."""
    return {each.award: each.places for each in of_template(template) if is_given(each.award, ends_on)}


def offered(season: Season) -> dict[Award, int]:
    """What the template from which the year was opened gives and the year has not: places still to be granted; two
    queries, one where the year was opened without a template."""
    template = SeasonTemplate.objects.filter(uses__season=season).first()
    if template is None:
        return {}
    granted = set(season.quotas.values_list("award", flat=True))
    return {award: n for award, n in for_year(template, season.ends_on).items() if award.pk not in granted}


def table(found: list[TemplateQuota], ends_on: dt.date) -> Table:
    """One row for each award, with what is not given in a year that ends on that day."""
    columns = [
        Column("award", _("Award"), sortable=False, spot="name"),
        Column("places", _("Places for each cluster"), "number", sortable=False, spot="figure"),
        Column("note", _("Note"), sortable=False, spot="line"),
    ]
    rows = [_row(each, ends_on) for each in found]
    empty = _("The template gives no places. They are granted year by year.")
    return Table("places", _("Places of awards"), columns, rows, empty=empty, sort_key="place-sort")


def _row(each: TemplateQuota, ends_on: dt.date) -> Row:
    given = is_given(each.award, ends_on)
    note = None if given else _("not granted: the award is not in force at the end of the year")
    return Row([Cell(str(each.award)), each.places, note], tone="" if given else "muted")
