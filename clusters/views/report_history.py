"""The history of one line of a report: a page, which the sheet shows in place."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from clusters.exports import workbook
from clusters.models import Criterion
from clusters.queries import report as reports
from clusters.queries import value_history as histories
from clusters.views import listing


@require_safe
def show(request, pk, criterion_pk):
    report = get_object_or_404(reports.for_page(request.user), pk=pk)
    criterion = get_object_or_404(Criterion, pk=criterion_pk, version=report.participant.season.table_id)
    tables = [histories.of_line(report, criterion, request.user), histories.years_before(report, criterion)]
    tables = listing.arranged(request, tables)
    if workbook.wanted(request):
        return workbook.respond(tables[:1], f"history-{pk}-{criterion_pk}")
    page = {"report": report, "season": report.participant.season, "criterion": criterion}
    return render(request, "clusters/report/history.html", {**page, "history": tables[0], "years": tables[1]})
