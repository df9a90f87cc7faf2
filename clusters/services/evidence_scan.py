"""Evidence files are read by the virus scanner, where one is configured, before anybody opens them."""

import logging

from django.conf import settings
from django.db import transaction

from clusters import audit, clock
from clusters.enums import SCAN_MOVES, Event, ScanState
from clusters.models import EvidenceFile
from clusters.models.report import SENT_IN
from clusters.services import clamd, recomputation
from clusters.services import evidence_file as library

log = logging.getLogger(__name__)
BATCH = 100


def scan_waiting() -> int:
    """Scan what waits; returns how many are settled. Safe to run twice at once.

    A scanner that does not answer leaves them waiting. One that is configured no longer leaves them not scanned.
    """
    waiting = (
        EvidenceFile.objects.filter(scan=ScanState.WAITING)
        .select_related("stored", "participant__season")
        .order_by("pk")
    )
    return sum(_scanned(file) for file in waiting[:BATCH])


def _scanned(file: EvidenceFile) -> bool:
    if not settings.CLAMD:
        return _settle(file.pk, ScanState.NOT_SCANNED, "")
    try:
        with file.stored.content.open() as content:
            finding = clamd.scan(content.chunks())
    except (clamd.Unanswered, OSError) as problem:
        log.warning("evidence file %s not scanned: %s", file.pk, problem)
        return False
    settled = _settle(file.pk, ScanState.INFECTED if finding else ScanState.CLEAN, finding)
    if settled and finding:
        _no_longer_counts(file)
    return settled


@transaction.atomic
def _settle(pk: int, state: ScanState, finding: str) -> bool:
    """In a transaction of its own, after the scanner has answered; False where another worker was faster."""
    related = ("participant__organisation", "participant__season__cluster__authority")
    found = EvidenceFile.objects.select_for_update(of=("self",)).select_related(*related)
    file = found.get(pk=pk)
    if state not in SCAN_MOVES[ScanState(file.scan)]:
        return False
    file.scan, file.finding = state, finding[:200]
    file.scanned_at = None if state == ScanState.NOT_SCANNED else clock.now()
    file.save(update_fields=["scan", "finding", "scanned_at"])
    if state == ScanState.INFECTED:
        audit.record(Event.EVIDENCE_FILE_INFECTED, file, by=None, after={"file": file.name, "finding": file.finding})
        library.tell_unit(Event.EVIDENCE_FILE_INFECTED, file, finding=file.finding)
        library.tell_verifiers(file)
    return True


def _no_longer_counts(file: EvidenceFile) -> None:
    """Of a report that was sent in the self-score follows. In a transaction of its own: who cites a file holds first
    the report and then the file."""
    cited = file.citations.standing().filter(report__state__in=SENT_IN)
    if cited.exists():
        recomputation.recompute(file.participant.season, by=None, cause=Event.EVIDENCE_FILE_INFECTED)
