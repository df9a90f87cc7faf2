"""Granting places of awards to a year."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from awards.forms.quota import GrantForm
from awards.policies import quota as policy
from awards.queries import nomination as nominations
from awards.queries import quota as quotas
from awards.queries import template_quota as template_quotas
from awards.services import quota as deeds
from clusters.errors import Invalid, Stale
from clusters.forms import problems
from clusters.queries import decision as decisions


@require_http_methods(["GET", "HEAD", "POST"])
def grant(request, pk):
    season = get_object_or_404(nominations.seasons_for(request.user), pk=pk)
    policy.may_grant_quota(request.user, season).require()
    offered = template_quotas.offered(season)
    form, versions = _form(request, season, offered if "template" in request.GET else {}), []
    if request.method == "POST" and form.is_valid():
        try:
            deeds.grant_by(season, by=request.user, **form.deed())
        except Stale as stale:
            versions = form.insist(stale)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("The places are granted."))
            return redirect("nominations", pk)
    page = {"season": season, "form": form, "versions": versions, "offered": len(offered) - len(form.offered)}
    return render(request, "awards/quota/grant.html", page)


def _form(request, season, offered) -> GrantForm:
    return GrantForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        awards=quotas.awards_for(season),
        quotas=list(quotas.in_season(season, request.user)),
        offered=offered,
        decisions=decisions.recorded_by(season.cluster.authority),
    )
