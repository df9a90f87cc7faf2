"""A unit asks for the return of what it has sent, for the year or for a period."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clusters.errors import Stale
from clusters.forms.return_request import ReturnRequestForm
from clusters.policies.report import verifier_of
from clusters.queries import period_report as periods
from clusters.queries import report as reports
from clusters.queries.cell import Sheet
from clusters.services import return_request as deeds


@require_http_methods(["GET", "HEAD", "POST"])
def of_year(request, pk):
    report = get_object_or_404(reports.for_page(request.user), pk=pk)
    return _ask(request, report, str(report), "report")


@require_http_methods(["GET", "HEAD", "POST"])
def of_period(request, pk):
    report = get_object_or_404(periods.for_page(request.user), pk=pk)
    return _ask(request, report, periods.name(report), "period-report")


def _ask(request, report: Sheet, name: str, page: str):
    deeds.may_ask(request.user, report).require()
    form = ReturnRequestForm(request.POST or None, standing=report.return_asked)
    if request.method == "POST" and form.is_valid():
        try:
            deeds.ask(report, by=request.user, **form.cleaned_data)
        except Stale as stale:
            form = form.after_a_colleague(stale)
        else:
            messages.success(request, _("Whoever verifies the report was asked to return it."))
            return redirect(page, report.pk)
    who, back = verifier_of(report.participant), reverse(page, args=[report.pk])
    shown = {"report": report, "name": name, "form": form, "who": who, "back": back}
    return render(request, "clusters/return_reason/ask.html", shown)
