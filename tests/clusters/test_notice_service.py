"""People are told once, in their language, only what is true, and a letter that fails is tried again."""

from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from clusters import clock
from clusters.enums import Event
from clusters.errors import Conflict
from clusters.models import Notice
from clusters.services import notice as notices

VALUES = {"season": "Cụm VI – 2026"}


class Broken(BaseEmailBackend):
    """A mail server that takes nothing."""

    def send_messages(self, email_messages):
        raise SMTPException("mailbox full")


def _tell(cast, *people):
    notices.tell(Event.SEASON_OPENED, cast.season, to=people, path="/seasons/1/", **VALUES)


def test_everybody_is_told_once_on_the_site_and_by_mail(cast):
    _tell(cast, cast.officer, cast.leader, cast.officer)

    rows = Notice.objects.order_by("person", "channel").values_list("person", "channel", "state")
    both = [("mail", "queued"), ("site", "sent")]
    assert list(rows) == [(p.pk, *row) for p in (cast.officer, cast.leader) for row in both]


def test_a_letter_is_in_the_language_of_its_reader(cast):
    cast.leader.language = "en"
    cast.leader.save()
    _tell(cast, cast.officer, cast.leader)

    assert notices.send_waiting() == 2

    vietnamese, english = mail.outbox
    assert "Năm thi đua Cụm VI – 2026 đã mở" in vietnamese.body
    assert "The emulation year Cụm VI – 2026 was opened" in english.body
    assert "/seasons/1/" in english.body


def test_what_was_sent_is_not_sent_again(cast):
    _tell(cast, cast.officer)
    assert [notices.send_waiting(), notices.send_waiting(), len(mail.outbox)] == [1, 0, 1]


def test_a_letter_that_fails_says_why_and_is_tried_again_five_times(cast, settings):
    _tell(cast, cast.officer)
    settings.EMAIL_BACKEND = f"{__name__}.Broken"

    assert [notices.send_waiting() for _ in range(6)] == [0] * 6

    letter = Notice.objects.get(channel="mail")
    assert (letter.state, letter.attempts, letter.error, letter.sent_at) == ("failed", 5, "mailbox full", None)


@transaction.atomic
def _tell_and_fail(cast):
    _tell(cast, cast.officer)
    raise Conflict("the deed fails after it told")


def test_nobody_is_told_what_was_taken_back(cast):
    with pytest.raises(Conflict):
        _tell_and_fail(cast)
    assert not Notice.objects.exists()


def test_reading_marks_only_ones_own(cast):
    _tell(cast, cast.officer, cast.leader)
    with clock.set_to(clock.moment(2027, 1, 1)):
        assert notices.mark_read(by=cast.officer) == 1
    unread = Notice.objects.filter(channel="site", read_at=None).values_list("person", flat=True)
    assert list(unread) == [cast.leader.pk]
