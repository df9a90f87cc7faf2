"""The receipt of a sending, printed from what was frozen."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from clusters.exports import workbook
from clusters.papers import receipt as paper
from clusters.papers import seal
from clusters.queries import receipt as receipts


@require_safe
def show(request, pk):
    submission = get_object_or_404(receipts.for_page(request.user), pk=pk)
    tables = receipts.tables(submission)
    if workbook.wanted(request):
        return workbook.respond(tables, submission.number)
    page = {**receipts.page(submission, tables), "is_sealed": seal.is_configured()}
    return render(request, "clusters/submission/receipt.html", page)


@require_safe
def pdf(request, pk):
    submission = get_object_or_404(receipts.for_page(request.user), pk=pk)
    response = HttpResponse(paper.pdf(submission), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, f"{submission.number}.pdf")
    response["X-Content-Type-Options"] = "nosniff"
    return response
