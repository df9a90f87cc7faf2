"""Evidence of a report: added, removed, downloaded."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clusters.errors import Invalid
from clusters.forms import problems
from clusters.forms.report import EvidenceForm
from clusters.models import Criterion, Evidence
from clusters.policies import report as policy
from clusters.queries import report as queries
from clusters.services import evidence as proofs
from clusters.views import download


@require_http_methods(["GET", "HEAD", "POST"])
def add(request, pk, criterion_pk):
    report = get_object_or_404(queries.for_page(request.user), pk=pk)
    leaves = Criterion.objects.filter(version=report.participant.season.table_id).exclude(rule_type="")
    criterion = get_object_or_404(leaves, pk=criterion_pk)
    policy.may_edit_report(request.user, report).require()
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            evidence = proofs.add(report, criterion, form.cleaned_data["file"], by=request.user)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("{file} was added.").format(file=evidence.file.original_name))
            return redirect("report-edit", pk)
    standing = report.evidence.standing().filter(criterion=criterion).select_related("file", "added_by").order_by("pk")
    page = {"report": report, "criterion": criterion, "form": form, "standing": standing}
    return render(request, "clusters/report/evidence.html", page)


@require_POST
def remove(request, pk):
    visible = Evidence.objects.visible_to(request.user).select_related("report", "file")
    evidence = proofs.remove(get_object_or_404(visible, pk=pk), by=request.user)
    messages.success(request, _("{file} was removed.").format(file=evidence.file.original_name))
    return redirect("report-evidence-add", evidence.report_id, evidence.criterion_id)


@require_safe
def file(request, pk):
    visible = Evidence.objects.visible_to(request.user).select_related("file")
    return download.serve(get_object_or_404(visible, pk=pk).file)
