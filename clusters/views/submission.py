"""The receipt of a sending, printed from what was frozen."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from clusters.exports import workbook
from clusters.queries import receipt as receipts


@require_safe
def show(request, pk):
    submission = get_object_or_404(receipts.for_page(request.user), pk=pk)
    table = receipts.table(submission)
    if workbook.wanted(request):
        return workbook.respond(table, submission.number)
    return render(request, "clusters/submission/receipt.html", receipts.page(submission, table))
