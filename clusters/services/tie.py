"""The meeting's order of units that nothing else separates."""

from collections.abc import Sequence

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import Event
from clusters.errors import Invalid
from clusters.models import Season, TieRuling, User
from clusters.policies import tie as policy
from clusters.queries import post, ranking
from clusters.services import lock, notice


@transaction.atomic
def settle(season: Season, order: Sequence[int], reason: str, *, by: User) -> TieRuling:
    """Record that the meeting placed these participants (their pks) in this order; it replaces an earlier one.

    They must be exactly the units of one tie of the live ranking.
    """
    season = lock.season(season, "table")
    live = ranking.live(season)
    tie = live.tie_of(order)
    policy.may_settle_tie(by, live, tie).require()
    if not reason.strip():
        raise Invalid({"reason": _("Write what the meeting decided by.")})
    ruling = TieRuling.objects.create(
        season=season, order=list(order), reason=reason.strip(), settled_at=clock.now(), settled_by=by
    )
    names = {line.participant.pk: str(line.participant) for line in tie}
    after = {"order": [names[pk] for pk in order]}
    audit.record(Event.TIE_SETTLED, season, by=by, after=after, reason=ruling.reason)
    people = post.people_of_season(season)
    units = ", ".join(after["order"])
    path = reverse("ranking", args=[season.pk])
    notice.tell(Event.TIE_SETTLED, season, to=people, path=path, season=str(season), units=units)
    return ruling
