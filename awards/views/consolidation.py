"""The registrations of a cluster in a year: who has sent, the head's consolidation, the time limit."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from awards.forms.consolidation import ConsolidateForm, DueForm, initial_of
from awards.policies import consolidation as policy
from awards.queries import consolidation as queries
from awards.services import consolidation as deeds
from clusters.errors import Invalid, Stale
from clusters.exports import workbook
from clusters.forms import problems
from clusters.views import listing

TABLES = ("units", "totals", "consolidations")


@require_safe
def index(request, pk):
    page = queries.page(_season(request, pk), request.user)
    page |= dict(zip(TABLES, listing.arranged(request, [page[name] for name in TABLES]), strict=True))
    if workbook.wanted(request):
        return workbook.respond([page[name] for name in TABLES], f"registrations-{pk}")
    return render(request, "awards/consolidation/list.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def consolidate(request, pk):
    season = _season(request, pk)
    policy.may_consolidate(request.user, season).require()
    form = ConsolidateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = deeds.consolidate(season, by=request.user, **form.cleaned_data)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("Consolidated and sent to the authority: {receipt}.").format(receipt=made))
            return redirect("consolidation", made.pk)
    tables = listing.arranged(request, queries.tables(season))
    context = {"season": season, "form": form, "units": tables[0], "totals": tables[1]}
    return render(request, "awards/consolidation/make.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def set_due(request, pk):
    season = _season(request, pk)
    policy.may_set_due(request.user, season).require()
    form, versions = DueForm(request.POST or None, initial=initial_of(queries.window_of(season))), []
    if request.method == "POST" and form.is_valid():
        try:
            deeds.set_due(season, by=request.user, **form.cleaned_data)
        except Stale as stale:
            versions = form.insist(stale)
        else:
            messages.success(request, _("The time limit is set; the units are told."))
            return redirect("season-registrations", pk)
    return render(request, "awards/consolidation/due.html", {"season": season, "form": form, "versions": versions})


@require_safe
def show(request, pk):
    made = get_object_or_404(queries.for_receipt(request.user), pk=pk)
    tables = listing.arranged(request, queries.receipt_tables(made))
    if workbook.wanted(request):
        return workbook.respond(tables, str(made))
    return render(request, "awards/consolidation/receipt.html", {"made": made, "tables": tables})


def _season(request, pk):
    return get_object_or_404(queries.seasons_for(request.user), pk=pk)
