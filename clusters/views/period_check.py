"""The check before the report of a period is submitted."""

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clusters.models import PeriodReport
from clusters.policies import period_report as policy
from clusters.queries import period_report as queries
from clusters.queries.period_report import Place


@require_safe
def show(request, pk, participant_pk):
    """To the page on which it is submitted; a report that nobody has begun has none yet."""
    report = at(request, pk, participant_pk)
    policy.may_see_period_sheet(request.user, report).require()
    if report.pk is None:
        messages.warning(request, _("Nothing is entered for this period yet."))
        return redirect("period-sheet", pk, participant_pk)
    return redirect("period-report", report.pk)


def at(request, pk, participant_pk) -> PeriodReport:
    """The report of the period and the unit, be it begun or not."""
    try:
        return queries.at(Place(participant_pk, pk), request.user)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
