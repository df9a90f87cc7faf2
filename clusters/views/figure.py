"""Figures cited from published sources; they are read on the page of their year."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clusters.errors import Invalid
from clusters.forms import problems
from clusters.forms.figure import CiteForm
from clusters.policies import figure as policy
from clusters.queries import season as seasons
from clusters.services import figure as deeds


@require_http_methods(["GET", "HEAD", "POST"])
def cite(request, pk):
    season = get_object_or_404(seasons.for_deed(request.user), pk=pk)
    policy.may_cite_figure(request.user, season).require()
    units = season.participants.select_related("organisation").order_by("organisation__sort_key")
    form = CiteForm(request.POST or None, participants=units)
    if request.method == "POST" and form.is_valid():
        try:
            deeds.cite(season, by=request.user, **form.cleaned_data)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("The figure is cited."))
            return redirect("season", pk)
    return render(request, "clusters/figure/cite.html", {"season": season, "form": form})
