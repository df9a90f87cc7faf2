"""The cluster's points of one report."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from clusters.errors import Invalid, Stale
from clusters.exports import workbook
from clusters.forms import problems
from clusters.forms.assessment import PointsSheet
from clusters.policies import assessment as policy
from clusters.queries import assessment
from clusters.services import assessment as deeds


@require_http_methods(["GET", "HEAD", "POST"])
def show(request, pk):
    report = get_object_or_404(assessment.for_page(request.user), pk=pk)
    may_score = policy.may_score_report(request.user, report)
    scored = assessment.scored(report, request.user)
    if workbook.wanted(request):
        return workbook.respond(assessment.table(scored), f"points-{pk}")
    sheet = PointsSheet(request.POST if request.method == "POST" else None, lines=scored.lines)
    if request.method == "POST":
        may_score.require()
        if _saved(request, report, sheet):
            return redirect("assessment", pk)
    may_accept = may_score and policy.self_scores_wait(report)
    context = {"report": report, "scored": scored, "sheet": sheet, "may_score": may_score, "may_accept": may_accept}
    return render(request, "clusters/assessment/show.html", context)


def _saved(request, report, sheet) -> bool:
    """Otherwise the form knows what has to be mended, or whose version stands beside the person's own."""
    if not sheet.is_valid():
        return False
    try:
        deeds.score(report, sheet.given(), by=request.user, seen=sheet.seen())
    except Invalid as invalid:
        problems.show(sheet, invalid)
        return False
    except Stale as stale:
        sheet.face(stale)
        return False
    messages.success(request, _("The points are saved."))
    return True


@require_POST
def accept(request, pk):
    report = get_object_or_404(assessment.for_page(request.user), pk=pk)
    deeds.accept_self_scores(report, by=request.user)
    messages.success(request, _("The lines that were still open now have their self-score as the cluster's points."))
    return redirect("assessment", pk)
