"""The check before a report is signed, and what the unit explains there."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clusters.errors import Invalid, Stale
from clusters.exports import workbook
from clusters.forms import cell_left as kept
from clusters.forms.explanation import ExplainForm
from clusters.policies import report as policy
from clusters.queries import report as queries
from clusters.queries import report_check as checks
from clusters.services import explanation as explanations


@require_safe
def show(request, pk):
    report = get_object_or_404(queries.for_page(request.user), pk=pk)
    read = checks.read(report)
    page = _page(report, request.user, read, ExplainForm(found=read.findings))
    if workbook.wanted(request):
        return workbook.respond([page["table"], *([page["risk"].table] if page["risk"] else [])], f"check-{pk}")
    return render(request, "clusters/report/check.html", page)


@require_POST
def explain(request, pk):
    report = get_object_or_404(queries.for_page(request.user), pk=pk)
    policy.may_edit_report(request.user, report).require()
    read = checks.read(report)
    form = ExplainForm(request.POST, found=read.findings)
    if form.is_valid():
        try:
            explanations.explain(report, by=request.user, **form.deed())
        except Invalid as invalid:
            form.refuse(invalid)
        except Stale as stale:
            read = checks.read(report)
            form = form.after(str(stale), read.findings)
        else:
            messages.success(request, _("The explanations are saved."))
            return redirect("report-check", pk)
    return render(request, "clusters/report/check.html", _page(report, request.user, read, form))


def _page(report, user, read, form):
    """The check with what this person's browser may still keep of the sheet."""
    page = checks.page(report, user, read, form)
    return {**page, "left": kept.start(report, user, read.lines, page["may_edit"])}
