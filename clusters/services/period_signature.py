"""The signature under the report of a period, where its authority asks for it: as under that of a year."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import Event, PeriodReportState, SigningWay
from clusters.errors import Conflict
from clusters.models import PeriodReport, PeriodSignature, User
from clusters.policies import period_report as policy
from clusters.policies import signature as signing
from clusters.queries import period_finding as findings
from clusters.queries import period_report as reports
from clusters.queries import post
from clusters.queries import report_signature as queries
from clusters.queries.period_report import PeriodLine
from clusters.services import period_hand as hand
from clusters.services import report_signature as signatures
from clusters.services import signed_paper as papers
from clusters.services.signed_paper import Paper


@transaction.atomic
def sign(report: PeriodReport, *, by: User, seen: int | None = None) -> PeriodSignature:
    """The unit's leader signs off; here every figure, or a word about why it is not there, is demanded.

    `seen` is the version that was read, if any.
    """
    report = hand.locked(report.participant, report.period)
    lines = reports.lines_of(report)
    policy.may_sign_period_report(by, report, findings.of_report(report, lines).obstacles).require()
    if seen is not None and seen != report.version:
        raise Conflict(_("The report has changed since you opened it. Read it again, then sign it off."))
    return _sign_off(report, lines, {"signer_name": by.name[:150]}, by)


@transaction.atomic
def attach(report: PeriodReport, paper: Paper, *, by: User) -> PeriodSignature:
    """Keep a paper that was signed under this version of the report (see `services.report_signature.attach`)."""
    read = papers.read(paper.file)
    report = hand.locked(report.participant, report.period)
    lines = reports.lines_of(report)
    policy.may_sign_period_report(by, report, findings.of_report(report, lines).obstacles, on_paper=True).require()
    if paper.for_head:
        signing.may_sign_for_the_head(report.participant.season.cluster, paper.signed_on).require()
    stored = signatures.store(report, paper, queries.content_hash(report, lines), by)
    return _sign_off(report, lines, papers.described(paper, read, stored), by)


def _sign_off(report: PeriodReport, lines: list[PeriodLine], said: Mapping[str, Any], by: User) -> PeriodSignature:
    report.signed_at, report.signed_by = clock.now(), by
    hand.move(report, PeriodReportState.SIGNED, "signed_at", "signed_by")
    stamp = {"signed_at": report.signed_at, "signed_by": by, "version": report.version}
    text_hash = queries.content_hash(report, lines)
    signature = PeriodSignature.objects.create(report=report, content_hash=text_hash, **stamp, **said)
    after = {"version": report.version, "hash": text_hash, "way": str(SigningWay(signature.way))}
    audit.record(Event.PERIOD_REPORT_SIGNED, report, by=by, after=after | signatures.on_trail(signature))
    hand.tell(Event.PERIOD_REPORT_SIGNED, report, post.people_of(report.participant.organisation))
    return signature
