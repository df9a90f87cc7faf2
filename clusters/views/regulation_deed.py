"""What is done with a version of the regulations: sent out, taken back, withdrawn, adopted."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clusters.errors import Invalid
from clusters.forms import problems
from clusters.forms.regulation import AdoptForm, ConsultForm, ReasonForm
from clusters.models import RegulationVersion
from clusters.policies import regulation as policy
from clusters.queries import regulation as queries
from clusters.queries import regulation_page as pages
from clusters.queries import regulation_terms
from clusters.services import regulation as deeds
from clusters.services import regulation_adoption as adoptions

DEED = "clusters/regulation/deed.html"


@require_http_methods(["GET", "HEAD", "POST"])
def consult(request, pk):
    version = _visible(request, pk)
    policy.drafter(request.user, version.regulation).may_consult(version).require()
    form = ConsultForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            deeds.consult(version, by=request.user, **form.cleaned_data)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            return _done(request, version, _("The draft is out for comments. Every member has been told."))
    title = _("Send the draft to the members")
    lead = _("Every member may comment on each article. While it is out the text does not change.")
    return _page(request, version, form, title=title, lead=lead, icon="send")


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request, pk):
    version = _visible(request, pk)
    policy.drafter(request.user, version.regulation).may_take_back(version).require()
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        deeds.take_back(version, by=request.user, **form.cleaned_data)
        return _done(request, version, _("The draft can be changed again; the members have been told."))
    title = _("Take the draft back")
    lead = _("Comments and answers stay. Send the draft out again when it is changed.")
    return _page(request, version, form, title=title, lead=lead, icon="return")


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, pk):
    version = _visible(request, pk)
    policy.drafter(request.user, version.regulation).may_withdraw(version).require()
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        deeds.withdraw(version, by=request.user, **form.cleaned_data)
        return _done(request, version, _("The version is withdrawn. It stays readable."))
    title = _("Withdraw the version")
    lead = _("It is given up for good. What is in force stays in force.")
    return _page(request, version, form, title=title, lead=lead, icon="x", look="danger")


@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request, pk):
    version = _visible(request, pk)
    unanswered = [each.organisation for each in queries.unanswered(version)]
    ruling = policy.drafter(request.user, version.regulation).may_adopt(version, unanswered)
    choices = {"meetings": queries.meetings_that_adopt(version), "initial": pages.meeting_at_hand(version)}
    form = AdoptForm(request.POST or None, request.FILES or None, **choices)
    if problems.in_time(form, ruling) and form.is_valid():
        try:
            adoptions.adopt(version, by=request.user, **form.deed())
        except Invalid as invalid:
            problems.show(form, invalid, file="minutes")
        else:
            return _done(request, version, _("The regulations are adopted. The system decides by their terms."))
    page = {"version": version, "form": form, **regulation_terms.measure(version.regulation.cluster)}
    return render(request, "clusters/regulation/adopt.html", page)


def _visible(request, pk) -> RegulationVersion:
    found: RegulationVersion = get_object_or_404(pages.versions(request.user), pk=pk)
    return found


def _done(request, version: RegulationVersion, sentence: str):
    messages.success(request, sentence)
    return redirect("regulation-version", version.pk)


def _page(request, version: RegulationVersion, form, *, look: str = "primary", **words):
    return render(request, DEED, {"version": version, "form": form, "look": look, **words})
