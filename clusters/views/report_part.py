"""Parts of a report given to colleagues: how far they are, assigning, changing, withdrawing."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from clusters.errors import Invalid
from clusters.exports import workbook
from clusters.forms import problems
from clusters.forms.report_part import PartForm
from clusters.models import Report, ReportPart
from clusters.policies import report as policy
from clusters.queries import report as queries
from clusters.queries import report_part as parts
from clusters.services import report_part as deeds


@require_http_methods(["GET", "HEAD", "POST"])
def index(request, pk):
    report = _own(request, pk)
    may_edit = policy.may_edit_report(request.user, report)
    form = PartForm(request.POST or None, report=report)
    if request.method == "POST":
        may_edit.require()
        if form.is_valid() and _done(form, lambda: deeds.assign(report, form.part(), by=request.user)):
            messages.success(request, _("The part is assigned; {person} was told.").format(**_named(form)))
            return redirect("report-parts", pk)
    lines, _sheet = queries.lines_of(report)
    table = parts.table(report, parts.of_report(report), lines, linked=bool(may_edit))
    if workbook.wanted(request):
        return workbook.respond(table, f"parts-{pk}")
    page = {"report": report, "form": form, "table": table, "may_edit": may_edit}
    return render(request, "clusters/report_part/list.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, pk):
    part = _visible(request, pk)
    policy.may_edit_report(request.user, part.report).require()
    form = PartForm(request.POST or None, report=part.report, part=part)
    typed = request.method == "POST" and form.is_valid()
    if typed and _done(form, lambda: deeds.change(part, form.part(), by=request.user)):
        messages.success(request, _("The part is changed; who fills it in was told."))
        return redirect("report-parts", part.report_id)
    return render(request, "clusters/report_part/change.html", {"report": part.report, "part": part, "form": form})


@require_POST
def withdraw(request, pk):
    part = _visible(request, pk)
    deeds.withdraw(part, by=request.user)
    messages.success(request, _("The part is withdrawn; what was filled in stays."))
    return redirect("report-parts", part.report_id)


def _done(form: PartForm, deed) -> bool:
    """What has to be mended stands beside the fields."""
    try:
        deed()
    except Invalid as invalid:
        problems.show(form, invalid)
        return False
    return True


def _named(form: PartForm) -> dict[str, object]:
    return {"person": form.cleaned_data["assignee"]}


def _own(request, pk) -> Report:
    report = get_object_or_404(queries.for_page(request.user), pk=pk)
    if report.own_to != request.user.pk:
        raise Http404
    return report


def _visible(request, pk) -> ReportPart:
    related = ("report__participant__organisation", "report__participant__season__cluster__authority", "assignee")
    return get_object_or_404(ReportPart.objects.visible_to(request.user).select_related(*related), pk=pk)
