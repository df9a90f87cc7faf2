"""The check before the report of a period is submitted, and what the unit explains there."""

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clusters.errors import Invalid, Stale
from clusters.forms import cell_left as kept
from clusters.forms.explanation import ExplainForm
from clusters.models import PeriodReport
from clusters.policies import period_report as policy
from clusters.queries import period_finding as findings
from clusters.queries import period_page as pages
from clusters.queries import period_report as queries
from clusters.queries.finding import Findings
from clusters.queries.period_report import PeriodLine, Place
from clusters.services import period_explanation as explanations


@require_http_methods(["GET", "HEAD", "POST"])
def check(request, pk, participant_pk):
    report, lines, found = _read(request, pk, participant_pk)
    policy.may_see_period_sheet(request.user, report).require()
    form = ExplainForm(request.POST if request.method == "POST" else None, found=found)
    if request.method == "POST" and form.is_valid():
        try:
            explanations.explain(report, by=request.user, **form.deed())
        except Invalid as invalid:
            form.refuse(invalid)
        except Stale as stale:
            report, lines, found = _read(request, pk, participant_pk)
            form = form.after(str(stale), found)
        else:
            messages.success(request, _("The explanations are saved."))
            return redirect("period-check", pk, participant_pk)
    page = pages.of_check(report, request.user, lines, found, form)
    page["left"] = kept.start(report, request.user, lines, page["may_edit"])
    return render(request, "clusters/period_report/check.html", page)


def _read(request, pk, participant_pk) -> tuple[PeriodReport, list[PeriodLine], Findings]:
    report = at(request, pk, participant_pk)
    lines = queries.lines_of(report)
    return report, lines, findings.of_report(report, lines)


def at(request, pk, participant_pk) -> PeriodReport:
    """The report of the period and the unit, be it begun or not."""
    try:
        return queries.at(Place(participant_pk, pk), request.user)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
