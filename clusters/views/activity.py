"""Activities of a cluster: listed, planned, joined, reported, cancelled."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clusters.errors import Invalid, Stale
from clusters.exports import workbook
from clusters.forms import activity as forms
from clusters.forms import problems
from clusters.models import ActivityFile
from clusters.policies import activity as policy
from clusters.queries import activity as queries
from clusters.queries import citation
from clusters.queries import meeting as meetings
from clusters.queries import season as seasons
from clusters.queries.trail import trail
from clusters.rulings import denied
from clusters.services import activity as deeds
from clusters.views import download, listing

FORM = "clusters/activity/form.html"


@require_safe
def index(request):
    choices = {
        "authorities": queries.authorities(request.user),
        "clusters": queries.clusters_of(request.user, request.GET.get("cluster", "")),
    }
    form = forms.ActivityFilter(request.GET, years=seasons.years(request.user), **choices)
    found = queries.register(queries.listed(request.user, **form.criteria()))
    return listing.respond(request, "clusters/activity/list.html", found, "activities", form=form)


@require_safe
def of_season(request, pk):
    season = get_object_or_404(seasons.for_deed(request.user), pk=pk)
    found = queries.register(queries.listed(request.user).filter(season=season))
    page = {"season": season, "may_plan": policy.may_plan_activity(request.user, season)}
    return listing.respond(request, "clusters/activity/of_season.html", found, f"activities-{season.year}", **page)


@require_safe
def show(request, pk):
    activity = _activity(request, pk)
    tables = listing.arranged(request, [queries.unit_table(activity)])
    if workbook.wanted(request):
        return workbook.respond(tables, f"activity-{pk}")
    files = queries.files(activity)
    page = {
        "activity": activity,
        "tables": tables,
        "files": files,
        "may_cite": citation.of_activity(activity).may_cite(request.user, has_papers=bool(files)),
        "own": queries.own_seats(activity.season, request.user).exists(),
        "may_join": policy.may_still_join(activity),
        "entries": trail(activity, request.user),
        **policy.may_all(request.user, activity),
    }
    return render(request, "clusters/activity/page.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request, pk):
    season = get_object_or_404(seasons.for_deed(request.user), pk=pk)
    policy.may_plan_activity(request.user, season).require()
    form = forms.PlanForm.of(request.POST or None, None, seats=meetings.seats(season))
    if request.method == "POST" and form.is_valid():
        try:
            activity = deeds.plan(season, form.said(), by=request.user)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("The activity is planned; all units have been told."))
            return redirect("activity", activity.pk)
    return _form(request, season, None, form, _("Plan an activity"), _("Plan it"))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, pk):
    activity = _activity(request, pk)
    policy.may_change_activity(request.user, activity).require()
    choices = {"seats": meetings.seats(activity.season)}
    form = forms.PlanForm.of(request.POST or None, activity, **choices)
    words = (_("Change the activity"), _("Save"))
    return _written(request, activity, form, deeds.change, words, **choices)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request, pk):
    activity = _activity(request, pk)
    policy.may_report_activity(request.user, activity).require()
    choices = {"seats": meetings.seats(activity.season), "coming": queries.coming(activity)}
    form = forms.ReportForm.of(request.POST or None, activity, **choices)
    return _written(request, activity, form, deeds.report, (_("Enter what was done"), _("Save")), **choices)


@require_http_methods(["GET", "HEAD", "POST"])
def join(request, pk):
    activity = _activity(request, pk)
    seats = queries.own_seats(activity.season, request.user)
    (
        policy.may_still_join(activity) if seats else denied(_("The units of the year say whether they take part."))
    ).require()
    form = forms.JoinForm(request.POST or None, seats=seats)
    if request.method == "POST" and form.is_valid():
        deeds.join(activity, by=request.user, **form.cleaned_data)
        return redirect("activity", pk)
    return _form(request, activity.season, activity, form, _("Say whether your unit takes part"), _("Send the answer"))


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request, pk):
    activity = _activity(request, pk)
    policy.may_change_activity(request.user, activity).require()
    form = forms.CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        deeds.cancel(activity, by=request.user, **form.cleaned_data)
        return redirect("activity", pk)
    words = _("Cancel the activity")
    return _form(request, activity.season, activity, form, words, words)


@require_http_methods(["GET", "HEAD", "POST"])
def add_file(request, pk):
    activity = _activity(request, pk)
    policy.may_file_activity(request.user, activity).require()
    form = forms.FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            deeds.add_file(activity, form.cleaned_data["upload"], by=request.user)
        except Invalid as invalid:
            problems.show(form, invalid, file="upload")
        else:
            return redirect("activity", pk)
    return _form(request, activity.season, activity, form, _("Add a file"), _("Add it"))


@require_safe
def file(request, pk):
    visible = ActivityFile.objects.visible_to(request.user).select_related("file")
    return download.serve(get_object_or_404(visible, pk=pk).file)


def _activity(request, pk):
    return get_object_or_404(queries.for_page(request.user), pk=pk)


def _written(request, activity, form, deed, words: tuple[str, str], **choices):
    versions: list = []
    if request.method == "POST" and form.is_valid():
        try:
            deed(activity, form.said(), by=request.user, seen=form.cleaned_data["seen"])
        except Stale as stale:
            form, versions = form.again(stale, **choices), form.versions(stale)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            return redirect("activity", activity.pk)
    return _form(request, activity.season, activity, form, *words, versions=versions)


def _form(request, season, activity, form, title: str, label: str, versions=()):
    page = {"season": season, "activity": activity, "versions": versions, "title": title, "submit_label": label}
    return render(request, FORM, {**page, "form": form})
