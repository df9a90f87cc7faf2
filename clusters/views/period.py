"""The reporting periods of a year: read by everybody in it, set by the authority's official."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clusters.errors import Invalid, Stale
from clusters.forms import period as forms
from clusters.forms import problems
from clusters.policies import season as policy
from clusters.queries import period as queries
from clusters.queries import season as seasons
from clusters.services import period as deeds
from clusters.views import listing


@require_safe
def index(request, season_pk):
    season = get_object_or_404(seasons.for_deed(request.user), pk=season_pk)
    may_set = policy.may_arrange_season(request.user, season)
    table = queries.table(queries.of_year(season))
    page = {"season": season, "may_set": may_set}
    return listing.respond(request, "clusters/period/list.html", table, f"periods-{season_pk}", **page)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, season_pk):
    season = get_object_or_404(seasons.for_deed(request.user), pk=season_pk)
    policy.may_arrange_season(request.user, season).require()
    standing = queries.of_year(season)
    form = forms.PeriodsForm(request.POST or None, initial={"seen": queries.stamp(standing)})
    rows = forms.PeriodRows(request.POST or None, initial=forms.rows_of(standing), prefix="period")
    page = {"season": season, "form": form, "rows": rows, "versions": []}
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        try:
            deeds.set_periods(season, forms.lines_of(rows), by=request.user, seen=form.cleaned_data["seen"])
        except Stale as stale:
            page |= {"form": forms.again(stale), "versions": forms.versions(rows, stale)}
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("The reporting periods are set."))
            return redirect("season-periods", season_pk)
    return render(request, "clusters/period/change.html", {**page, "forms": [page["form"], *rows.forms]})
