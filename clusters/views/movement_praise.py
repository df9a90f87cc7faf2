"""Praise in a movement: the list, a proposal, and the launcher's answer to it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clusters.enums import MovementPraiseState
from clusters.errors import Invalid
from clusters.forms import movement_response as forms
from clusters.forms import problems
from clusters.policies import movement_response as policy
from clusters.queries import movement_praise as queries
from clusters.queries import movement_response as responses
from clusters.services import movement_praise as deeds
from clusters.views import listing
from clusters.views.movement import visible


@require_safe
def index(request, pk):
    movement = visible(request, pk)
    form = forms.PraiseFilter(request.GET)
    found = queries.register(queries.listed(movement, request.user, **form.criteria()))
    page = {"movement": movement, "form": form}
    return listing.respond(request, "clusters/movement_praise/list.html", found, f"movement-{pk}-praise", **page)


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request, pk):
    response = get_object_or_404(responses.for_page(request.user), pk=pk)
    policy.may_propose_praise(request.user, response).require()
    contents = response.movement.contents.order_by("position")
    form = forms.PraiseForm(request.POST or None, contents=contents)
    if request.method == "POST" and form.is_valid():
        try:
            deeds.propose(response, by=request.user, **form.cleaned_data)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("The proposal is sent to the launcher of the movement."))
            return redirect("movement-response", pk)
    return render(request, "clusters/movement_praise/propose.html", {"response": response, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request, pk):
    """The proposal; for the launcher with the form that answers it."""
    praise = get_object_or_404(queries.for_page(request.user), pk=pk)
    may_settle = policy.may_settle(request.user, praise)
    form = forms.SettleForm(request.POST or None)
    if request.method == "POST":
        may_settle.require()
        if form.is_valid():
            outcome = MovementPraiseState(form.cleaned_data["outcome"])
            try:
                deeds.settle(praise, outcome, by=request.user, reason=form.cleaned_data["reason"])
            except Invalid as invalid:
                problems.show(form, invalid)
            else:
                return redirect("movement-praises", praise.response.movement_id)
    page = {"praise": praise, "form": form, "may_settle": may_settle}
    return render(request, "clusters/movement_praise/page.html", page)
