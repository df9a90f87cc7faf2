"""A cluster's year: its hub and the deeds around it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clusters import clock
from clusters.enums import HeadshipRole, Phase
from clusters.errors import Invalid, Stale
from clusters.exports import workbook
from clusters.forms import problems
from clusters.forms.season import AdvanceForm, DeadlinesForm, HeadshipForm, SeasonFilter, SkipForm, TableForm
from clusters.models import Season
from clusters.policies import season as policy
from clusters.policies import season_template as template_policy
from clusters.queries import cluster as clusters
from clusters.queries import scoring_table as tables
from clusters.queries import season as seasons
from clusters.queries import season_page
from clusters.services import season as deeds
from clusters.views import listing

FORM = "clusters/season/form.html"


@require_safe
def index(request):
    form = SeasonFilter(request.GET, years=seasons.years(request.user), authorities=clusters.authorities(request.user))
    found = seasons.register(seasons.listed(request.user, **form.criteria()))
    page = {"form": form, "may_see_templates": template_policy.may_see_templates(request.user)}
    return listing.respond(request, "clusters/season/list.html", found, "emulation-years", **page)


@require_safe
def show(request, pk):
    return _hub(request, pk)


def _hub(request, pk, typed: AdvanceForm | None = None):
    season = get_object_or_404(seasons.for_page(request.user), pk=pk)
    page = season_page.Page(season, request.user)
    shown = listing.arranged(request, page.tables)
    if workbook.wanted(request):
        return workbook.respond(shown, f"season-{pk}")
    form = typed or AdvanceForm(initial={"seen": season.phase})
    return render(request, "clusters/season/page.html", {"season": season, "page": page, "tables": shown, "form": form})


@require_POST
def advance(request, pk):
    season = get_object_or_404(seasons.for_deed(request.user), pk=pk)
    form = AdvanceForm(request.POST)
    if not form.is_valid():
        policy.may_advance_season(request.user, season).require()
        return _hub(request, pk, form)
    season = deeds.advance(season, by=request.user, **form.cleaned_data)
    messages.success(request, _("The year is now in the phase: {phase}.").format(phase=season.get_phase_display()))
    return redirect("season", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def skip(request, pk):
    season = _arranging(request, pk)
    form = SkipForm(request.POST or None, lines=season.phases.all(), current=season.phase)
    if request.method == "POST" and form.is_valid():
        phase = Phase(form.cleaned_data["phase"])
        deeds.skip(season, phase, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The phase “{phase}” is left out.").format(phase=phase.label))
        return redirect("season", pk)
    words = {
        "title": _("Leave out a phase"),
        "lead": _("A phase still to come can be left out with a reason. It cannot be taken back."),
        "submit_label": _("Leave it out"),
    }
    return render(request, FORM, {"season": season, "form": form, **words})


@require_http_methods(["GET", "HEAD", "POST"])
def deadlines(request, pk):
    season = _arranging(request, pk)
    lines = season.phases.all()
    form, versions = DeadlinesForm(request.POST or None, lines=lines), []
    if request.method == "POST" and form.is_valid():
        try:
            deeds.set_due(season, form.due(), by=request.user, seen=form.cleaned_data["seen"])
        except Stale as stale:
            form, versions = form.after(stale, request.POST, lines), form.versions(stale)
        else:
            messages.success(request, _("The deadlines are set."))
            return redirect("season", pk)
    return render(request, "clusters/season/deadlines.html", {"season": season, "form": form, "versions": versions})


@require_http_methods(["GET", "HEAD", "POST"])
def headship(request, pk):
    season = _arranging(request, pk)
    units = season.participants.staying().select_related("organisation").order_by("organisation__sort_key")
    form = HeadshipForm(request.POST or None, participants=units, initial={"from_on": clock.today()})
    if request.method == "POST" and form.is_valid() and _set_headship(season, form, request.user):
        messages.success(request, _("{unit} is named.").format(unit=form.cleaned_data["participant"]))
        return redirect("season", pk)
    words = {
        "title": _("Name the head or the deputy"),
        "lead": _("The rights of head and deputy follow from these days alone."),
        "submit_label": _("Name it"),
    }
    return render(request, FORM, {"season": season, "form": form, **words})


def _set_headship(season: Season, form: HeadshipForm, by) -> bool:
    chosen = form.cleaned_data
    role = HeadshipRole(chosen["role"])
    try:
        deeds.set_headship(season, chosen["participant"], role=role, from_on=chosen["from_on"], by=by)
    except Invalid as invalid:
        problems.show(form, invalid)
    return form.is_valid()


@require_http_methods(["GET", "HEAD", "POST"])
def table(request, pk):
    season = get_object_or_404(seasons.for_deed(request.user), pk=pk)
    policy.may_assign_table(request.user, season).require()
    choices = tables.usable_by(season.cluster.authority)
    form = TableForm(request.POST or None, tables=choices, initial={"table": season.table_id})
    if request.method == "POST" and form.is_valid():
        deeds.assign_table(season, form.cleaned_data["table"], by=request.user)
        messages.success(request, _("The scoring table is assigned."))
        return redirect("season", pk)
    words = {
        "title": _("Assign the scoring table"),
        "lead": _("Only published versions can be chosen. Once the year runs, the table stays."),
        "submit_label": _("Assign it"),
    }
    return render(request, FORM, {"season": season, "form": form, **words})


def _arranging(request, pk) -> Season:
    """A visible year around which the person may arrange things."""
    season = get_object_or_404(seasons.for_deed(request.user), pk=pk)
    policy.may_arrange_season(request.user, season).require()
    return season
