"""Evidence of a period: cited for a criterion from the library or with a new file, amended, removed."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from clusters.models import Criterion, PeriodEvidence
from clusters.policies import period_report as policy
from clusters.queries import period_report as queries
from clusters.queries.evidence_page import Place
from clusters.views import evidence_page as pages
from clusters.views.period_check import at

PAGE = "clusters/period_evidence/criterion.html"


@require_http_methods(["GET", "HEAD", "POST"])
def add(request, pk, participant_pk, criterion_pk):
    return pages.add(request, _place(request, pk, participant_pk, criterion_pk), PAGE)


@require_http_methods(["GET", "HEAD", "POST"])
def cite(request, pk, participant_pk, criterion_pk):
    return pages.cite(request, _place(request, pk, participant_pk, criterion_pk), PAGE)


@require_http_methods(["GET", "HEAD", "POST"])
def amend(request, pk):
    visible = PeriodEvidence.objects.visible_to(request.user).standing()
    evidence = get_object_or_404(visible.select_related("criterion", "file"), pk=pk)
    report = get_object_or_404(queries.for_page(request.user), pk=evidence.report_id)
    policy.may_edit_period_report(request.user, report).require()
    return pages.amend(request, Place(report, evidence.criterion), evidence, "clusters/period_evidence/amend.html")


@require_POST
def remove(request, pk):
    visible = PeriodEvidence.objects.visible_to(request.user)
    related = ("report__participant", "report__period", "criterion")
    evidence = get_object_or_404(visible.select_related(*related), pk=pk)
    return pages.remove(request, Place(evidence.report, evidence.criterion), evidence)


def _place(request, pk, participant_pk, criterion_pk) -> Place:
    """One line of the period's report, which the person may write in, be it begun or not."""
    report = at(request, pk, participant_pk)
    policy.may_edit_period_report(request.user, report).require()
    asked = Criterion.objects.filter(version=report.participant.season.table_id, reported=report.period.kind)
    return Place(report, get_object_or_404(asked.exclude(rule_type=""), pk=criterion_pk))
