"""Why a sheet has its points: one line, the whole sheet, and the minutes of a sealed ranking."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from clusters.accounts import above, below
from clusters.exports import workbook
from clusters.models import Criterion
from clusters.queries import account, account_tables, assessment
from clusters.queries import standing as standings


@require_safe
def why(request, pk, criterion_pk):
    report = get_object_or_404(assessment.for_page(request.user), pk=pk)
    criterion = get_object_or_404(Criterion, pk=criterion_pk, version=report.participant.season.table_id)
    accounts = account.of_report(report, reader=request.user)
    shown = next((each for each in accounts if each.pk == criterion.pk), None)
    if shown is None:
        raise Http404
    context = {
        "report": report,
        "account": shown,
        "above": above(accounts, shown),
        "below": below(accounts, shown),
        "history": assessment.history_of(report, criterion) if shown.is_leaf else [],
    }
    return render(request, "clusters/account/line.html", context)


@require_safe
def sheet(request, pk):
    report = get_object_or_404(assessment.for_page(request.user), pk=pk)
    accounts = account.of_report(report, graded=True)
    if workbook.wanted(request):
        return workbook.respond(account_tables.table(accounts), f"account-{pk}")
    return render(request, "clusters/account/sheet.html", {"report": report, "accounts": accounts})


@require_safe
def minutes(request, pk, participant_pk):
    standing = get_object_or_404(standings.for_page(request.user), pk=pk)
    placing = get_object_or_404(
        standing.placings.select_related("participant__organisation"), participant=participant_pk
    )
    accounts = account.of_placing(standing, placing)
    if workbook.wanted(request):
        return workbook.respond(account_tables.table(accounts), f"minutes-{pk}-{participant_pk}")
    context = {"standing": standing, "placing": placing, "accounts": accounts}
    return render(request, "clusters/account/minutes.html", context)
