"""What a watching machine may know: whether the database answers, is up to date, and whether letters arrive."""

import datetime as dt

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from clusters import clock
from clusters.models import Notice

WEEK = dt.timedelta(days=7)


def state() -> dict:
    """`ready` or `not_ready`, with the facts, letters of the last week; no names, addresses or error texts."""
    try:
        migrated = _is_migrated()
        waiting = _oldest_waiting_seconds() if migrated else None
        lost = Notice.objects.undelivered().filter(queued_at__gte=clock.now() - WEEK).count() if migrated else None
    except DatabaseError:
        unknown = {"migrated": None, "oldest_waiting_notice_seconds": None, "undelivered_letters": None}
        return {"status": "not_ready", "database": False, **unknown}
    return {
        "status": "ready" if migrated else "not_ready",
        "database": True,
        "migrated": migrated,
        "oldest_waiting_notice_seconds": waiting,
        "undelivered_letters": lost,
    }


def _is_migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _oldest_waiting_seconds() -> int | None:
    """How long the longest waiting letter has waited; None when none waits."""
    oldest = Notice.objects.waiting().order_by("queued_at").values_list("queued_at", flat=True).first()
    return int((clock.now() - oldest).total_seconds()) if oldest else None
