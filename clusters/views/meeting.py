"""Meetings of a year: listed, planned, called, held, cancelled."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clusters.errors import Invalid, Stale
from clusters.exports import workbook
from clusters.forms import meeting as forms
from clusters.forms import problems
from clusters.models import Meeting, Season
from clusters.policies import meeting as policy
from clusters.queries import meeting as queries
from clusters.queries import season as seasons
from clusters.services import meeting as deeds
from clusters.views import listing

FORM = "clusters/meeting/form.html"


@require_safe
def index(request):
    choices = {
        "authorities": queries.authorities(request.user),
        "clusters": queries.clusters_of(request.user, request.GET.get("cluster", "")),
    }
    form = forms.MeetingFilter(request.GET, years=seasons.years(request.user), **choices)
    found = queries.register(queries.listed(request.user, **form.criteria()))
    return listing.respond(request, "clusters/meeting/list.html", found, "meetings", form=form)


@require_safe
def of_season(request, season_pk):
    season = _season(request, season_pk)
    found = queries.register(queries.listed(request.user).filter(season=season))
    may_plan = policy.may_plan_meeting(request.user, season)
    page = {"season": season, "may_plan": may_plan}
    return listing.respond(request, "clusters/meeting/of_season.html", found, f"meetings-{season.year}", **page)


@require_safe
def show(request, pk):
    meeting = get_object_or_404(queries.for_page(request.user), pk=pk)
    page = queries.page(meeting, request.user)
    (page["table"],) = listing.arranged(request, [page["table"]])
    if workbook.wanted(request):
        return workbook.respond(page["table"], f"meeting-{pk}")
    return render(request, "clusters/meeting/page.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request, season_pk):
    season = _season(request, season_pk)
    policy.may_plan_meeting(request.user, season).require()
    form = forms.PlanForm(request.POST or None, seats=queries.seats(season))
    if request.method == "POST" and form.is_valid():
        try:
            meeting = deeds.plan(season, by=request.user, **form.plan())
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("The meeting is planned. Set its agenda, then call it."))
            return redirect("meeting", meeting.pk)
    return render(request, FORM, {"season": season, "meeting": None, "form": form, "versions": []})


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, pk):
    meeting = _meeting(request, pk)
    policy.may_change_meeting(request.user, meeting).require()
    form = forms.PlanForm(request.POST or None, initial=forms.initial_of(meeting), seats=queries.seats(meeting.season))
    page = {"season": meeting.season, "meeting": meeting, "form": form, "versions": []}
    if request.method == "POST" and form.is_valid():
        try:
            deeds.change(meeting, by=request.user, seen=form.cleaned_data["seen"], **form.plan())
        except Stale as stale:
            page |= {"form": form.again(stale), "versions": form.versions(stale)}
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            return redirect("meeting", pk)
    return render(request, FORM, page)


@require_http_methods(["GET", "HEAD", "POST"])
def agenda(request, pk):
    meeting = _meeting(request, pk)
    policy.may_change_meeting(request.user, meeting).require()
    seats = {"seats": list(queries.seats(meeting.season))}
    rows = forms.AgendaRows(request.POST or None, initial=forms.rows_of(meeting), prefix="agenda", form_kwargs=seats)
    form = forms.SeenForm(request.POST or None, initial={"seen": meeting.version})
    page = {"meeting": meeting, "rows": rows, "form": form, "theirs": ""}
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        try:
            deeds.set_agenda(meeting, forms.items_of(rows), by=request.user, seen=form.cleaned_data["seen"])
        except Stale as stale:
            page |= {"form": forms.SeenForm({"seen": stale.seen}), "theirs": stale.theirs["agenda"]}
        else:
            return redirect("meeting", pk)
    return render(request, "clusters/meeting/agenda.html", page)


@require_POST
def call(request, pk):
    deeds.call(_meeting(request, pk), by=request.user)
    messages.success(request, _("The meeting is called. All members are invited and told."))
    return redirect("meeting", pk)


@require_POST
def open(request, pk):
    deeds.open(_meeting(request, pk), by=request.user)
    messages.success(request, _("The meeting is open. Record who is there."))
    return redirect("meeting", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request, pk):
    meeting = _meeting(request, pk)
    policy.may_close_meeting(request.user, meeting).require()
    form = forms.CloseForm(request.POST or None)
    return _ended(request, meeting, form, deeds.close, "close")


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request, pk):
    meeting = _meeting(request, pk)
    policy.may_cancel_meeting(request.user, meeting).require()
    form = forms.CancelForm(request.POST or None)
    return _ended(request, meeting, form, deeds.cancel, "cancel")


def _ended(request, meeting, form, deed, name: str):
    if request.method == "POST" and form.is_valid():
        try:
            deed(meeting, by=request.user, **form.cleaned_data)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            return redirect("meeting", meeting.pk)
    return render(request, f"clusters/meeting/{name}.html", {"meeting": meeting, "form": form})


def _season(request, pk) -> Season:
    return get_object_or_404(Season.objects.visible_to(request.user).select_related("cluster__authority"), pk=pk)


def _meeting(request, pk) -> Meeting:
    return get_object_or_404(queries.for_page(request.user), pk=pk)
