"""Units of a year that are not considered because their report never came, and are again when it is accepted late."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import Event
from clusters.errors import Invalid
from clusters.models import Participant, Season, User
from clusters.models.report import SENT_IN
from clusters.queries import post
from clusters.services import lock, notice

UNMARKED = {"not_considered_at": None, "not_considered_by": None, "not_considered_reason": ""}


@transaction.atomic
def leave_out(season: Season, *, reason: str, by: User) -> list[Participant]:
    """Mark the units whose report is not with the cluster as not considered. The caller has asked whether the person
    may do what they are left out by, and holds the season's lock. Raises Invalid without a reason."""
    reason, missing = reason.strip(), list(_missing(season))
    if missing and not reason:
        raise Invalid({"reason": _("Write why the units without a report are not considered.")})
    stamp = {"not_considered_at": clock.now(), "not_considered_by": by, "not_considered_reason": reason}
    for each in missing:
        Participant.objects.filter(pk=each.pk).update(**stamp)
        after = {"unit": each.organisation.name}
        event = Event.PARTICIPANT_NOT_CONSIDERED
        audit.record(event, season, by=by, after=after, reason=reason, organisation_id=each.organisation_id)
        _tell(event, season, each, reason=reason)
    return missing


@transaction.atomic
def consider_again(participant: Participant, *, by: User) -> Participant:
    """Lift the mark: the report came late and was accepted. The caller has asked the policy of accepting."""
    season = lock.season(participant.season)
    before = {"unit": participant.organisation.name, "reason": participant.not_considered_reason}
    for field, value in UNMARKED.items():
        setattr(participant, field, value)
    participant.save(update_fields=list(UNMARKED))
    event, unit = Event.PARTICIPANT_CONSIDERED, participant.organisation_id
    audit.record(event, season, by=by, before=before, after={"unit": before["unit"]}, organisation_id=unit)
    _tell(event, season, participant)
    return participant


def _missing(season: Season):
    found = season.participants.staying().filter(not_considered_at__isnull=True, report__isnull=False)
    return found.exclude(report__state__in=SENT_IN).select_related("organisation").order_by("organisation__sort_key")


def _tell(event: Event, season: Season, participant: Participant, **values: str) -> None:
    unit, path = participant.organisation, reverse("season", args=[season.pk])
    people = post.people_of(unit)
    notice.tell(event, season, to=people, path=path, season=str(season), unit=unit.name, **values)
