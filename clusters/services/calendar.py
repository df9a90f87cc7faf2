"""The secret address of a person's calendar."""

import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import Event
from clusters.errors import Conflict
from clusters.models import CalendarFeed, User
from clusters.queries.calendar_feed import digest


@transaction.atomic
def make(*, by: User) -> str:
    """A new address for oneself, in place of the one before; returns its key, which is nowhere kept."""
    person = _locked(by)
    for standing in CalendarFeed.objects.in_force().visible_to(person):
        _revoke(standing, person)
    key = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(user=person, key_hash=digest(key), made_at=clock.now())
    audit.record(Event.CALENDAR_FEED_MADE, feed, by=person)
    return key


@transaction.atomic
def revoke(*, by: User) -> None:
    """Let one's own address lead nowhere from now on."""
    person = _locked(by)
    standing = CalendarFeed.objects.in_force().visible_to(person).first()
    if standing is None:
        raise Conflict(_("You have no calendar address, or it is revoked already."))
    _revoke(standing, person)


def _locked(person: User) -> User:
    return User.objects.select_for_update(of=("self",)).get(pk=person.pk)


def _revoke(feed: CalendarFeed, by: User) -> None:
    feed.revoked_at, feed.revoked_by = clock.now(), by
    feed.save(update_fields=["revoked_at", "revoked_by"])
    audit.record(Event.CALENDAR_FEED_REVOKED, feed, by=by)
