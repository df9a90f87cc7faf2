"""Evidence of a report: a file that proves a result, added and taken out."""

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import Event, Supplier
from clusters.errors import Conflict, Denied, Invalid
from clusters.models import Criterion, Evidence, Report, StoredFile, User
from clusters.policies import report as policy
from clusters.services import file as files
from clusters.services import report_hand as hand


@transaction.atomic
def add(report: Report, criterion: Criterion, upload: File, *, by: User) -> Evidence:
    """Keep a file that proves one result. A sign-off no longer covers the report then."""
    policy.may_edit_report(by, report).require()
    return add_stored(report, criterion, files.store(upload, by=by), by=by)


@transaction.atomic
def add_stored(report: Report, criterion: Criterion, stored: StoredFile, *, by: User) -> Evidence:
    """The same with a file that is kept already; its content is not stored twice."""
    report = hand.locked(report)
    policy.may_edit_report(by, report).require()
    _refuse_foreign(report, criterion)
    evidence = Evidence.objects.create(
        report=report, criterion=criterion, file=stored, added_at=clock.now(), added_by=by
    )
    after = {"criterion": criterion.code, "file": stored.original_name, "hash": stored.sha256}
    audit.record(Event.REPORT_EVIDENCE_ADDED, report, by=by, after=after)
    hand.changed(report, [criterion.code], by)
    return evidence


@transaction.atomic
def remove(evidence: Evidence, *, by: User) -> Evidence:
    """Take a file out of the report; its row and what was sent with it stay."""
    report = hand.locked(evidence.report)
    policy.may_edit_report(by, report).require()
    evidence = Evidence.objects.select_related("file", "criterion").get(pk=evidence.pk)
    if evidence.removed_at is not None:
        raise Conflict(_("This file has been removed already."))
    if evidence.criterion.supplier != Supplier.UNIT:
        raise Denied(_("This file belongs to figures that the unit does not enter; it stays."))
    evidence.removed_at, evidence.removed_by = clock.now(), by
    evidence.save(update_fields=["removed_at", "removed_by"])
    before = {"criterion": evidence.criterion.code, "file": evidence.file.original_name, "hash": evidence.file.sha256}
    audit.record(Event.REPORT_EVIDENCE_REMOVED, report, by=by, before=before)
    hand.changed(report, [evidence.criterion.code], by)
    return evidence


def _refuse_foreign(report: Report, criterion: Criterion) -> None:
    foreign = criterion.version_id != report.participant.season.table_id
    if foreign or not criterion.rule_type or criterion.supplier != Supplier.UNIT:
        raise Invalid({"criterion": _("This criterion takes no evidence here.")})
