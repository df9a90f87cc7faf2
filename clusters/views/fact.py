"""What is known of the units of a year: read by all, recorded by those who know it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clusters.enums import Event
from clusters.errors import Invalid, Stale
from clusters.exports import workbook
from clusters.forms import fact as forms
from clusters.forms import problems
from clusters.models import Fact, Season
from clusters.policies import fact as policy
from clusters.queries import fact as facts
from clusters.queries import fact_tables as queries
from clusters.queries import trail
from clusters.services import fact as deeds
from clusters.views import listing


@require_http_methods(["GET", "HEAD", "POST"])
def index(request, pk):
    season = get_object_or_404(queries.for_page(request.user), pk=pk)
    own = list(facts.recorded_by(request.user, season))
    may_record = policy.may_record_of(season, own)
    found = queries.single_facts(season, request.user)
    page = {"season": season, "may_record": may_record, "versions": [], "form": None}
    if request.method == "POST":
        may_record.require()
    if may_record:
        page["form"] = _form(request, own, found)
        if request.method == "POST" and _recorded(request, season, page):
            return redirect("season-facts", pk)
    tables = _tables(request, season, found, [each.pk for each in own] if may_record else [])
    if workbook.wanted(request):
        return workbook.respond(tables, f"facts-{season.year}")
    entries = trail.of_season(season, Event.FACT_RECORDED, request.user)
    return render(request, "clusters/fact/list.html", {**page, "tables": tables, "entries": entries})


def _form(request, own, found: list[Fact]) -> forms.FactForm:
    """Empty, or with the fact that the address names for correction."""
    named = request.GET.get("fact", "")
    fact = next((each for each in found if str(each.pk) == named), None)
    return forms.FactForm(request.POST or None, units=own, initial=forms.initial_of(fact))


def _recorded(request, season: Season, page: dict) -> bool:
    form = page["form"]
    if not form.is_valid():
        return False
    try:
        _record(season, by=request.user, **form.cleaned_data)
    except Stale as stale:
        page |= {"form": form.again(stale), "versions": form.versions(stale)}
    except Invalid as invalid:
        problems.show(form, invalid)
    else:
        messages.success(request, _("The fact is recorded."))
        return True
    return False


def _record(season: Season, *, participant, value, seen: str, **chosen) -> None:
    if participant is None:
        deeds.record_none(season, **chosen)
    else:
        deeds.record(participant, value=value, seen=seen, **chosen)


def _tables(request, season: Season, found: list[Fact], own: list[int]) -> list:
    units = queries.units_of(season)
    return listing.arranged(request, [queries.sums(units, found), queries.listed(season, units, found, own)])
