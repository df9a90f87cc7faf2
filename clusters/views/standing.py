"""A sealed ranking: its page, its manifest, and the one that replaces it."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clusters import canonical
from clusters.errors import Invalid
from clusters.exports import workbook
from clusters.forms import problems
from clusters.forms.standing import SealAgain
from clusters.policies import standing as policy
from clusters.queries import grading as gradings
from clusters.queries import meeting_ruling as rulings
from clusters.queries import ranking, ranking_tables
from clusters.queries import standing as standings
from clusters.queries.trail import trail
from clusters.services import standing as deeds
from clusters.views import listing


@require_safe
def show(request, pk):
    standing = get_object_or_404(standings.for_page(request.user), pk=pk)
    placings = standings.placings_of(standing)
    tables = listing.arranged(request, [standings.table(standing, placings), standings.matrix(standing, placings)])
    graded = standings.graded(standing, placings)
    if workbook.wanted(request):
        return workbook.respond([*tables, *gradings.tables_of_reasons(graded)], f"sealed-ranking-{pk}")
    in_force = ranking.in_force(standing.season)
    context = {
        "standing": standing,
        "is_in_force": standing == in_force,
        "table": tables[0],
        "matrix": tables[1],
        "graded": graded,
        "left_out": standing.manifest.get("left_out", []),
        "agrees": standings.agrees(standing, placings),
        "may_seal_again": policy.may_replace_standing(request.user, standing, in_force),
        "entries": trail(standing, request.user),
    }
    return render(request, "clusters/standing/show.html", context)


@require_safe
def manifest(request, pk):
    """The text over which the hash was taken, byte for byte."""
    standing = get_object_or_404(standings.for_page(request.user), pk=pk)
    response = HttpResponse(canonical.text(standing.manifest), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="manifest-{pk}.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)
def replace(request, pk):
    standing = get_object_or_404(standings.for_page(request.user), pk=pk)
    live = ranking.live(get_object_or_404(ranking.for_page(request.user), pk=standing.season_id))
    policy.may_seal_again(request.user, standing, live).require()
    form = SealAgain(request.POST if request.method == "POST" else None, live=live)
    if request.method == "POST" and form.is_valid():
        try:
            fresh = deeds.seal_again(standing, by=request.user, **form.deed())
        except Invalid as invalid:
            problems.show(form, invalid, **form.names())
        else:
            messages.success(request, _("The ranking is sealed again; this one replaces the earlier one."))
            return redirect("standing", fresh.pk)
    (table,) = listing.arranged(request, [ranking_tables.to_be_sealed(live)])
    context = {"standing": standing, "live": live, "table": table, "form": form, "undecided": rulings.undecided(live)}
    return render(request, "clusters/standing/replace.html", context)
