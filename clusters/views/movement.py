"""Pages of emulation movements."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from clusters.exports import workbook
from clusters.queries import movement as movements
from clusters.queries.trail import trail
from clusters.views import listing


@require_safe
def index(request):
    table = movements.table(movements.listed(request.user))
    return listing.respond(request, "clusters/movement/list.html", table, "movements")


@require_safe
def show(request, pk):
    movement = get_object_or_404(movements.for_page(request.user), pk=pk)
    (scope,) = listing.arranged(request, [movements.scope(movement, request.user)])
    if workbook.wanted(request):
        return workbook.respond(scope, f"movement-{pk}")
    page = {
        "movement": movement,
        "contents": movement.contents.order_by("position"),
        "scope": scope,
        "entries": trail(movement, request.user),
    }
    return render(request, "clusters/movement/page.html", page)
