"""A real worker in a thread, over the memory transport or Redis, sends what waits in the outbox."""

import threading

import pytest
from celery.signals import task_postrun
from django.core import mail

from clusters import notices, tasks
from clusters.enums import Event, NoticeState
from clusters.models import Notice
from emulation import server
from emulation.celery import app


@pytest.fixture
def worker():
    """Started as the server's start hook starts it, and stopped."""
    app.conf.update(task_always_eager=False)
    started = server.start_worker()
    yield started
    started.stop()


@pytest.mark.django_db(transaction=True)
def test_the_worker_sends_what_waits(cast, worker):
    finished = threading.Event()
    heard = lambda **_kwargs: finished.set()  # noqa: E731 - the signal keeps this very object
    task_postrun.connect(heard, weak=False)
    notices.queue(Event.SEASON_OPENED, cast.season, to=[cast.officer], season="2026")

    tasks.send_notices.delay()

    assert finished.wait(timeout=30)
    task_postrun.disconnect(heard)
    assert set(Notice.objects.values_list("channel", "state")) == {("mail", NoticeState.SENT), ("site", "sent")}
    assert [letter.to for letter in mail.outbox] == [[cast.officer.email]]


def test_the_scheduler_starts_whatever_a_killed_server_left_on_disk(tmp_path):
    left = tmp_path / "beat-schedule"
    left.write_bytes(b"")
    before = app.conf.beat_schedule_filename
    app.conf.beat_schedule_filename = str(left)
    try:
        schedule = server.scheduler(app).service.scheduler.schedule
    finally:
        app.conf.beat_schedule_filename = before

    assert "send-notices" in schedule
    assert left.read_bytes() == b""
