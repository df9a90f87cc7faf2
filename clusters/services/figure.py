"""Statistics cited from published sources."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from clusters import audit
from clusters.enums import Event
from clusters.errors import Invalid
from clusters.models import Figure, Season, User
from clusters.policies import figure as policy


@transaction.atomic
def cite(
    season: Season,
    *,
    label: str,
    value: Decimal,
    unit_of_measure: str,
    source: str,
    by: User,
    **fields,
) -> Figure:
    """Cite one published figure of a season, or of one `participant`. It needs its source, and is cited once."""
    policy.may_cite_figure(by, season).require()
    if not source.strip():
        raise Invalid({"source": _("Name the source of the figure.")})
    if Figure.objects.filter(season=season, participant=fields.get("participant"), label=label).exists():
        raise Invalid({"label": _("This figure is cited already. Choose another name or another unit.")})
    said = {"label": label, "value": value, "unit_of_measure": unit_of_measure, "source": source}
    figure = Figure.objects.create(season=season, **said, **fields)
    audit.record(Event.FIGURE_CITED, season, by=by, after={"label": label, "value": str(value), "source": source})
    return figure
