"""Yearly figures taken over from the periods: by a person, for the criteria that they chose, never by themselves."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from clusters import audit
from clusters.enums import Event
from clusters.errors import Conflict
from clusters.models import Criterion, Report, User
from clusters.policies import report as policy
from clusters.queries import derivation as queries
from clusters.services import report_hand as hand
from clusters.services import result as results


@transaction.atomic
def take_over(
    report: Report, criteria: Iterable[Criterion], *, by: User, seen: Mapping[int, int], stamp: str
) -> Report:
    """Write what the periods come to over the year's figures of these criteria, whose notes stay.

    `stamp` is that of the offers the person was shown, `seen` the versions of the figures beside them: whoever looked
    at other ones is told, by Conflict or Stale, and nothing is written.
    """
    report = hand.locked(report)
    policy.may_edit_report(by, report).require()
    offers = queries.offers(report)
    if stamp != queries.stamp(offers):
        raise Conflict(_("The figures of the periods have changed since you opened this page. Look at them again."))
    keys = {each.pk for each in criteria}
    chosen = [each for each in offers if each.figure.criterion.pk in keys]
    if len(chosen) < len(keys) or not all(each.may_be_taken for each in chosen):
        raise Conflict(_("Only figures of which every period has been sent in, and which differ, are taken over."))
    values = {each.figure.criterion: (each.inputs, each.result.note if each.result else "") for each in chosen}
    with translation.override("vi"):
        source = _("from the periods")
    report = results.enter(report, values, by=by, seen=seen, source=source)
    codes = [each.figure.criterion.code for each in chosen]
    audit.record(Event.REPORT_DERIVED, report, by=by, after={"criteria": codes})
    return report
