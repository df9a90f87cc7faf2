"""Gunicorn's configuration for the embedded default: one process, threads, and the worker beside them.

The worker and the scheduler start from `post_worker_init`, the server's own start hook, so management commands,
tests and the reloader never start them. With REDIS_URL set, run `celery -A emulation worker` and `beat` as
processes of their own instead; then nothing is started here.
"""

import gc
import os
import threading

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
wsgi_app = "emulation.wsgi:application"
workers = 1
threads = 8
worker_class = "gthread"
timeout = 60
control_socket_disable = True
# New objects before Python looks for garbage among them.
GARBAGE = 20_000


def post_worker_init(worker) -> None:
    """Start the in-process Celery worker and scheduler once, when no Redis is configured."""
    from django.conf import settings

    settle()
    if settings.EMBEDDED_WORKER:
        start_embedded_worker()


def settle() -> None:
    """What is loaded by now stays: it is not looked through for garbage any more, and what a page leaves behind only
    after some pages. A page of a thousand rows is made of more objects than Python by itself waits for."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE, 20, 20)


def start_embedded_worker():
    """A thread-pool worker and a thread scheduler over the configured broker, both daemons of this process.

    Returns the worker, so that whoever started it can stop it.
    """
    worker = start_worker()
    scheduler(worker.app).start()
    return worker


def scheduler(app):
    """What sends periodic tasks, in a thread. It keeps nothing on disk: a server that was killed while a schedule was
    written would not start again, and what is due every minute needs no memory."""
    from celery.beat import EmbeddedService

    return EmbeddedService(app, thread=True, scheduler_cls="celery.beat:Scheduler")


def start_worker():
    """The worker alone, in a thread of its own."""
    from celery.signals import task_postrun
    from celery.worker import WorkController

    from emulation.celery import app

    # A worker made this way lacks Celery's own care for Django's connections.
    task_postrun.connect(_close_connections, weak=False, dispatch_uid="close-connections")
    worker = WorkController(app=app, pool="threads", concurrency=2)
    threading.Thread(target=worker.start, name="celery-worker", daemon=True).start()
    return worker


def _close_connections(task, **_kwargs) -> None:
    from django.db import connections

    if not task.request.is_eager:
        connections.close_all()
