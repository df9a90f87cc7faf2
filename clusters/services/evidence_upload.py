"""A file sent part by part: begun, gone on with where it ended, put into the evidence library when it is whole."""

import datetime as dt
from contextlib import closing
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from clusters import clock
from clusters.errors import Conflict, Invalid
from clusters.models import Criterion, EvidenceFile, EvidenceUpload, PeriodReport, Report, User
from clusters.queries import period_report as period_reports
from clusters.queries.cell import Sheet
from clusters.services import evidence as proofs
from clusters.services import evidence_file as library
from clusters.services import file as files
from clusters.services import sheet_hand as hand

# One part; below what Django reads of a request's body into memory.
PART = 1024 * 1024
# Of one person at a time, so that what nobody finishes cannot fill the disk.
MOST_AT_ONCE = 30
KEPT = dt.timedelta(days=2)


@transaction.atomic
def start(report: Sheet, *, by: User, name: str, size: int, sha256: str = "") -> EvidenceUpload:
    """Begin to send a file, or go on with what the same person began: `received` says from where."""
    report = hand.held(report, by)
    own = EvidenceUpload.objects.visible_to(by).select_for_update(of=("self",))
    place = {"participant": report.participant, "period": report.period if isinstance(report, PeriodReport) else None}
    about: dict[str, Any] = {**place, "name": name[:200], "size": size, "sha256": sha256}
    begun = own.filter(**about).first()
    if begun:
        return begun
    if not 0 < size <= settings.STORED_FILE_LIMIT:
        limit = filesizeformat(settings.STORED_FILE_LIMIT)
        raise Invalid({"file": _("“{file}” is empty or larger than {limit}.").format(file=name, limit=limit)})
    if own.count() >= MOST_AT_ONCE:
        raise Conflict(_("Too many uploads of yours are unfinished. Finish them first, or wait two days."))
    stamps = {"started_at": clock.now(), "started_by": by, "touched_at": clock.now()}
    return EvidenceUpload.objects.create(**about, **stamps)


@transaction.atomic
def receive(upload: EvidenceUpload, offset: int, part: bytes, *, by: User) -> EvidenceUpload:
    """Keep one part. A part that does not begin where the last one ended changes nothing: `received` says where."""
    upload = _locked(upload)
    hand.may_edit(by, _report(upload)).require()
    if offset != upload.received:
        return upload
    if not 0 < len(part) <= min(PART, upload.size - offset):
        raise Invalid({"part": _("This part of the file does not fit. Begin again.")})
    place = _place(upload, offset)
    if default_storage.exists(place):  # left by a request that broke before it was counted
        default_storage.delete(place)
    default_storage.save(place, ContentFile(part))
    upload.received, upload.touched_at = offset + len(part), clock.now()
    upload.save(update_fields=["received", "touched_at"])
    return upload


@transaction.atomic
def finish(
    upload: EvidenceUpload, *, by: User, declared: bool, criterion: Criterion | None = None, **where: str
) -> EvidenceFile | None:
    """Put the whole file into the library, and cite it where it was sent for a criterion.

    None where it did not arrive as it was sent: its parts are thrown away, and it begins again.
    """
    upload = _locked(upload)
    if upload.received != upload.size:
        raise Conflict(_("“{file}” has not arrived whole yet.").format(file=upload.name))
    with closing(_whole(upload)) as whole:
        if upload.sha256 and files.fingerprint(whole) != upload.sha256:
            _begin_again(upload)
            return None
        (kept,) = library.keep(_report(upload), [whole], by=by, declared=declared)
    if criterion:
        proofs.cite(_report(upload), criterion, kept, by=by, **where)
    upload.delete()
    _drop(upload)
    return kept


def sweep() -> int:
    """Throw away what nobody has gone on with; returns how many. Safe to run twice at once."""
    stale = EvidenceUpload.objects.filter(touched_at__lt=clock.now() - KEPT)
    return sum(_swept(pk) for pk in list(stale.values_list("pk", flat=True)))


@transaction.atomic
def _swept(pk: int) -> bool:
    upload = EvidenceUpload.objects.select_for_update().filter(pk=pk, touched_at__lt=clock.now() - KEPT).first()
    if upload is None:
        return False
    upload.delete()
    _drop(upload)
    return True


def _locked(upload: EvidenceUpload) -> EvidenceUpload:
    """Its report is locked by the deed that needs it."""
    related = (*(f"participant__{name}" for name in period_reports.OF_UNIT), "period")
    found = EvidenceUpload.objects.select_for_update(of=("self",)).select_related(*related)
    here = found.filter(pk=upload.pk).first()
    if here is None:
        raise Conflict(_("“{file}” has arrived already.").format(file=upload.name))
    return here


def _report(upload: EvidenceUpload) -> Sheet:
    """The report that it is sent for, with what policies read; of a period perhaps not begun."""
    if upload.period:
        return period_reports.of(upload.participant, upload.period)
    report = Report.objects.get(participant=upload.participant)
    report.participant = upload.participant
    return report


def _begin_again(upload: EvidenceUpload) -> None:
    _drop(upload)
    upload.received = 0
    upload.save(update_fields=["received"])


def _place(upload: EvidenceUpload, offset: int) -> str:
    return f"uploads/{upload.key}/{offset:012d}"


def _whole(upload: EvidenceUpload) -> TemporaryUploadedFile:
    """The parts one after the other; each begins where the last one ended."""
    whole, at = TemporaryUploadedFile(upload.name, "", upload.size, None), 0
    while at < upload.size:
        with default_storage.open(_place(upload, at)) as part:
            content = part.read()
        whole.write(content)
        at += len(content)
    return whole


def _drop(upload: EvidenceUpload) -> None:
    """After the commit, so that a deed that fails keeps the parts."""
    folder = f"uploads/{upload.key}"

    def drop() -> None:
        for name in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{name}")
        default_storage.delete(folder)

    transaction.on_commit(drop, robust=True)
