"""The signature under a report: given on the page by the leader, or on paper that an officer attaches."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from clusters import audit, clock
from clusters.enums import Event, ReportState, SigningWay
from clusters.errors import Invalid
from clusters.models import PeriodReport, Report, ReportSignature, StoredFile, User
from clusters.models.signing import Signing
from clusters.policies import report as policy
from clusters.policies import signature as signing
from clusters.queries import finding as findings
from clusters.queries import post
from clusters.queries import report as reports
from clusters.queries import report_signature as queries
from clusters.queries.report import ReportLine
from clusters.scoring import Sheet
from clusters.services import report_hand as hand
from clusters.services import signed_paper as papers
from clusters.services.signed_paper import Paper


@transaction.atomic
def attach(report: Report, paper: Paper, *, by: User) -> ReportSignature:
    """Keep a paper that was signed under this version of the report; it signs the report off as the leader does on the
    page. A PDF that carries digital signatures is kept with what they say; one that is broken is refused (Invalid, as
    for a paper of another version)."""
    read = papers.read(paper.file)
    report = hand.locked(report)
    lines, sheet = reports.lines_of(report)
    policy.may_sign_report(by, report, findings.of_report(report, lines).obstacles, on_paper=True).require()
    if paper.for_head:
        signing.may_sign_for_the_head(report.participant.season.cluster, paper.signed_on).require()
    stored = store(report, paper, queries.content_hash(report, lines), by)
    return sign_off(report, lines, sheet, papers.described(paper, read, stored), by=by)


@transaction.atomic
def sign_off(
    report: Report, lines: list[ReportLine], sheet: Sheet, said: Mapping[str, Any], *, by: User
) -> ReportSignature:
    """In the deed that holds the report and has asked its policy: signed off, with what is signed and how."""
    report.signed_at, report.signed_by = clock.now(), by
    hand.move(report, ReportState.SIGNED, ["signed_at", "signed_by"])
    stamp = {"signed_at": report.signed_at, "signed_by": by, "version": report.version}
    signature = ReportSignature.objects.create(
        report=report, content_hash=queries.content_hash(report, lines), **stamp, **said
    )
    after = {"version": report.version, "total": f"{sheet.total:f}", "hash": signature.content_hash}
    after["way"] = str(SigningWay(signature.way))
    audit.record(Event.REPORT_SIGNED, report, by=by, after=after | on_trail(signature))
    unit = report.participant.organisation
    hand.tell(Event.REPORT_SIGNED, report, post.people_of(unit), unit=str(unit))
    return signature


def store(report: Report | PeriodReport, paper: Paper, text_hash: str, by: User) -> StoredFile:
    """Keep the file of a paper that was signed under this version of a report, of a year or of a period. Raises Invalid
    where it is not of this version, or something that is said of it is to be mended."""
    problems = papers.problems_of(paper)
    if refusal := queries.refusal_of_code(paper.code, text_hash):
        problems["code"] = refusal
    if problems:
        raise Invalid(problems)
    stored = papers.store(paper, by)
    if refusal := queries.refusal_of_file(report, stored.sha256, text_hash):
        raise Invalid({"file": refusal})
    return stored


def on_trail(signature: Signing) -> dict[str, str]:
    """What the trail says of a signed paper; nobody's name."""
    if not signature.file:
        return {}
    return {"file": signature.file.sha256, **({"for_head": "yes"} if signature.for_head else {})}
