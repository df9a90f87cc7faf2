"""Evidence of a report: cited for a criterion from the library, from its periods or with a new file, amended, removed,
downloaded."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clusters.models import Criterion, Evidence
from clusters.policies import evidence_file as file_policy
from clusters.policies import report as policy
from clusters.queries import report as queries
from clusters.queries.evidence_page import Place
from clusters.views import download
from clusters.views import evidence_page as pages

PAGE = "clusters/evidence/criterion.html"


@require_http_methods(["GET", "HEAD", "POST"])
def add(request, pk, criterion_pk):
    return pages.add(request, _place(request, pk, criterion_pk), PAGE)


@require_http_methods(["GET", "HEAD", "POST"])
def cite(request, pk, criterion_pk):
    return pages.cite(request, _place(request, pk, criterion_pk), PAGE)


@require_http_methods(["GET", "HEAD", "POST"])
def take_over(request, pk, criterion_pk):
    return pages.take_over(request, _place(request, pk, criterion_pk), PAGE)


@require_http_methods(["GET", "HEAD", "POST"])
def amend(request, pk):
    visible = Evidence.objects.visible_to(request.user).standing()
    evidence = get_object_or_404(visible.select_related("criterion", "file"), pk=pk)
    report = get_object_or_404(queries.for_page(request.user), pk=evidence.report_id)
    policy.may_edit_report(request.user, report).require()
    return pages.amend(request, Place(report, evidence.criterion), evidence, "clusters/evidence/amend.html")


@require_POST
def remove(request, pk):
    visible = Evidence.objects.visible_to(request.user).select_related("report", "criterion")
    evidence = get_object_or_404(visible, pk=pk)
    return pages.remove(request, Place(evidence.report, evidence.criterion), evidence)


@require_safe
def file(request, pk):
    visible = Evidence.objects.visible_to(request.user).standing().select_related("file__stored")
    kept = get_object_or_404(visible, pk=pk).file
    file_policy.may_read_file(kept).require()
    return download.serve(kept.stored)


def _place(request, pk, criterion_pk) -> Place:
    """One line of the report, which the person may write in."""
    report = get_object_or_404(queries.for_page(request.user), pk=pk)
    leaves = Criterion.objects.filter(version=report.participant.season.table_id).exclude(rule_type="")
    criterion = get_object_or_404(leaves, pk=criterion_pk)
    policy.may_edit_report(request.user, report).require()
    return Place(report, criterion)
