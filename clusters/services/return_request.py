"""A unit that finds a slip in what it has sent, for a year or for a period, asks whoever verifies it to return it."""

from django.db import transaction
from django.utils.translation import gettext as _

from clusters import audit
from clusters.enums import Event
from clusters.errors import Invalid, Stale
from clusters.models import PeriodReport, User
from clusters.policies import period_report as period_policy
from clusters.policies import report as policy
from clusters.queries import post
from clusters.queries.cell import Sheet
from clusters.rulings import Ruling
from clusters.services import period_hand, report_hand
from clusters.services import sheet_hand as hand


@transaction.atomic
def ask(report: Sheet, *, reason: str, by: User, seen: str = "") -> Sheet:
    """Say why; another reason takes the place of the one before, which the person has `seen`. What was sent, its
    receipt and whether it came in time stay as they are: only whoever verifies the unit gives it back. The request
    ends when it is returned or accepted.

    Raises Invalid (`reason`) where nothing is said, Stale where a colleague asked meanwhile.
    """
    report, reason = hand.locked(report), reason.strip()
    may_ask(by, report).require()
    if not reason:
        raise Invalid({"reason": _("Say what is wrong, so that whoever verifies the report can decide.")})
    standing = report.return_asked
    if reason == standing:
        return report
    if standing.split() != seen.split():
        sentence = _("A colleague asked meanwhile: “{text}”. Send again to replace it with yours.")
        raise Stale(sentence.format(text=standing), theirs={"reason": standing}, seen=standing)
    report.return_asked = reason
    report.save(update_fields=["return_asked"])
    audit.record(_event(report), report, by=by, before={"reason": standing} if standing else {}, reason=reason)
    _tell(report)
    return report


def may_ask(by: User, report: Sheet) -> Ruling:
    """The unit's own people, as long as it could be returned."""
    if isinstance(report, PeriodReport):
        return period_policy.may_ask_to_return_period(by, report)
    return policy.may_ask_to_return(by, report)


def _event(report: Sheet) -> Event:
    return Event.PERIOD_REPORT_RETURN_ASKED if isinstance(report, PeriodReport) else Event.REPORT_RETURN_ASKED


def _tell(report: Sheet) -> None:
    unit = report.participant
    to, words = post.verifying(unit), {"unit": str(unit), "reason": report.return_asked}
    if isinstance(report, PeriodReport):
        period_hand.tell(_event(report), report, to, **words)
    else:
        report_hand.tell(_event(report), report, to, season=str(unit.season), **words)
