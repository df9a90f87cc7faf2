"""Head and deputy by days. Whoever lets a headship begin has asked the policy of the deed that it belongs to."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import Event, HeadshipRole
from clusters.errors import Invalid
from clusters.models import Headship, Participant, Season, User


@transaction.atomic
def begin(
    season: Season, participant: Participant, *, role: HeadshipRole, from_on: dt.date, by: User, **provenance: str
) -> Headship:
    """From that day the participant is head (or deputy); whoever was before is so until the day before. A deputy that
    becomes head is deputy no longer.

    The caller holds the season's lock. Two at once are refused, and so is a day before a headship already named.
    """
    if participant.season_id != season.pk:
        raise Invalid({"participant": _("Choose a unit that takes part in this year.")})
    last = max(season.ends_on, clock.today())
    if not season.starts_on <= from_on <= last:
        sentence = _("The year lasts from {start:%d/%m/%Y} to {end:%d/%m/%Y}; choose a day in it.")
        raise Invalid({"from_on": sentence.format(start=season.starts_on, end=season.ends_on)})
    if season.headships.filter(role=role, from_on__gte=from_on).exists():
        raise Invalid({"from_on": _("A headship begins on that day or later; choose a later day.")})
    _refuse_both(participant, role, from_on)
    before = season.headships.filter(Q(role=role) | Q(participant=participant), to_on__isnull=True)
    before.update(to_on=from_on - dt.timedelta(days=1))
    headship = Headship.objects.create(season=season, participant=participant, role=role, from_on=from_on, **provenance)
    after = {"unit": participant.organisation.name, "role": str(role), "from": from_on.isoformat()}
    audit.record(Event.SEASON_HEADSHIP_SET, season, by=by, after=after, organisation_id=participant.organisation_id)
    return headship


def _refuse_both(participant: Participant, role: HeadshipRole, from_on: dt.date) -> None:
    """Head and deputy are two units: the one verifies what the other reports."""
    own = participant.headships.filter(to_on__isnull=True).exclude(role=role)
    if role == HeadshipRole.DEPUTY and own.exists():
        raise Invalid({"participant": _("{unit} is head. Choose another unit as deputy.").format(unit=participant)})
    if own.filter(from_on__gte=from_on).exists():
        sentence = _("{unit} is deputy from that day on or later; choose a later day.")
        raise Invalid({"from_on": sentence.format(unit=participant)})
