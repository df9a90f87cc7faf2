"""Who is told what: rows of the outbox, written in the transaction of their cause."""

from collections.abc import Iterable

from clusters import clock
from clusters.enums import Event, NoticeChannel, NoticeState
from clusters.models import Notice, User


def queue(event: Event, subject, *, to: Iterable[User], path: str = "", **values: str) -> list[Notice]:
    """One line on the site and one mail for each person, each told once however often they are named.

    `values` fill the event's sentence (see `clusters.letters`); `path` is where the notice leads. Nothing is sent
    here: the worker sends what has been committed.
    """
    people = {person.pk: person for person in to if person.is_active}
    common = {
        "event": event,
        "subject_type": subject._meta.label,
        "subject_id": subject.pk,
        "values": values,
        "path": path,
        "queued_at": clock.now(),
    }
    rows = [
        row
        for person in people.values()
        for row in (
            Notice(person=person, channel=NoticeChannel.SITE, state=NoticeState.SENT, sent_at=clock.now(), **common),
            Notice(person=person, channel=NoticeChannel.MAIL, **common),
        )
    ]
    return Notice.objects.bulk_create(rows)
