"""A unit's report: filled in cell by cell, signed off, sent in, accepted or returned."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, canonical, clock
from clusters.enums import REPORT_MOVES, Event, Provenance, ReportState, Role, Supplier
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import Criterion, Evidence, Report, Result, Season, StoredFile, Submission, User
from clusters.policies import report as policy
from clusters.queries import deadline, post
from clusters.queries import result as results
from clusters.queries import scoring as scores
from clusters.queries import submission as submissions
from clusters.scoring import Sheet
from clusters.services import consideration, notice, recomputation
from clusters.services import fact as facts
from clusters.services import file as files


@transaction.atomic
def save_results(
    report: Report,
    values: Mapping[Criterion, tuple[Mapping[str, Any], str]],
    *,
    by: User,
    seen: Mapping[int, int],
    mark: str = Provenance.ENTERED,
    source: str = "",
) -> Report:
    """Write the cells that differ: per criterion the inputs of its rule type and a note. Empty ones are welcome.

    `seen` maps criteria to the versions the figures were drawn from, 0 for none. When somebody else wrote one of the
    cells since, Stale carries their results by criterion and nothing is written. What was signed off or returned
    becomes a draft again.
    """
    report = _locked(report)
    policy.may_edit_report(by, report).require()
    standing = {result.criterion_id: result for result in report.results.select_related("updated_by")}
    cells = results.changed(results.read(report, values), standing)
    _refuse_stale(cells, standing, seen)
    for cell in cells:
        write_cell(report, cell, standing.get(cell.criterion.pk), by, mark, source)
    if cells:
        _record_cells(report, cells, standing, by)
    return _changed(report, [cell.criterion.code for cell in cells], by)


@transaction.atomic
def add_evidence(report: Report, criterion: Criterion, upload: File, *, by: User) -> Evidence:
    """Keep a file that proves one result. A sign-off no longer covers the report then."""
    policy.may_edit_report(by, report).require()
    return add_stored_evidence(report, criterion, files.store(upload, by=by), by=by)


@transaction.atomic
def add_stored_evidence(report: Report, criterion: Criterion, stored: StoredFile, *, by: User) -> Evidence:
    """The same with a file that is kept already; its content is not stored twice."""
    report = _locked(report)
    policy.may_edit_report(by, report).require()
    _refuse_foreign(report, criterion)
    evidence = Evidence.objects.create(
        report=report, criterion=criterion, file=stored, added_at=clock.now(), added_by=by
    )
    after = {"criterion": criterion.code, "file": stored.original_name, "hash": stored.sha256}
    audit.record(Event.REPORT_EVIDENCE_ADDED, report, by=by, after=after)
    _changed(report, [criterion.code], by)
    return evidence


@transaction.atomic
def remove_evidence(evidence: Evidence, *, by: User) -> Evidence:
    """Take a file out of the report; its row and what was sent with it stay."""
    report = _locked(evidence.report)
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
    _changed(report, [evidence.criterion.code], by)
    return evidence


@transaction.atomic
def sign(report: Report, *, by: User, seen: int | None = None) -> Report:
    """The unit's leader signs off; here every figure is demanded. `seen` is the version that was read, if any."""
    report = _locked(report)
    sheet = scores.sheet_of(report)
    policy.may_sign_report(by, report, results.missing(sheet)).require()
    if seen is not None and seen != report.version:
        raise Conflict(_("The report has changed since you opened it. Read it again, then sign it off."))
    report.signed_at, report.signed_by = clock.now(), by
    _move(report, ReportState.SIGNED, ["signed_at", "signed_by"])
    audit.record(Event.REPORT_SIGNED, report, by=by, after={"version": report.version, "total": f"{sheet.total:f}"})
    unit = report.participant.organisation
    _tell(Event.REPORT_SIGNED, report, post.people_of(unit), unit=str(unit))
    return report


@transaction.atomic
def submit(report: Report, *, by: User) -> Submission:
    """Send the report in: frozen with its hash under a receipt number, the self-score written beside.

    The season is locked first, so that numbers do not collide and verifying cannot begin meanwhile.
    """
    _lock_season(report)
    report = _locked(report)
    policy.may_submit_report(by, report).require()
    is_late = deadline.is_late_now(report)
    facts.push(report.participant.season, [facts.known_lateness(report, is_late)], by=by)
    sheet = scores.sheet_of(report)
    submission = _freeze(report, sheet, is_late, by)
    recomputation.write(report, sheet, by)
    report.return_reason = ""
    _move(report, ReportState.SUBMITTED, ["return_reason"])
    after = {"receipt": submission.number, "hash": submission.content_hash, "total": f"{sheet.total:f}"}
    audit.record(Event.REPORT_SUBMITTED, report, by=by, after={**after, "late": submission.is_late})
    recomputation.follow(report, by=by, cause=Event.REPORT_SUBMITTED)
    _tell_of_submission(report, submission)
    return submission


@transaction.atomic
def accept(report: Report, *, by: User) -> Report:
    """Taken up for verification by whoever verifies this unit; one that had come late is considered again."""
    _lock_season(report)
    report = _locked(report)
    policy.may_accept_report(by, report).require()
    report.accepted_at, report.accepted_by = clock.now(), by
    _move(report, ReportState.ACCEPTED, ["accepted_at", "accepted_by"])
    audit.record(Event.REPORT_ACCEPTED, report, by=by)
    if report.participant.not_considered_at:
        consideration.consider_again(report.participant, by=by)
    unit = report.participant.organisation
    _tell(Event.REPORT_ACCEPTED, report, post.people_of(unit), unit=str(unit))
    return report


@transaction.atomic
def return_(report: Report, *, reason: str, by: User) -> Report:
    """Back to the unit with a reason. It may be mended and sent again, even when verifying has begun.

    Nobody is compared with it any longer; the season is locked first, as where it was sent in.
    """
    _lock_season(report)
    report = _locked(report)
    policy.may_return_report(by, report).require()
    if not reason.strip():
        raise Invalid({"reason": _("Say what has to be mended.")})
    before = {"state": report.state}
    report.return_reason, report.accepted_at, report.accepted_by = reason.strip(), None, None
    _move(report, ReportState.RETURNED, ["return_reason", "accepted_at", "accepted_by"])
    audit.record(Event.REPORT_RETURNED, report, by=by, before=before, after={"state": report.state}, reason=reason)
    recomputation.follow(report, by=by, cause=Event.REPORT_RETURNED)
    unit = report.participant.organisation
    _tell(Event.REPORT_RETURNED, report, post.people_of(unit), unit=str(unit), reason=report.return_reason)
    return report


def write_cell(
    report: Report,
    cell: results.Cell,
    standing: Result | None,
    by: User,
    mark: str = Provenance.ENTERED,
    source: str = "",
) -> None:
    """Write one criterion's figures over what stands, in the deed that has asked its policy and keeps the trail."""
    stamp = {"mark": mark, "source": source, "updated_at": clock.now(), "updated_by": by}
    figures = {"inputs": cell.inputs, "value": cell.value, "note": cell.note}
    if standing is None:
        Result.objects.create(report=report, criterion=cell.criterion, **figures, **stamp)
    else:
        Result.objects.filter(pk=standing.pk).update(version=standing.version + 1, **figures, **stamp)


def _lock_season(report: Report) -> None:
    Season.objects.select_for_update(of=("self",), no_key=True).get(pk=report.participant.season_id)


def _locked(report: Report) -> Report:
    related = ("participant__organisation", "participant__season__cluster__authority", "participant__season__table")
    return Report.objects.select_for_update(of=("self",)).select_related(*related).get(pk=report.pk)


def _move(report: Report, state: ReportState, fields: Iterable[str]) -> None:
    if state not in REPORT_MOVES[ReportState(report.state)]:
        raise Conflict(_("The report cannot become “{state}” now.").format(state=state.label))
    report.state = state
    report.save(update_fields=["state", *fields])


def _changed(report: Report, codes: list[str], by: User) -> Report:
    """Count the version on; a report signed off or returned is a draft again."""
    if codes:
        report.version += 1
        report.save(update_fields=["version"])
    was = ReportState(report.state)
    if was == ReportState.RETURNED or (was == ReportState.SIGNED and codes):
        report.signed_at, report.signed_by = None, None
        _move(report, ReportState.DRAFT, ["signed_at", "signed_by"])
        _record_reopening(report, was, codes, by)
    return report


def _record_reopening(report: Report, was: ReportState, codes: list[str], by: User) -> None:
    if was == ReportState.RETURNED:
        audit.record(Event.REPORT_REOPENED, report, by=by, before={"state": was}, after={"state": report.state})
        return
    audit.record(Event.REPORT_SIGNATURE_VOIDED, report, by=by, after={"criteria": codes})
    unit = report.participant.organisation
    _tell(Event.REPORT_SIGNATURE_VOIDED, report, post.people_of(unit, [Role.LEADER]), unit=str(unit))


def _record_cells(report: Report, cells: list[results.Cell], standing: Mapping[int, Result], by: User) -> None:
    before = {c.criterion.code: results.said(standing.get(c.criterion.pk)) for c in cells}
    after = {c.criterion.code: results.cell_said(c) for c in cells}
    audit.record(Event.REPORT_SAVED, report, by=by, before=before, after=after)


def _refuse_stale(cells: list[results.Cell], standing: Mapping[int, Result], seen: Mapping[int, int]) -> None:
    versions = {pk: result.version for pk, result in standing.items()}
    disputed = [c.criterion.pk for c in cells if versions.get(c.criterion.pk, 0) != seen.get(c.criterion.pk, 0)]
    if disputed:
        sentence = _("A colleague changed the same cells while you were writing. Nothing was saved: see both versions.")
        raise Stale(sentence, theirs={str(pk): standing[pk] for pk in disputed}, seen=versions)


def _refuse_foreign(report: Report, criterion: Criterion) -> None:
    foreign = criterion.version_id != report.participant.season.table_id
    if foreign or not criterion.rule_type or criterion.supplier != Supplier.UNIT:
        raise Invalid({"criterion": _("This criterion takes no evidence here.")})


def _freeze(report: Report, sheet: Sheet, is_late: bool, by: User) -> Submission:
    season, now = report.participant.season, clock.now()
    sent = Submission.objects.filter(report__participant__season=season).count()
    number = f"BC-{season.year}-{season.pk}-{sent + 1:03d}"
    heading = {"number": number, "submitted_at": now.isoformat(timespec="seconds"), "is_late": is_late}
    content = submissions.content_of(report, sheet, **heading)
    return Submission.objects.create(
        report=report,
        number=number,
        is_late=is_late,
        content=content,
        content_hash=canonical.sha256(content),
        submitted_at=now,
        submitted_by=by,
    )


def _tell(event: Event, report: Report, people: Iterable[User], **values: str) -> None:
    notice.tell(event, report, to=people, path=reverse("report", args=[report.pk]), **values)


def _tell_of_submission(report: Report, submission: Submission) -> None:
    """The unit gets its receipt; the head's people and the officials a report to look at."""
    season = report.participant.season
    own = list(post.people_of(report.participant.organisation))
    others = {*post.people_at_the_head(season), *post.officials_of(season)} - set(own)
    values = {"unit": str(report.participant), "season": str(season), "receipt": submission.number}
    event = Event.REPORT_SUBMITTED
    notice.tell(event, report, to=own, path=reverse("receipt", args=[submission.pk]), **values)
    _tell(event, report, sorted(others, key=lambda person: person.pk), **values)
