"""Proposals of members: listed, made, answered, settled."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clusters.errors import Conflict, Invalid
from clusters.forms import problems
from clusters.forms import proposal as forms
from clusters.policies import proposal as policy
from clusters.queries import meeting as meetings
from clusters.queries import proposal as queries
from clusters.queries import season as seasons
from clusters.rulings import denied
from clusters.services import proposal as deeds
from clusters.views import listing


@require_safe
def index(request):
    choices = {
        "authorities": meetings.authorities(request.user),
        "clusters": meetings.clusters_of(request.user, request.GET.get("cluster", "")),
    }
    form = forms.ProposalFilter(request.GET, years=seasons.years(request.user), **choices)
    found = queries.register(queries.listed(request.user, **form.criteria()))
    return listing.respond(request, "clusters/proposal/list.html", found, "proposals", form=form)


@require_safe
def show(request, pk):
    proposal = _visible(request, pk)
    page = {
        "proposal": proposal,
        "may_answer": policy.may_answer(request.user, proposal),
        "may_settle": policy.may_settle(request.user, proposal),
    }
    return render(request, "clusters/proposal/page.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def make(request, pk):
    meeting = get_object_or_404(meetings.for_page(request.user), pk=pk)
    seats = queries.own_seats(meeting, request.user)
    (policy.may_still_propose(meeting) if seats else denied(_("Proposals are made by the members."))).require()
    form = forms.ProposalForm(request.POST or None, seats=seats)
    if request.method == "POST" and form.is_valid():
        deeds.make(meeting, by=request.user, **form.cleaned_data)
        messages.success(request, _("The proposal is made. Whoever answers it has been told."))
        return redirect("meeting", pk)
    return render(request, "clusters/proposal/make.html", {"meeting": meeting, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, pk):
    proposal = _visible(request, pk)
    form = forms.AnswerForm(request.POST or None, seats=meetings.seats(proposal.meeting.season))
    if problems.in_time(form, policy.may_answer(request.user, proposal)) and form.is_valid():
        try:
            deeds.answer(proposal, by=request.user, **form.cleaned_data)
        except Invalid as invalid:
            problems.show(form, invalid)
        except Conflict as late:
            form.add_error(None, str(late))
        else:
            messages.success(request, _("The answer is recorded; the unit has been told."))
            return redirect("proposal", pk)
    return render(request, "clusters/proposal/answer.html", {"proposal": proposal, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request, pk):
    proposal = _visible(request, pk)
    policy.may_settle(request.user, proposal).require()
    form = forms.DoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        deeds.settle(proposal, form.cleaned_data["words"], by=request.user)
        return redirect("proposal", pk)
    return render(request, "clusters/proposal/settle.html", {"proposal": proposal, "form": form})


def _visible(request, pk):
    return get_object_or_404(queries.for_page(request.user), pk=pk)
