"""The page on which grades, sanctions and tie-breakers of a draft are written."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clusters.errors import Stale
from clusters.forms.grading import GradingForm
from clusters.policies import scoring_table as policy
from clusters.queries import grading as gradings
from clusters.queries import grading_draft as drafts
from clusters.queries import scoring_table as tables
from clusters.services import grading as deeds


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    version = get_object_or_404(tables.for_page(request.user), pk=pk)
    policy.may_change_table(request.user, version).require()
    form, versions = GradingForm(request.POST or None, initial=drafts.initial(version)), []
    if request.method == "POST" and form.is_valid() and "check" not in request.POST:
        try:
            deeds.write(version, by=request.user, **form.deed())
        except Stale as stale:
            form, versions = form.after(stale, request.POST), form.versions(stale)
        else:
            messages.success(request, _("Grades, sanctions and tie-breakers are saved."))
            return redirect("table", pk)
    return render(request, "clusters/grading/edit.html", _desk(version, form, versions))


def _desk(version, form: GradingForm, versions: list) -> dict:
    """What the page shows beside its form."""
    return {
        "version": version,
        "form": form,
        "versions": versions,
        "preview": drafts.preview(form.texts(), version),
        "checked": form.is_bound,
        "manual": gradings.manual(),
    }
