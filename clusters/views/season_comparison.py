"""Two years of a cluster side by side."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from clusters.exports import workbook
from clusters.forms.season_comparison import ComparisonForm
from clusters.models import Season
from clusters.queries import season_comparison as queries
from clusters.queries import season_comparison_page as pages


@require_safe
def show(request, pk):
    visible = Season.objects.visible_to(request.user).select_related("cluster__authority", "table__table")
    season = get_object_or_404(visible, pk=pk)
    listed = list(queries.choices(season, request.user)) if season.table else []
    other = _other(request, season, listed)
    if other is None:
        return render(request, "clusters/season_comparison/none.html", {"season": season})
    found = queries.compare(other, season, _unit(request))
    tables = pages.tables(found)
    if workbook.wanted(request):
        return workbook.respond(tables, f"comparison-{season.year}-{other.year}")
    chosen = {"with": other.pk, "unit": found.unit.pk if found.unit else ""}
    form = ComparisonForm(initial=chosen, seasons=listed, units=found.units)
    page = {"season": season, "other": other, "found": found, "tables": tables, "form": form}
    return render(request, "clusters/season_comparison/page.html", {**page, "stated": pages.stated(found)})


def _other(request, season, listed):
    """The year that the address names, among those to choose from; else the one that suggests itself."""
    wish = request.GET.get("with", "")
    other = next((each for each in listed if str(each.pk) == wish), None)
    if wish and other is None:
        raise Http404
    return other or queries.suggested(season, listed)


def _unit(request) -> int | None:
    wish = request.GET.get("unit", "")
    return int(wish) if wish.isdecimal() else None
