"""Evidence of a report: cited for a criterion from the library or with a new file, amended, removed, downloaded."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clusters.errors import Invalid
from clusters.forms import evidence as forms
from clusters.forms import problems
from clusters.models import Criterion, Evidence
from clusters.policies import evidence_file as file_policy
from clusters.policies import report as policy
from clusters.queries import evidence_file as library
from clusters.queries import report as queries
from clusters.services import evidence as proofs
from clusters.views import download


@require_http_methods(["GET", "HEAD", "POST"])
def add(request, pk, criterion_pk):
    report, criterion = _line(request, pk, criterion_pk)
    form = forms.AddForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            added = proofs.add_all(report, criterion, given.pop("file"), by=request.user, **given)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            return _added(request, report, [each.file for each in added])
    return _page(request, report, criterion, form, forms.CiteForm(library=library.citable(report.participant)))


@require_http_methods(["GET", "HEAD", "POST"])
def cite(request, pk, criterion_pk):
    report, criterion = _line(request, pk, criterion_pk)
    form = forms.CiteForm(request.POST or None, library=library.citable(report.participant))
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            cited = proofs.cite(report, criterion, given.pop("kept"), by=request.user, **given)
        except Invalid as invalid:
            problems.show(form, invalid, file="kept")
        else:
            return _added(request, report, [cited.file])
    return _page(request, report, criterion, forms.AddForm(), form)


@require_http_methods(["GET", "HEAD", "POST"])
def amend(request, pk):
    visible = Evidence.objects.visible_to(request.user).standing()
    evidence = get_object_or_404(visible.select_related("criterion", "file"), pk=pk)
    report = get_object_or_404(queries.for_page(request.user), pk=evidence.report_id)
    policy.may_edit_report(request.user, report).require()
    form = forms.AmendForm(request.POST or None, initial={"pages": evidence.pages, "remark": evidence.remark})
    if request.method == "POST" and form.is_valid():
        try:
            proofs.amend(evidence, by=request.user, **form.cleaned_data)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("Saved."))
            return redirect("report-evidence-add", report.pk, evidence.criterion_id)
    return render(request, "clusters/evidence/amend.html", {"report": report, "evidence": evidence, "form": form})


@require_POST
def remove(request, pk):
    visible = Evidence.objects.visible_to(request.user).select_related("report", "file")
    evidence = proofs.remove(get_object_or_404(visible, pk=pk), by=request.user)
    messages.success(request, _("{file} was removed.").format(file=evidence.file))
    return redirect("report-evidence-add", evidence.report_id, evidence.criterion_id)


@require_safe
def file(request, pk):
    visible = Evidence.objects.visible_to(request.user).standing().select_related("file__stored")
    kept = get_object_or_404(visible, pk=pk).file
    file_policy.may_read_file(kept).require()
    return download.serve(kept.stored)


def _line(request, pk, criterion_pk):
    """The report, which the person may write in, and one of its lines."""
    report = get_object_or_404(queries.for_page(request.user), pk=pk)
    leaves = Criterion.objects.filter(version=report.participant.season.table_id).exclude(rule_type="")
    criterion = get_object_or_404(leaves, pk=criterion_pk)
    policy.may_edit_report(request.user, report).require()
    return report, criterion


def _added(request, report, files):
    names = ", ".join(str(each) for each in files)
    messages.success(request, ngettext("{files} was added.", "{files} were added.", len(files)).format(files=names))
    return redirect("report-edit", report.pk)


def _page(request, report, criterion, form, cite_form):
    standing = report.evidence.standing().filter(criterion=criterion)
    shown = {
        "standing": standing.select_related("file__stored", "added_by").order_by("pk"),
        "forms": [form, cite_form],
        "has_library": cite_form.fields["kept"].queryset.exists(),
    }
    page = {"report": report, "criterion": criterion, "form": form, "cite_form": cite_form, **shown}
    return render(request, "clusters/evidence/criterion.html", page)
