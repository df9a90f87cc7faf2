"""The history of one line of a report: a page, which the sheet shows in place."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from clusters.exports import workbook
from clusters.models import Criterion, PeriodReport
from clusters.policies import period_report as policy
from clusters.queries import period_report as periods
from clusters.queries import report as reports
from clusters.queries import value_history as histories
from clusters.queries.period import words
from clusters.views import listing
from clusters.views.period_check import at


@require_safe
def show(request, pk, criterion_pk):
    report = get_object_or_404(reports.for_page(request.user), pk=pk)
    criterion = get_object_or_404(Criterion, pk=criterion_pk, version=report.participant.season.table_id)
    tables = [histories.of_line(report, criterion, request.user), histories.years_before(report, criterion)]
    page = {"report": report, "season": report.participant.season, "criterion": criterion, "name": str(report)}
    return _shown(request, "clusters/report/history.html", page, tables)


@require_safe
def of_period(request, pk, participant_pk, criterion_pk):
    """The same of a period, before its first figure too."""
    report = _readable(request, pk, participant_pk)
    season = report.participant.season
    asked = {"version": season.table_id, "reported": report.period.kind}
    criterion = get_object_or_404(Criterion, pk=criterion_pk, **asked)
    tables = [histories.of_line(report, criterion, request.user), histories.same_period_before(report, criterion)]
    page = {"report": report, "season": season, "criterion": criterion, "name": periods.name(report)}
    page["period_name"] = words(report.period.kind, report.period.number)
    return _shown(request, "clusters/period_report/history.html", page, tables)


def _readable(request, pk, participant_pk) -> PeriodReport:
    """The report where the person reads it; one that nobody has sent yet is the unit's own."""
    seen = periods.for_page(request.user).filter(period=pk, participant=participant_pk).first()
    if seen is None:
        seen = at(request, pk, participant_pk)
        policy.may_see_period_sheet(request.user, seen).require()
    return seen


def _shown(request, template, page, tables):
    tables = listing.arranged(request, tables)
    if workbook.wanted(request):
        return workbook.respond(tables[:1], f"history-{page['criterion'].pk}")
    return render(request, template, {**page, "history": tables[0], "years": tables[1]})
