"""What a report costs its unit, and what would come out with other figures. Nothing is written here."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from clusters.exports import workbook
from clusters.forms.simulation import SimulationForm
from clusters.queries import cost, simulation
from clusters.queries import report as reports


@require_safe
def show(request, pk):
    report = get_object_or_404(reports.for_page(request.user), pk=pk)
    costs = cost.of_report(report)
    table = costs.table.sorted_by(request.GET.get("sort"))
    if workbook.wanted(request):
        return workbook.respond(table, f"costs-{pk}")
    context = {"report": report, "season": report.participant.season, "costs": costs, "table": table}
    return render(request, "clusters/cost/show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def what_if(request, pk):
    report = get_object_or_404(reports.for_page(request.user), pk=pk)
    read = simulation.read_for(report)
    lines, _sheet = reports.lines_of(report, read)
    case = simulation.case_of(report, read)
    form = SimulationForm(request.POST if request.method == "POST" else None, lines=lines)
    changes = form.changes() if request.method == "POST" and form.is_valid() else {}
    outcome = simulation.outcome(case, changes, proven=form.is_proven)
    context = {"report": report, "season": report.participant.season, "form": form, "outcome": outcome}
    return render(request, "clusters/cost/what_if.html", context)
