"""Evidence of a report, be it of the year or of a period: files of the unit's library cited for its results, and taken
out again.
"""

from collections.abc import Sequence
from typing import NamedTuple

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import Event, Supplier
from clusters.errors import Conflict, Denied, Invalid
from clusters.models import Criterion, Evidence, EvidenceFile, PeriodEvidence, PeriodReport, Report, StoredFile, User
from clusters.policies import evidence_file as file_policy
from clusters.queries.cell import Sheet
from clusters.services import evidence_file as library
from clusters.services import sheet_hand as hand

Cited = Evidence | PeriodEvidence


class Events(NamedTuple):
    """How the deeds are called on the trail of a report."""

    added: Event
    amended: Event
    removed: Event


OF_YEAR = Events(Event.REPORT_EVIDENCE_ADDED, Event.REPORT_EVIDENCE_AMENDED, Event.REPORT_EVIDENCE_REMOVED)
OF_PERIOD = Events(
    Event.PERIOD_REPORT_EVIDENCE_ADDED, Event.PERIOD_REPORT_EVIDENCE_AMENDED, Event.PERIOD_REPORT_EVIDENCE_REMOVED
)


@transaction.atomic
def add(
    report: Sheet, criterion: Criterion, upload: File, *, by: User, declared: bool, pages: str = "", remark: str = ""
) -> Cited:
    """Put a new file into the library and cite it for one result; the first begins the report of a period. A sign-off
    no longer covers the report of a year then."""
    return add_all(report, criterion, [upload], by=by, declared=declared, pages=pages, remark=remark)[0]


@transaction.atomic
def add_all(
    report: Sheet, criterion: Criterion, uploads: Sequence[File], *, by: User, declared: bool, **where: str
) -> list[Cited]:
    """The same with several files, all or none; `where` are their pages and the remark."""
    kept = library.keep(report, uploads, by=by, declared=declared)
    return [cite(report, criterion, file, by=by, **where) for file in dict.fromkeys(kept)]


@transaction.atomic
def add_stored(report: Report, criterion: Criterion, stored: StoredFile, *, by: User) -> Cited:
    """The same with a file that another room keeps already; its content is not stored twice."""
    return cite(report, criterion, library.keep_stored(report.participant, stored, by=by), by=by)


@transaction.atomic
def cite(
    report: Sheet,
    criterion: Criterion,
    file: EvidenceFile,
    *,
    by: User,
    pages: str = "",
    remark: str = "",
    source: str = "",
) -> Cited:
    """Cite a file of the unit's library; other pages of it may prove the same result once more. `source` is what the
    trail says of where it was found.

    Invalid (`file`) for a file of another unit or year, one that was taken down, or the same pages cited already.
    """
    report = hand.held(report, by)
    _refuse_foreign(report, criterion)
    report, file = hand.begin(report), EvidenceFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    where = {"pages": pages.strip(), "remark": remark.strip()}
    _refuse_file(report, criterion, file, where["pages"])
    stamp = {"added_at": clock.now(), "added_by": by}
    evidence: Cited = report.evidence.create(criterion=criterion, file=file, **where, **stamp)
    audit.record(_events(report).added, report, by=by, after=_said(evidence, source=source))
    hand.changed(report, [criterion.code], by)
    return evidence


@transaction.atomic
def amend(evidence: Cited, *, pages: str, remark: str, by: User) -> Cited:
    """Other pages, another remark. What is the same already changes nothing."""
    report, evidence = _standing(evidence, by)
    before, pages, remark = _said(evidence), pages.strip(), remark.strip()
    if (pages, remark) == (evidence.pages, evidence.remark):
        return evidence
    if pages != evidence.pages:
        _refuse_file(report, evidence.criterion, evidence.file, pages)
    evidence.pages, evidence.remark = pages, remark
    evidence.save(update_fields=["pages", "remark"])
    audit.record(_events(report).amended, report, by=by, before=before, after=_said(evidence))
    hand.changed(report, [evidence.criterion.code], by)
    return evidence


@transaction.atomic
def remove(evidence: Cited, *, by: User) -> Cited:
    """Take a citation out of the report; its row, what was sent with it and the file in the library stay."""
    report, evidence = _standing(evidence, by)
    evidence.removed_at, evidence.removed_by = clock.now(), by
    evidence.save(update_fields=["removed_at", "removed_by"])
    audit.record(_events(report).removed, report, by=by, before=_said(evidence))
    hand.changed(report, [evidence.criterion.code], by)
    return evidence


def _events(report: Sheet) -> Events:
    return OF_PERIOD if isinstance(report, PeriodReport) else OF_YEAR


def _standing(evidence: Cited, by: User) -> tuple[Sheet, Cited]:
    """The report, held, and the citation as it stands now, where the unit may still change it."""
    report = hand.held(evidence.report, by)
    evidence = report.evidence.select_related("file", "criterion").get(pk=evidence.pk)
    if evidence.removed_at is not None:
        raise Conflict(_("This file has been removed already."))
    if evidence.criterion.supplier != Supplier.UNIT:
        raise Denied(_("This file belongs to figures that the unit does not enter; it stays."))
    return report, evidence


def _said(evidence: Cited, source: str = "") -> dict[str, str]:
    file = evidence.file
    where = {"pages": evidence.pages, "remark": evidence.remark, "source": source}
    said = {name: value for name, value in where.items() if value}
    return {"criterion": evidence.criterion.code, "file": file.name, "hash": file.sha256, **said}


def _refuse_foreign(report: Sheet, criterion: Criterion) -> None:
    foreign = criterion.version_id != report.participant.season.table_id
    if isinstance(report, PeriodReport):
        foreign = foreign or criterion.reported != report.period.kind
    if foreign or not criterion.rule_type or criterion.supplier != Supplier.UNIT:
        raise Invalid({"criterion": _("This criterion takes no evidence here.")})


def _refuse_file(report: Sheet, criterion: Criterion, file: EvidenceFile, pages: str) -> None:
    if file.participant_id != report.participant_id:
        raise Invalid({"file": _("This file is not in the library of the unit's year.")})
    ruling = file_policy.may_cite_file(file)
    if not ruling:
        raise Invalid({"file": ruling.reason})
    if report.evidence.standing().filter(criterion=criterion, file=file, pages=pages).exists():
        raise Invalid({"file": _("“{file}” proves this criterion already, with the same pages.").format(file=file)})
