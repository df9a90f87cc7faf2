"""Evidence of a report: files of the unit's library cited for its results, and taken out again."""

from collections.abc import Sequence

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import Event, Supplier
from clusters.errors import Conflict, Denied, Invalid
from clusters.models import Criterion, Evidence, EvidenceFile, Report, StoredFile, User
from clusters.policies import evidence_file as file_policy
from clusters.policies import report as policy
from clusters.services import evidence_file as library
from clusters.services import report_hand as hand


@transaction.atomic
def add(
    report: Report, criterion: Criterion, upload: File, *, by: User, declared: bool, pages: str = "", remark: str = ""
) -> Evidence:
    """Put a new file into the library and cite it for one result. A sign-off no longer covers the report then."""
    return add_all(report, criterion, [upload], by=by, declared=declared, pages=pages, remark=remark)[0]


@transaction.atomic
def add_all(
    report: Report, criterion: Criterion, uploads: Sequence[File], *, by: User, declared: bool, **where: str
) -> list[Evidence]:
    """The same with several files, all or none; `where` are their pages and the remark."""
    kept = library.keep(report, uploads, by=by, declared=declared)
    return [cite(report, criterion, file, by=by, **where) for file in dict.fromkeys(kept)]


@transaction.atomic
def add_stored(report: Report, criterion: Criterion, stored: StoredFile, *, by: User) -> Evidence:
    """The same with a file that another room keeps already; its content is not stored twice."""
    return cite(report, criterion, library.keep_stored(report.participant, stored, by=by), by=by)


@transaction.atomic
def cite(
    report: Report, criterion: Criterion, file: EvidenceFile, *, by: User, pages: str = "", remark: str = ""
) -> Evidence:
    """Cite a file of the unit's library; other pages of it may prove the same result once more.

    Invalid (`file`) for a file of another unit or year, one that was taken down, or the same pages cited already.
    """
    report = hand.locked(report)
    policy.may_edit_report(by, report).require()
    _refuse_foreign(report, criterion)
    file = EvidenceFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    where = {"pages": pages.strip(), "remark": remark.strip()}
    _refuse_file(report, criterion, file, where["pages"])
    stamp = {"added_at": clock.now(), "added_by": by}
    evidence = Evidence.objects.create(report=report, criterion=criterion, file=file, **where, **stamp)
    audit.record(Event.REPORT_EVIDENCE_ADDED, report, by=by, after=_said(evidence))
    hand.changed(report, [criterion.code], by)
    return evidence


@transaction.atomic
def amend(evidence: Evidence, *, pages: str, remark: str, by: User) -> Evidence:
    """Other pages, another remark. What is the same already changes nothing."""
    report, evidence = _standing(evidence, by)
    before, pages, remark = _said(evidence), pages.strip(), remark.strip()
    if (pages, remark) == (evidence.pages, evidence.remark):
        return evidence
    if pages != evidence.pages:
        _refuse_file(report, evidence.criterion, evidence.file, pages)
    evidence.pages, evidence.remark = pages, remark
    evidence.save(update_fields=["pages", "remark"])
    audit.record(Event.REPORT_EVIDENCE_AMENDED, report, by=by, before=before, after=_said(evidence))
    hand.changed(report, [evidence.criterion.code], by)
    return evidence


@transaction.atomic
def remove(evidence: Evidence, *, by: User) -> Evidence:
    """Take a citation out of the report; its row, what was sent with it and the file in the library stay."""
    report, evidence = _standing(evidence, by)
    evidence.removed_at, evidence.removed_by = clock.now(), by
    evidence.save(update_fields=["removed_at", "removed_by"])
    audit.record(Event.REPORT_EVIDENCE_REMOVED, report, by=by, before=_said(evidence))
    hand.changed(report, [evidence.criterion.code], by)
    return evidence


def _standing(evidence: Evidence, by: User) -> tuple[Report, Evidence]:
    """The report, held, and the citation as it stands now, where the unit may still change it."""
    report = hand.locked(evidence.report)
    policy.may_edit_report(by, report).require()
    evidence = Evidence.objects.select_related("file", "criterion").get(pk=evidence.pk)
    if evidence.removed_at is not None:
        raise Conflict(_("This file has been removed already."))
    if evidence.criterion.supplier != Supplier.UNIT:
        raise Denied(_("This file belongs to figures that the unit does not enter; it stays."))
    return report, evidence


def _said(evidence: Evidence) -> dict[str, str]:
    file = evidence.file
    where = {"pages": evidence.pages, "remark": evidence.remark}
    said = {name: value for name, value in where.items() if value}
    return {"criterion": evidence.criterion.code, "file": file.name, "hash": file.sha256, **said}


def _refuse_foreign(report: Report, criterion: Criterion) -> None:
    foreign = criterion.version_id != report.participant.season.table_id
    if foreign or not criterion.rule_type or criterion.supplier != Supplier.UNIT:
        raise Invalid({"criterion": _("This criterion takes no evidence here.")})


def _refuse_file(report: Report, criterion: Criterion, file: EvidenceFile, pages: str) -> None:
    if file.participant_id != report.participant_id:
        raise Invalid({"file": _("This file is not in the library of the unit's year.")})
    ruling = file_policy.may_cite_file(file)
    if not ruling:
        raise Invalid({"file": ruling.reason})
    if report.evidence.standing().filter(criterion=criterion, file=file, pages=pages).exists():
        raise Invalid({"file": _("“{file}” proves this criterion already, with the same pages.").format(file=file)})
