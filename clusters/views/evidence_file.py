"""The evidence library of a unit's year."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from clusters.errors import Denied, Invalid
from clusters.exports import workbook
from clusters.forms import evidence as forms
from clusters.forms import problems
from clusters.policies import evidence_file as file_policy
from clusters.policies import report as policy
from clusters.queries import evidence_file as queries
from clusters.queries import post
from clusters.queries import report as reports
from clusters.services import evidence_file as deeds
from clusters.views import download, listing


@require_http_methods(["GET", "HEAD", "POST"])
def show(request, pk):
    report = get_object_or_404(reports.for_page(request.user), pk=pk)
    may_add = policy.may_edit_report(request.user, report)
    form = forms.UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        may_add.require()
        if form.is_valid() and _kept(request, report, form):
            return redirect("report-evidence", pk)
    tables = _tables(request, report, may_add)
    if workbook.wanted(request):
        return workbook.respond(tables, f"evidence-{pk}")
    own = may_add.error is not Denied or bool(may_add)
    page = {"report": report, "tables": tables, "form": form, "own": own, "may_add": may_add}
    return render(request, "clusters/evidence/library.html", page)


@require_safe
def file(request, pk):
    kept = get_object_or_404(queries.for_page(request.user), pk=pk)
    file_policy.may_read_file(kept).require()
    return download.serve(kept.stored)


@require_http_methods(["GET", "HEAD", "POST"])
def take_down(request, pk):
    kept = get_object_or_404(queries.for_page(request.user), pk=pk)
    file_policy.may_take_down(request.user, kept).require()
    form, home = forms.TakeDownForm(request.POST or None), queries.home(kept, request.user)
    if request.method == "POST" and form.is_valid():
        deeds.take_down(kept, by=request.user, **form.cleaned_data)
        messages.success(request, _("{file} is taken down; the people of the unit are told.").format(file=kept))
        return redirect(home)
    return render(request, "clusters/evidence/take_down.html", {"file": kept, "form": form, "home": home})


def _kept(request, report, form) -> bool:
    given = form.cleaned_data
    try:
        kept = deeds.keep(report, given["file"], by=request.user, declared=given["declared"])
    except Invalid as invalid:
        problems.show(form, invalid)
        return False
    words = ngettext("{n} file is in the library.", "{n} files are in the library.", len(kept))
    messages.success(request, words.format(n=len(kept)))
    return True


def _tables(request, report, may_add):
    """The library, and for the unit's own people what proves each criterion."""
    files = queries.listed(report, request.user)
    takes_down = post.is_official_of(request.user, report.participant.season.cluster.authority)
    queries.mark_shared(files, request.user)
    shown = [queries.library(report, files, takes_down=takes_down)]
    return listing.arranged(request, shown + ([queries.criteria(report, files)] if may_add else []))
