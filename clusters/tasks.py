"""Doorbells: ids in, one call, safe to run twice."""

from celery import shared_task


@shared_task
def send_notices() -> int:
    """Send what waits in the outbox; run by the scheduler every minute and rung after each deed."""
    from clusters.services import notice

    return notice.send_waiting()


@shared_task
def scan_evidence() -> int:
    """Let the virus scanner read what waits for it; run by the scheduler every minute and rung when a file comes."""
    from clusters.services import evidence_scan

    return evidence_scan.scan_waiting()


@shared_task
def sweep_uploads() -> int:
    """Throw away uploads of evidence that nobody has gone on with."""
    from clusters.services import evidence_upload

    return evidence_upload.sweep()


@shared_task
def remind() -> int:
    """Remind people of what falls due; run by the scheduler every hour, each reminder goes out once."""
    from clusters.services import reminder

    return reminder.remind()
