"""Loading tells nobody outside: notices take the outbox as always, but no letter leaves and no broker is needed."""

import contextlib
from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth import hashers

from clusters.services import notice
from emulation.celery import app

NOWHERE = "django.core.mail.backends.dummy.EmailBackend"


class QuickArgon2(hashers.Argon2PasswordHasher):
    """The demonstration's password is public, so the first hash may be cheap; each login makes its own a dear one."""

    time_cost = 1
    memory_cost = 1024
    parallelism = 1


@contextlib.contextmanager
def quick_hashes() -> Iterator[None]:
    """Inside, opening seventy accounts takes a second instead of ten."""
    before = settings.PASSWORD_HASHERS
    _hash_with(["emulation.demo.quiet.QuickArgon2"])
    try:
        yield
    finally:
        _hash_with(before)


@contextlib.contextmanager
def outbox() -> Iterator[None]:
    """Inside, letters go nowhere and tasks run in this process."""
    mail, eager = settings.EMAIL_BACKEND, app.conf.task_always_eager
    settings.EMAIL_BACKEND = NOWHERE
    app.conf.task_always_eager = True
    try:
        yield
    finally:
        settings.EMAIL_BACKEND = mail
        app.conf.task_always_eager = eager


def empty() -> None:
    """Send what waits; called before the commit, so that nothing is left that a worker could send for real."""
    while notice.send_waiting():
        pass


def _hash_with(names: list[str]) -> None:
    settings.PASSWORD_HASHERS = names
    hashers.reset_hashers(setting="PASSWORD_HASHERS")
