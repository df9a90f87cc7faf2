"""Figures entered for the units: which criteria there are in a year, and one of them for all units at once."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clusters.errors import Invalid, Stale
from clusters.forms import problems
from clusters.forms import report as sheets
from clusters.forms import supply as forms
from clusters.models import Season
from clusters.policies import supply as policy
from clusters.queries import season as seasons
from clusters.queries import supply as queries
from clusters.services import supply as supplies
from clusters.views import listing


@require_safe
def index(request, season_pk):
    season = _season(request, season_pk)
    criteria, may_still = list(queries.criteria_of(season)), policy.may_still_supply(season)
    enters = queries.suppliers(request.user, season) if may_still else ()
    table = queries.table(season, criteria, enters)
    page = {"season": season, "may_still": may_still}
    return listing.respond(request, "clusters/supply/list.html", table, f"supplied-{season.year}", **page)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, season_pk, criterion_pk):
    season = _season(request, season_pk)
    criterion = get_object_or_404(queries.criteria_of(season), pk=criterion_pk)
    policy.may_supply_figures(request.user, season, criterion).require()
    lines = queries.lines_of(request.user, season, criterion)
    sheet = sheets.SheetForm(request.POST or None, lines=lines)
    paper = forms.PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and sheet.is_valid() and paper.is_valid():
        try:
            return _save(request, season, criterion, sheet, paper)
        except Stale as stale:
            lines = queries.lines_of(request.user, season, criterion)
            sheet = sheets.after_a_colleague(sheet, lines, stale.theirs)
        except Invalid as invalid:
            problems.show(paper, invalid, file="paper")
    page = {"season": season, "criterion": criterion, "sheet": sheet, "paper": paper}
    return render(request, "clusters/supply/edit.html", {**page, "rule_in_words": queries.in_words(criterion)})


def _save(request, season, criterion, sheet, paper):
    seen, upload = sheet.cleaned_data["seen"], paper.cleaned_data["paper"]
    number = supplies.enter(season, criterion, forms.given(sheet, paper), by=request.user, seen=seen, upload=upload)
    messages.success(request, _("Saved; units whose figures changed: {number}.").format(number=number))
    return redirect("supply", season.pk, criterion.pk)


def _season(request, pk) -> Season:
    return get_object_or_404(seasons.for_deed(request.user), pk=pk)
