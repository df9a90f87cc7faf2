"""Pages of emulation movements."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clusters import clock
from clusters.errors import Invalid
from clusters.exports import workbook
from clusters.forms import problems
from clusters.forms.movement import LaunchForm
from clusters.policies import movement as policy
from clusters.queries import movement as movements
from clusters.queries import organisation as organisations
from clusters.queries.trail import trail
from clusters.services import movement as deeds
from clusters.views import listing


@require_safe
def index(request):
    table = movements.table(movements.listed(request.user))
    may_launch = policy.may_launch_any(request.user)
    return listing.respond(request, "clusters/movement/list.html", table, "movements", may_launch=may_launch)


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


@require_http_methods(["GET", "HEAD", "POST"])
def launch(request):
    policy.may_launch_any(request.user).require()
    choices = {"authorities": organisations.acted_for(request.user), "units": organisations.units_for(request.user)}
    form = LaunchForm(request.POST or None, request.FILES or None, initial={"starts_on": clock.today()}, **choices)
    if request.method == "POST" and form.is_valid():
        try:
            movement = deeds.launch_by_paper(by=request.user, **form.deed())
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("The movement is launched. The people of the units in its scope are told."))
            return redirect("movement", movement.pk)
    return render(request, "clusters/movement/launch.html", {"form": form})
