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
from clusters.queries import period_page as pages
from clusters.queries import period_report as queries
from clusters.queries.finding import Findings
from clusters.queries.period_report import Place
from clusters.services import period_explanation as explanations


@require_http_methods(["GET", "HEAD", "POST"])
def check(request, pk, participant_pk):
    report = at(request, pk, participant_pk)
    policy.may_see_period_sheet(request.user, report).require()
    lines = queries.lines_of(report)
    form = ExplainForm(request.POST if request.method == "POST" else None, found=Findings((), lines))
    if request.method == "POST" and form.is_valid():
        deed = form.deed()
        try:
            explanations.explain(report, blanks=deed["blanks"], seen=deed["seen"], by=request.user)
        except Invalid as invalid:
            form.refuse(invalid)
        except Stale as stale:
            lines = queries.lines_of(at(request, pk, participant_pk))
            form = form.after(str(stale), Findings((), lines))
        else:
            messages.success(request, _("The explanations are saved."))
            return redirect("period-check", pk, participant_pk)
    return render(request, "clusters/period_report/check.html", _page(report, request.user, lines, form))


def _page(report, user, lines, form):
    """The check with what this person's browser may still keep of the sheet."""
    page = pages.of_check(report, user, lines, form)
    return {**page, "left": kept.start(report, user, lines, page["may_edit"])}


def at(request, pk, participant_pk) -> PeriodReport:
    """The report of the period and the unit, be it begun or not."""
    try:
        return queries.at(Place(participant_pk, pk), request.user)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
