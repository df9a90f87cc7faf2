"""Units of a year that is open: more time for one, one more admitted, one that leaves."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clusters.errors import Conflict, Invalid
from clusters.forms import problems
from clusters.forms.participant import AdmitForm, LeaveYearForm
from clusters.forms.season import ExtendForm
from clusters.policies import participant as unit_policy
from clusters.policies import season as policy
from clusters.queries import participant as participants
from clusters.queries import season as seasons
from clusters.services import participant as unit_deeds
from clusters.services import season as deeds

FORM = "clusters/season/form.html"


@require_http_methods(["GET", "HEAD", "POST"])
def extend(request, pk):
    unit = get_object_or_404(participants.for_deed(request.user), pk=pk)
    policy.may_extend(request.user, unit).require()
    form = ExtendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            deeds.extend(unit, by=request.user, **form.cleaned_data)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("{unit} has more time now.").format(unit=unit))
            return redirect("season", unit.season_id)
    granted = unit.extensions.order_by("-granted_at", "-pk")
    return render(request, "clusters/participant/extend.html", {"unit": unit, "form": form, "granted": granted})


@require_http_methods(["GET", "HEAD", "POST"])
def admit(request, pk):
    season = get_object_or_404(seasons.for_deed(request.user), pk=pk)
    unit_policy.may_admit_units(request.user, season).require()
    form = AdmitForm(request.POST or None, units=participants.admissible(season))
    if request.method == "POST" and form.is_valid():
        try:
            unit = unit_deeds.admit(season, by=request.user, **form.cleaned_data)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("{unit} takes part now.").format(unit=unit))
            return redirect("season", pk)
    lead = _("The unit gets a report of its own. A pact that is agreed already it enters by an annex.")
    words = {"title": _("Admit a unit"), "lead": lead, "submit_label": _("Admit it")}
    return render(request, FORM, {"season": season, "form": form, **words})


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request, pk):
    season = get_object_or_404(seasons.for_deed(request.user), pk=pk)
    unit_policy.may_let_units_go(request.user, season).require()
    staying = season.participants.staying().select_related("organisation", "season__cluster__authority")
    form = LeaveYearForm(request.POST or None, participants=staying.order_by("organisation__sort_key"))
    if request.method == "POST" and form.is_valid() and _let_go(form, request.user):
        messages.success(request, _("{unit} leaves the year.").format(unit=form.cleaned_data["participant"]))
        return redirect("season", pk)
    lead = _("What the unit sent stays readable. It is not ranked, and nobody waits for its signature or report.")
    words = {"title": _("A unit leaves the year"), "lead": lead, "submit_label": _("Record it")}
    return render(request, FORM, {"season": season, "form": form, **words})


def _let_go(form: LeaveYearForm, by) -> bool:
    chosen = form.cleaned_data
    try:
        unit_deeds.let_go(chosen["participant"], on=chosen["on"], reason=chosen["reason"], by=by)
    except Invalid as invalid:
        problems.show(form, invalid)
    except Conflict as refusal:
        form.add_error("participant", str(refusal))
    return form.is_valid()
