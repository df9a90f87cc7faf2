"""A person's notices, put into words."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Value

from clusters import letters
from clusters.enums import NoticeChannel
from clusters.models import Notice


@dataclass(frozen=True)
class Line:
    """One notice as the page shows it; `undelivered_to` is the address that its letter did not reach."""

    text: str
    path: str
    at: dt.datetime
    unread: bool
    undelivered_to: str = ""


def of(user) -> QuerySet[Notice]:
    """Those on the site: the unread first, then the newest; each knows whether its letter was given up."""
    own = Notice.objects.visible_to(user)
    same = {name: OuterRef(name) for name in ("event", "subject_type", "subject_id", "queued_at")}
    found = own.filter(channel=NoticeChannel.SITE).annotate(unread=Q(read_at__isnull=True))
    found = found.annotate(undelivered=Exists(own.undelivered().filter(**same)), address=Value(user.email))
    return found.order_by("-unread", "-queued_at", "-pk")


def lines(found: Iterable[Notice]) -> list[Line]:
    """In the language of the page."""
    return [_line(each) for each in found]


def _line(notice: Notice) -> Line:
    text = letters.sentence(notice.event, notice.values)
    unread, missed = notice.read_at is None, notice.undelivered  # type: ignore[attr-defined]  # of `of`
    return Line(text, notice.path, notice.queued_at, unread, notice.address if missed else "")  # type: ignore[attr-defined]
