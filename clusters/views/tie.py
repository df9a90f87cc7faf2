"""The page on which the meeting's order of equals is recorded."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clusters.errors import Invalid
from clusters.forms import problems
from clusters.forms.tie import TieForm
from clusters.policies import tie as policy
from clusters.queries import ranking
from clusters.services import tie as deeds


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request, pk, unit_pk):
    live = ranking.live(get_object_or_404(ranking.for_page(request.user), pk=pk))
    tie = live.tie_with(unit_pk)
    if not tie:
        raise Http404
    policy.may_settle_tie(request.user, live, tie).require()
    form = TieForm(request.POST or None, tie=tie)
    if request.method == "POST" and form.is_valid():
        try:
            deeds.settle(live.season, form.order(), form.cleaned_data["reason"], by=request.user)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("The order of the meeting is recorded."))
            return redirect("ranking", pk)
    context = {"season": live.season, "live": live, "tie": tie, "form": form}
    return render(request, "clusters/ranking/tie.html", context)
