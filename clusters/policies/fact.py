"""Who records what is known of a unit's year, and until when."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from clusters.enums import ENTERED_FACTS, Phase, phase_reached
from clusters.models import Participant, Season, User
from clusters.queries import fact as facts
from clusters.rulings import ALLOWED, Ruling, denied, first_refusal, not_now


def may_record_fact(user: User, participant: Participant, kind: str) -> Ruling:
    """The head, for its own unit the deputy, or the authority's official; until the ranking is sealed."""
    return first_refusal(
        lambda: _records(user, participant),
        lambda: may_be_entered(kind),
        lambda: may_still_record(participant.season),
    )


def may_record_any(user: User, season: Season) -> Ruling:
    """Whether there is a unit of which the person records facts now."""
    return may_record_of(season, facts.recorded_by(user, season)[:1])


def may_record_of(season: Season, units: Iterable[Participant]) -> Ruling:
    """The same for the units that are known to fall to the person: for a page that names them."""
    return may_still_record(season) if list(units) else _nobody(season)


def may_still_record(season: Season) -> Ruling:
    """What the ranking rests on is what was known when it was sealed; nothing is added afterwards."""
    if facts.is_sealed(season):
        return not_now(_("The ranking is sealed: it rests on what was known then, and no fact is added."))
    if phase_reached(season.phase, Phase.SUBMITTED):
        return not_now(_("The year has been submitted to the authority; no fact is added any more."))
    return ALLOWED


def _records(user: User, participant: Participant) -> Ruling:
    if facts.recorded_by(user, participant.season).filter(pk=participant.pk).exists():
        return ALLOWED
    return _nobody(participant.season)


def _nobody(season: Season) -> Ruling:
    sentence = _(
        "Facts of a unit are recorded by the head of the cluster, for its own unit by the deputy, "
        "or by an official of {authority}; never by the unit itself."
    )
    return denied(sentence.format(authority=season.cluster.authority))


def may_be_entered(kind: str) -> Ruling:
    """People enter what the system does not come to know of itself, or knows in part."""
    if kind in ENTERED_FACTS:
        return ALLOWED
    return denied(_("The system records this of itself; nobody enters it."))
