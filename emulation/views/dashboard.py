"""What an authority sees of all its clusters."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clusters import clock
from clusters.exports import workbook
from clusters.queries import figure as figures
from clusters.queries import season as seasons
from clusters.views import listing
from emulation.forms.dashboard import Behind, Filter
from emulation.policies import dashboard as policy
from emulation.queries.dashboard import rows
from emulation.queries.dashboard import scope as scopes
from emulation.queries.dashboard.page import Dashboard
from emulation.queries.dashboard.scope import Scope


@require_safe
def index(request):
    policy.may_see_dashboard(request.user).require()
    form = Filter(request.GET, seasons=scopes.seasons_run_by(request.user))
    board = Dashboard(form.scope())
    tables = listing.arranged(request, board.tables)
    if workbook.wanted(request):
        return workbook.respond(tables, f"dashboard-{board.scope.year}")
    context = {"board": board, "form": form, "tables": tables, "as_at": clock.now()}
    return render(request, "emulation/dashboard/index.html", context)


@require_safe
def season(request, pk):
    every = scopes.seasons_run_by(request.user)
    chosen = next((each for each in every if each.pk == pk), None)
    if chosen is None:
        policy.may_see_dashboard(request.user).require()
        raise Http404
    board = Dashboard(Scope(every, chosen.year, cluster=chosen.cluster_id))
    cited = figures.table(chosen, [unit.participant for unit in board.units])
    tables = listing.arranged(request, [*board.tables, cited])
    if workbook.wanted(request):
        return workbook.respond(tables, f"dashboard-{chosen.year}")
    steps = seasons.steps(chosen, list(chosen.phases.all()))
    context = {"board": board, "season": chosen, "steps": steps, "tables": tables, "as_at": clock.now()}
    return render(request, "emulation/dashboard/season.html", context)


@require_safe
def behind(request):
    policy.may_see_dashboard(request.user).require()
    scope = Filter(request.GET, seasons=scopes.seasons_run_by(request.user)).scope()
    wish = Behind(request.GET)
    if not wish.is_valid():
        raise Http404
    said = wish.cleaned_data
    table = rows.table(scope, said["measure"], criterion=said["criterion"], award_pk=said["award"])
    if table is None:
        raise Http404
    context = {"scope": scope, "title": rows.TITLES[said["measure"]], "as_at": clock.now()}
    filename = f"{said['measure']}-{scope.year}"
    return listing.respond(request, "emulation/dashboard/rows.html", table, filename, **context)
