"""People are told once, in their language, only what is true, and a letter that fails is tried again."""

import datetime as dt
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


def tried_to_the_end():
    """The worker looks every half hour for a day; how many went out."""
    sent = 0
    for half_hours in range(48):
        with clock.set_to(clock.now() + dt.timedelta(minutes=30 * half_hours)):
            sent += notices.send_waiting()
    return sent


def test_a_letter_that_fails_says_why_and_is_tried_again_five_times(cast, settings):
    _tell(cast, cast.officer)
    settings.EMAIL_BACKEND = f"{__name__}.Broken"

    assert tried_to_the_end() == 0

    letter = Notice.objects.get(channel="mail")
    assert (letter.state, letter.attempts, letter.error, letter.sent_at) == ("failed", 5, "mailbox full", None)


def test_it_rests_longer_after_each_attempt(cast, settings):
    """However often the worker is woken meanwhile: a mail server is mended within hours, not within five deeds."""
    _tell(cast, cast.officer)
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    tries, began = [], clock.now()
    for minute in range(480):
        with clock.set_to(began + dt.timedelta(minutes=minute)):
            before = Notice.objects.get(channel="mail").attempts
            notices.send_waiting()
            tries += [minute] * (Notice.objects.get(channel="mail").attempts - before)

    assert tries == [0, 1, 11, 71, 431]


def test_a_letter_goes_out_once_the_mail_server_is_back(cast, settings):
    _tell(cast, cast.officer)
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Broken"
    assert [notices.send_waiting() for _ in range(20)] == [0] * 20

    settings.EMAIL_BACKEND = working
    with clock.set_to(clock.now() + dt.timedelta(minutes=2)):
        assert notices.send_waiting() == 1
    letter = Notice.objects.get(channel="mail")
    assert (letter.state, letter.attempts, letter.error) == ("sent", 2, "")


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
