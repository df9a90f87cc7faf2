"""A person's notices, put into words."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from clusters import letters
from clusters.enums import NoticeChannel
from clusters.models import Notice


@dataclass(frozen=True)
class Line:
    """One notice as the page shows it."""

    text: str
    path: str
    at: dt.datetime
    unread: bool


def of(user) -> QuerySet[Notice]:
    """Those on the site: the unread first, then the newest."""
    own = Notice.objects.visible_to(user).filter(channel=NoticeChannel.SITE)
    return own.annotate(unread=Q(read_at__isnull=True)).order_by("-unread", "-queued_at", "-pk")


def lines(found: Iterable[Notice]) -> list[Line]:
    """In the language of the page."""
    return [Line(letters.sentence(n.event, n.values), n.path, n.queued_at, n.read_at is None) for n in found]
