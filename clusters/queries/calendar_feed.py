"""Whose calendar a secret address opens."""

import hashlib

from clusters.models import CalendarFeed, User


def digest(key: str) -> str:
    """What is kept of a key: it has 256 random bits, so a plain hash gives nothing away."""
    return hashlib.sha256(key.encode()).hexdigest()


def in_force(user: User) -> CalendarFeed | None:
    """The person's own address, if there is one."""
    return CalendarFeed.objects.visible_to(user).in_force().first()


def reader(key: str) -> User | None:
    """Whose calendar the key opens; nobody's when it is wrong or revoked or the account is closed."""
    feeds = CalendarFeed.objects.in_force().filter(key_hash=digest(key), user__is_active=True)
    feed = feeds.select_related("user").first()
    return feed.user if feed else None
