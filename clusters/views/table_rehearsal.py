"""A scoring table tried on a past year."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from clusters.exports import workbook
from clusters.forms.table_rehearsal import RehearsalForm
from clusters.policies import scoring_table as policy
from clusters.queries import scoring_table as tables
from clusters.queries import table_rehearsal as queries
from clusters.queries import table_rehearsal_page as pages
from clusters.views import listing


@require_safe
def show(request, pk):
    version = get_object_or_404(tables.for_page(request.user), pk=pk)
    policy.may_rehearse_table(request.user, version).require()
    listed = list(queries.seasons(version, request.user))
    season = _season(request, listed)
    if season is None:
        return render(request, "clusters/table_rehearsal/none.html", {"version": version})
    found = queries.rehearse(version, season)
    shown = listing.arranged(request, pages.tables(found))
    if workbook.wanted(request):
        return workbook.respond(shown, f"rehearsal-{pk}-{season.year}")
    form = RehearsalForm(initial={"season": season.pk}, seasons=listed)
    page = {"version": version, "season": season, "found": found, "tables": shown, "form": form}
    return render(request, "clusters/table_rehearsal/page.html", page)


def _season(request, listed):
    """The year that the address names, among those to choose from; else the latest."""
    wish = request.GET.get("season", "")
    season = next((each for each in listed if str(each.pk) == wish), None)
    if wish and season is None:
        raise Http404
    return season or next(iter(listed), None)
