"""What the periods of a unit come to for its year, old beside new, and taking it over."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clusters.errors import Stale
from clusters.forms.period_report import DeriveForm
from clusters.policies import report as policy
from clusters.queries import derivation as queries
from clusters.queries import report as reports
from clusters.services import derivation as deeds


@require_http_methods(["GET", "HEAD", "POST"])
def take_over(request, pk):
    report = get_object_or_404(reports.for_page(request.user), pk=pk)
    policy.may_edit_report(request.user, report).require()
    offers = queries.offers(report)
    form, warning = DeriveForm(request.POST or None, offers=offers), ""
    if request.method == "POST" and form.is_valid():
        try:
            deeds.take_over(report, by=request.user, **form.cleaned_data)
        except Stale as stale:
            form, warning = DeriveForm(None, offers=offers), str(stale)
        else:
            messages.success(request, _("The figures of the periods are taken over."))
            return redirect("report-edit", pk)
    page = {"report": report, "season": report.participant.season, "form": form, "offers": offers, "warning": warning}
    page["takes"] = any(each.may_be_taken for each in offers)
    return render(request, "clusters/derivation/take_over.html", page)
