"""Returning a report criterion by criterion, answering to it, and what changed when it came again."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clusters.errors import Invalid, Stale
from clusters.exports import workbook
from clusters.forms import problems
from clusters.forms import return_reason as forms
from clusters.models import Report
from clusters.policies import report as policy
from clusters.queries import report as queries
from clusters.queries import return_reason as reasons
from clusters.queries import submission_change as changes
from clusters.services import report as reports
from clusters.services import return_reason as deeds


@require_http_methods(["GET", "HEAD", "POST"])
def return_(request, pk):
    report = _visible(request, pk)
    policy.may_return_report(request.user, report).require()
    lines, _sheet = queries.lines_of(report)
    form = forms.ReturnForm(request.POST or None, lines=lines, initial={"reason": report.return_asked})
    if request.method == "POST" and form.is_valid():
        try:
            reports.return_(report, by=request.user, **form.given())
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("The report is returned; {unit} was told.").format(unit=report.participant))
            return redirect("reports", report.participant.season_id)
    return render(request, "clusters/return_reason/return.html", {"report": report, "form": form, "rows": form.rows()})


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, pk):
    report = _visible(request, pk)
    policy.may_edit_report(request.user, report).require()
    form = forms.AnswerForm(request.POST or None, reasons=reasons.standing(report))
    if request.method == "POST" and form.is_valid():
        try:
            deeds.answer(report, by=request.user, **form.given())
        except Stale as stale:
            form = form.after_a_colleague(stale)
        else:
            messages.success(request, _("Your answers are kept. They go with the report when it is sent again."))
            return redirect("report", pk)
    return render(request, "clusters/return_reason/answer.html", {"report": report, "form": form})


@require_safe
def changes_(request, pk):
    """Of the last sending against the one before, or of the receipt that the address names."""
    report = _visible(request, pk)
    asked = request.GET.get("receipt", "")
    page = changes.page(report, int(asked) if asked.isdecimal() else None)
    if workbook.wanted(request) and page["table"]:
        return workbook.respond(page["table"], f"changes-{pk}")
    return render(request, "clusters/return_reason/changes.html", page)


def _visible(request, pk) -> Report:
    return get_object_or_404(queries.for_page(request.user), pk=pk)
