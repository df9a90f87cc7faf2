"""Who enters figures for the units, and when."""

from django.utils.translation import gettext as _

from clusters.enums import Phase, Supplier, phase_reached
from clusters.models import Criterion, Season, Standing, User
from clusters.queries import supply as queries
from clusters.rulings import ALLOWED, Ruling, denied, first_refusal, not_now


def may_supply_figures(user: User, season: Season, criterion: Criterion) -> Ruling:
    """What the authority brings: its officials; what the head brings: whoever verifies the unit. Nobody for a unit
    that they work for; from the running phase until the ranking is sealed."""
    return first_refusal(
        lambda: _supplied(season, criterion),
        lambda: _supplier(user, season, criterion),
        lambda: may_still_supply(season),
    )


def may_still_supply(season: Season) -> Ruling:
    """Whether figures may be entered for units at all now, whoever does it."""
    if Standing.objects.filter(season=season).exists():
        return not_now(_("The ranking is sealed, so figures no longer change."))
    if phase_reached(season.phase, Phase.SUBMITTED):
        return not_now(_("The year has been submitted to the authority, so figures no longer change."))
    if phase_reached(season.phase, Phase.RUNNING):
        return ALLOWED
    sentence = _("This begins with the phase “{phase}”; the year is now in “{now}”. The owner of the phase moves it.")
    return not_now(sentence.format(phase=Phase.RUNNING.label, now=season.get_phase_display()))


def _supplied(season: Season, criterion: Criterion) -> Ruling:
    if season.table_id == criterion.version_id and criterion.rule_type and criterion.supplier in queries.SUPPLIED:
        return ALLOWED
    return denied(_("{code} takes no figures here.").format(code=criterion.code))


def _supplier(user: User, season: Season, criterion: Criterion) -> Ruling:
    if queries.units_of(user, season, criterion.supplier):
        return ALLOWED
    if criterion.supplier == Supplier.AUTHORITY:
        sentence = _("These figures are entered by the officials of {authority}.")
        return denied(sentence.format(authority=season.cluster.authority))
    return denied(_("These figures are entered by the head of the cluster, and for its own unit by the deputy."))
