"""What is to be mended criterion by criterion: written when a report is returned, answered by the unit."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import Event
from clusters.errors import Conflict, Invalid, Stale
from clusters.models import Criterion, Report, ReturnReason, Submission, User
from clusters.policies import report as policy
from clusters.queries import return_reason as queries
from clusters.services import report_hand as hand

LONGEST = 2000


def write(report: Report, reasons: Mapping[Criterion, str]) -> dict[str, str]:
    """Beside the last sending, in the deed that returns the report and asked its policy; by code, what was written."""
    given = {criterion: text.strip() for criterion, text in reasons.items() if text.strip()}
    if not given:
        return {}
    if any(c.version_id != report.participant.season.table_id or not c.rule_type for c in given):
        raise Invalid({"reasons": _("A reason stands at a criterion of this year's table that takes points.")})
    sent = Submission.objects.filter(report=report).order_by("-pk").first()
    if sent is None:
        raise Conflict(_("This report has no receipt; return it with a general reason."))
    rows = [ReturnReason(submission=sent, criterion=criterion, text=text) for criterion, text in given.items()]
    ReturnReason.objects.bulk_create(rows)
    return {criterion.code: text for criterion, text in given.items()}


@transaction.atomic
def answer(report: Report, answers: Mapping[int, str], *, by: User, seen: Mapping[int, str]) -> Report:
    """Say how each was mended, by the reason's pk, before the report is sent again. Only what differs is written.

    `seen` are the answers that the page was drawn with. Where a colleague answered since, Stale carries their answers
    by pk and nothing is written. The sign-off stands: an answer is no part of what is signed.
    """
    report = hand.locked(report)
    policy.may_edit_report(by, report).require()
    standing = {each.pk: each for each in queries.standing(report)}
    changed = {pk: text.strip() for pk, text in answers.items() if text.strip() != seen.get(pk, "")}
    if not changed.keys() <= standing.keys():
        raise Conflict(_("The report was sent again meanwhile; these reasons are answered no more."))
    _refuse_stale({pk: standing[pk] for pk in changed}, changed, seen)
    before, after = {}, {}
    for pk, text in changed.items():
        reason = standing[pk]
        before[reason.criterion.code], after[reason.criterion.code] = reason.answer, text
        _write_answer(reason, text, by)
    if changed:
        audit.record(Event.REPORT_RETURN_ANSWERED, report, by=by, before=before, after=after)
    return report


def _write_answer(reason: ReturnReason, text: str, by: User) -> None:
    reason.answer = text
    reason.answered_at, reason.answered_by = (clock.now(), by) if text else (None, None)
    reason.save(update_fields=["answer", "answered_at", "answered_by"])


def _refuse_stale(standing: Mapping[int, ReturnReason], texts: Mapping[int, str], seen: Mapping[int, str]) -> None:
    theirs = {pk: each for pk, each in standing.items() if each.answer not in (seen.get(pk, ""), texts[pk])}
    if theirs:
        sentence = _(
            "A colleague answered the same reasons while you were writing. Nothing was saved: see both versions."
        )
        raise Stale(
            sentence,
            theirs={str(pk): each for pk, each in theirs.items()},
            seen={pk: each.answer for pk, each in standing.items()},
        )
