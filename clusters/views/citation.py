"""Citing what the unit has elsewhere as evidence in the report it is writing."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clusters.errors import Invalid
from clusters.forms import problems
from clusters.forms.citation import CiteForm
from clusters.policies import report as policy
from clusters.queries import activity as activities
from clusters.queries import citation as queries
from clusters.queries import exemplar as exemplars
from clusters.queries import programme as programmes
from clusters.services import citation as deeds


@require_http_methods(["GET", "HEAD", "POST"])
def exemplar(request, pk):
    thing = get_object_or_404(exemplars.for_page(request.user), pk=pk)
    return _cite(request, thing, queries.of_exemplar(thing), "exemplar")


@require_http_methods(["GET", "HEAD", "POST"])
def programme(request, pk):
    thing = get_object_or_404(programmes.for_page(request.user), pk=pk)
    return _cite(request, thing, queries.of_programme(thing), "programme")


@require_http_methods(["GET", "HEAD", "POST"])
def activity(request, pk):
    thing = get_object_or_404(activities.for_page(request.user), pk=pk)
    return _cite(request, thing, queries.of_activity(thing), "activity")


def _cite(request, thing, source: queries.Source, page: str):
    """`page` is the address that the thing is read at; 404 where the person writes no report that it could prove."""
    report = source.report(request.user)
    if report is None:
        raise Http404
    policy.may_edit_report(request.user, report).require()
    form = CiteForm(request.POST or None, papers=source.papers, criteria=queries.criteria(report))
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        try:
            deeds.cite(chosen["file"], report, chosen["criterion"], by=request.user)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("{file} was added.").format(file=chosen["file"].file.original_name))
            return redirect("report-edit", report.pk)
    return render(
        request, "clusters/citation/form.html", {"thing": thing, "page": page, "report": report, "form": form}
    )
