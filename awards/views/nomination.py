"""Nominations of a year, the page of one, and the deeds around it."""

from collections.abc import Callable
from typing import NamedTuple

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from awards.forms.nomination import ApproveForm, NominationFilter, ProposeAgainForm, ProposeForm, ReasonForm
from awards.policies import nomination as policy
from awards.policies import quota as quota_policy
from awards.queries import nomination as nominations
from awards.queries import quota as quotas
from awards.queries.nomination_page import Page
from awards.services import nomination as deeds
from clusters.errors import Denied, Invalid, Stale
from clusters.exports import workbook
from clusters.forms import problems
from clusters.queries import ranking
from clusters.views import listing

READ_OR_SEND = ["GET", "HEAD", "POST"]


@require_safe
def index(request, pk):
    season = get_object_or_404(nominations.seasons_for(request.user), pk=pk)
    granted = list(quotas.in_season(season, request.user))
    form = NominationFilter(request.GET, awards=quotas.awards_for(season))
    found = nominations.listed(season, **form.criteria())
    tables = listing.arranged(request, [quotas.table(granted), nominations.table(found)])
    if workbook.wanted(request):
        return workbook.respond(tables, f"nominations-{pk}")
    context = {
        "season": season,
        "form": form,
        "places": tables[0],
        "table": tables[1],
        "may_propose": policy.may_propose_nomination(request.user, season),
        "may_grant": quota_policy.may_grant_quota(request.user, season),
        "standing": ranking.in_force(season),
        "due_at": ranking.due_at(season),
    }
    return render(request, "awards/nomination/list.html", context)


@require_safe
def show(request, pk):
    nomination = get_object_or_404(nominations.for_page(request.user), pk=pk)
    page = Page(nomination, request.user)
    return render(request, "awards/nomination/page.html", {"nomination": nomination, "page": page})


@require_http_methods(READ_OR_SEND)
def propose(request, pk):
    season = get_object_or_404(nominations.seasons_for(request.user), pk=pk)
    policy.may_propose_nomination(request.user, season).require()
    granted = list(quotas.in_season(season, request.user))
    free = [quota for quota in granted if quota.taken < quota.places]
    form = ProposeForm(request.POST or None, quotas=free, placings=nominations.placings(season))
    if request.method == "POST" and form.is_valid():
        try:
            nomination = deeds.propose(season, by=request.user, **form.deed())
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("{unit} is proposed.").format(unit=nomination.participant))
            return redirect("nomination", nomination.pk)
    (places,) = listing.arranged(request, [quotas.table(granted, export=False)])
    return render(request, "awards/nomination/propose.html", {"season": season, "form": form, "places": places})


class Deed(NamedTuple):
    """One deed around a nomination, and the words of its page."""

    rule: Callable
    act: Callable
    form: type[ApproveForm]
    title: object
    lead: object
    said: object
    icon: str
    look: str = "primary"


APPROVE = Deed(
    policy.may_approve_nomination,
    deeds.approve,
    ApproveForm,
    gettext_lazy("Approve the nomination"),
    gettext_lazy("It may then stand in an award decision. Until it does, it can still be returned."),
    gettext_lazy("The nomination is approved."),
    "check",
)
RETURN = Deed(
    policy.may_return_nomination,
    deeds.return_,
    ReasonForm,
    gettext_lazy("Return the nomination for mending"),
    gettext_lazy("The head of the cluster mends it and proposes it again, or withdraws it. It keeps its place."),
    gettext_lazy("The nomination is returned to the head of the cluster."),
    "return",
)
WITHDRAW = Deed(
    policy.may_withdraw_nomination,
    deeds.withdraw,
    ReasonForm,
    gettext_lazy("Withdraw the nomination"),
    gettext_lazy("Its place becomes free for another unit. This cannot be taken back."),
    gettext_lazy("The nomination is withdrawn; its place is free."),
    "dash-circle",
    "danger",
)
PROPOSE_AGAIN = Deed(
    policy.may_propose_nomination_again,
    deeds.propose_again,
    ProposeAgainForm,
    gettext_lazy("Mend and propose again"),
    gettext_lazy("The authority appraises it anew."),
    gettext_lazy("The nomination is proposed again."),
    "send",
)


@require_http_methods(READ_OR_SEND)
def approve(request, pk):
    return _done(request, pk, APPROVE)


@require_http_methods(READ_OR_SEND)
def return_(request, pk):
    return _done(request, pk, RETURN)


@require_http_methods(READ_OR_SEND)
def withdraw(request, pk):
    return _done(request, pk, WITHDRAW)


@require_http_methods(READ_OR_SEND)
def propose_again(request, pk):
    return _done(request, pk, PROPOSE_AGAIN)


def _done(request, pk, deed: Deed):
    nomination = get_object_or_404(nominations.for_page(request.user), pk=pk)
    sent = request.method == "POST"
    ruling = deed.rule(request.user, nomination)
    # A wrong moment is told on the form, with what was typed; a wrong person is turned away at once.
    if not sent or ruling.error is Denied:
        ruling.require()
    start = {"seen": nomination.version, "achievement": nomination.achievement}
    form, versions = deed.form(request.POST if sent else None, initial=start), []
    if sent and form.is_valid():
        try:
            deed.act(nomination, by=request.user, **form.deed())
        except Stale as stale:
            versions = form.insist(stale)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, str(deed.said))
            return redirect("nomination", pk)
    return _page(request, pk, deed, form, versions)


def _page(request, pk, deed: Deed, form: ApproveForm, versions: list):
    """Read again: somebody may have moved it while the form was being written."""
    nomination = get_object_or_404(nominations.for_page(request.user), pk=pk)
    may = deed.rule(request.user, nomination)
    context = {"nomination": nomination, "deed": deed, "form": form, "versions": versions, "may": may}
    return render(request, "awards/nomination/deed.html", context)
