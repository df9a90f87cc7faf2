"""Telling people: the outbox is written with the deed and sent by the worker."""

import logging
from collections.abc import Iterable
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from clusters import clock, letters, notices, tasks
from clusters.enums import Event, NoticeState
from clusters.models import Notice, User
from clusters.services import invitation

log = logging.getLogger(__name__)
BATCH = 200


def tell(event: Event, subject, *, to: Iterable[User], path: str = "", **values: str) -> None:
    """Write the notice into the outbox and wake the worker after the commit. See `clusters.notices.queue`."""
    if notices.queue(event, subject, to=to, path=path, **values):
        ring()


def ring() -> None:
    """Wake the worker after the commit: a dead broker costs a minute (the scheduler looks again), never the deed."""
    transaction.on_commit(lambda: tasks.send_notices.delay(), robust=True)


def send_waiting() -> int:
    """Send what is due, one transaction a letter; returns how many went out. Safe to run twice at once."""
    due = list(Notice.objects.due(clock.now()).order_by("pk").values_list("pk", flat=True)[:BATCH])
    return sum(_send(pk) for pk in due)


@transaction.atomic
def _send(pk: int) -> bool:
    due = Notice.objects.due(clock.now())
    notice = due.select_for_update(skip_locked=_can_skip()).filter(pk=pk).first()
    if notice is None:
        return False
    notice.attempts += 1
    notice.tried_at = clock.now()
    try:
        _letter(notice).send()
    except (SMTPException, OSError) as error:
        log.warning("notice %s not delivered: %s", pk, error)
        notice.state, notice.error = NoticeState.FAILED, str(error)[:300]
    else:
        notice.state, notice.sent_at, notice.error = NoticeState.SENT, clock.now(), ""
    notice.save(update_fields=["state", "sent_at", "attempts", "tried_at", "error"])
    return notice.state == NoticeState.SENT


def _can_skip() -> bool:
    return transaction.get_connection().features.has_select_for_update_skip_locked


def _letter(notice: Notice) -> EmailMessage:
    with translation.override(notice.person.language):
        text = letters.sentence(notice.event, notice.values)
        page = {"person": notice.person, "text": text, "address": settings.SITE_ADDRESS + notice.path}
        template = "emails/notice.txt"
        if notice.event == Event.PERSON_REGISTERED:
            template, page = "emails/invitation.txt", page | invitation.ways_in(notice.person)
        body = render_to_string(template, page)
        return EmailMessage(subject=_("[Emulation] ") + text[:150], body=body, to=[notice.person.email])


@transaction.atomic
def mark_read(*, by) -> int:
    """All of one's notices are read."""
    return Notice.objects.visible_to(by).unread().update(read_at=clock.now())
