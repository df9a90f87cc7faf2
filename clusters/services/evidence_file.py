"""The evidence library of a unit's year: files brought once, and taken down by the authority."""

from collections.abc import Sequence

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, clock, tasks
from clusters.enums import Event, ScanState
from clusters.errors import Invalid
from clusters.models import EvidenceFile, Participant, Report, StoredFile, User
from clusters.policies import evidence_file as policy
from clusters.queries import evidence_file as queries
from clusters.queries import post
from clusters.queries.cell import Sheet
from clusters.services import file as files
from clusters.services import notice
from clusters.services import sheet_hand as hand


@transaction.atomic
def keep(report: Sheet, uploads: Sequence[File], *, by: User, declared: bool) -> list[EvidenceFile]:
    """Put files into the library of the unit and year of a report, be it of the year or of a period: all of them, or
    none where one is refused.

    What is there already is not kept twice. Invalid: `declared` where it is not declared that nothing in them is a
    state secret, `file` where a file is not taken. Without a citation the report has not changed.
    """
    unit = _held(hand.held(report, by).participant)
    if not declared:
        raise Invalid({"declared": _("Tick it: only files without any state secret may be sent here.")})
    return [_keep(unit, upload, by) for upload in uploads]


@transaction.atomic
def keep_stored(participant: Participant, stored: StoredFile, *, by: User) -> EvidenceFile:
    """A paper that the system holds already comes into the library too; nobody declares anything of it anew."""
    participant = _held(participant)
    return _known(participant, stored.sha256) or _enter(participant, stored, by)


@transaction.atomic
def take_down(file: EvidenceFile, *, reason: str, by: User) -> EvidenceFile:
    """Nobody reads it from now on; what cites it stays and says why."""
    file = EvidenceFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    policy.may_take_down(by, file).require()
    if not reason.strip():
        raise Invalid({"reason": _("Say why the file is taken down; the unit reads it.")})
    file.taken_down_at, file.taken_down_by, file.taken_down_reason = clock.now(), by, reason.strip()
    file.save(update_fields=["taken_down_at", "taken_down_by", "taken_down_reason"])
    before = {"file": file.name, "hash": file.sha256}
    audit.record(Event.EVIDENCE_FILE_TAKEN_DOWN, file, by=by, before=before, reason=file.taken_down_reason)
    tell_unit(Event.EVIDENCE_FILE_TAKEN_DOWN, file, reason=file.taken_down_reason)
    return file


def tell_unit(event: Event, file: EvidenceFile, **values: str) -> None:
    """The people of the unit, with a way to its library."""
    report = Report.objects.filter(participant=file.participant_id).order_by("pk").first()
    path = reverse("report-evidence", args=[report.pk]) if report else ""
    notice.tell(event, file, to=post.people_of(file.participant.organisation), path=path, file=file.name, **values)


def tell_verifiers(file: EvidenceFile) -> None:
    """Whoever verifies the reports of the year and of periods that were sent in with it: the evidence counts no
    longer."""
    unit, sent = file.participant, queries.sent_with(file)
    if not sent:
        return
    to = list(post.verifying(unit))
    for path, criteria in sent.items():
        words = {"unit": str(unit), "file": file.name, "criteria": criteria}
        notice.tell(Event.EVIDENCE_NO_LONGER_COUNTS, file, to=to, path=path, **words)


def _held(participant: Participant) -> Participant:
    """Held until the deed ends: the reports of the year and of its periods bring the same file only once."""
    Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
    return participant


def _keep(participant: Participant, upload: File, by: User) -> EvidenceFile:
    files.refuse_too_large(upload)
    known = _known(participant, files.fingerprint(upload))
    if known is None:
        return _enter(participant, files.store(upload, by=by), by, declared=True)
    ruling = policy.may_cite_file(known)
    if not ruling:
        raise Invalid({"file": ruling.reason})
    return known


def _known(participant: Participant, sha256: str) -> EvidenceFile | None:
    return EvidenceFile.objects.filter(participant=participant, sha256=sha256).first()


def _enter(participant: Participant, stored: StoredFile, by: User, declared: bool = False) -> EvidenceFile:
    now = clock.now()
    fields = {"stored": stored, "sha256": stored.sha256, "name": stored.original_name}
    fields |= {"scan": ScanState.WAITING if settings.CLAMD else ScanState.NOT_SCANNED}
    stamps = {"added_at": now, "added_by": by} | ({"declared_at": now, "declared_by": by} if declared else {})
    file = EvidenceFile.objects.create(participant=participant, **fields, **stamps)
    after = {"file": file.name, "hash": file.sha256}
    audit.record(Event.EVIDENCE_FILE_KEPT, file, by=by, after=after)
    if settings.CLAMD:
        transaction.on_commit(lambda: tasks.scan_evidence.delay(), robust=True)
    return file
