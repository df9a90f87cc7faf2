"""The report as a Word file."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from clusters.filetypes import CONTENT_TYPES
from clusters.papers import report_paper as papers
from clusters.queries import report as reports
from clusters.queries import report_paper as queries


@require_safe
def word(request, pk):
    report = get_object_or_404(reports.for_page(request.user), pk=pk)
    paper = queries.of_report(report)
    response = HttpResponse(papers.docx(paper), content_type=CONTENT_TYPES["docx"])
    name = paper.submission.number if paper.submission else f"draft-{report.participant.season.year}-{pk}"
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.docx")
    response["X-Content-Type-Options"] = "nosniff"
    return response
