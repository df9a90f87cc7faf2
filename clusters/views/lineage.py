"""Pages by which a body is split or dissolved."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clusters.errors import Invalid
from clusters.forms import problems
from clusters.forms.cluster import UnitSearch
from clusters.forms.lineage import DissolveForm, SplitForm
from clusters.models import Organisation
from clusters.policies import organisation as policy
from clusters.queries import lineage as lineages
from clusters.services import lineage as deeds


@require_http_methods(["GET", "HEAD", "POST"])
def split(request, pk):
    predecessor, search = _ending(request, pk), UnitSearch(request.GET)
    heirs = lineages.heirs(predecessor, request.user, search.words())
    choices = {"successors": heirs, "issuers": lineages.issuers(predecessor, request.user)}
    form = SplitForm(request.POST or None, request.FILES or None, **choices)
    if request.method == "POST" and form.is_valid():
        try:
            deeds.split(predecessor, by=request.user, **form.deed())
        except Invalid as invalid:
            problems.show(form, invalid, predecessors="day")
        else:
            messages.success(request, _("The succession is recorded."))
            return redirect("organisation", pk)
    page = {"organisation": predecessor, "form": form, "search": search}
    return render(request, "clusters/lineage/split.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def dissolve(request, pk):
    organisation = _ending(request, pk)
    issuers = lineages.issuers(organisation, request.user)
    form = DissolveForm(request.POST or None, request.FILES or None, issuers=issuers)
    if request.method == "POST" and form.is_valid():
        try:
            deeds.dissolve(organisation, by=request.user, **form.deed())
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("{unit} is dissolved.").format(unit=organisation))
            return redirect("organisation", pk)
    return render(request, "clusters/lineage/dissolve.html", {"organisation": organisation, "form": form})


def _ending(request, pk) -> Organisation:
    """A visible body whose end the person may record."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user).select_related("parent"), pk=pk)
    policy.may_end_body(request.user, organisation).require()
    return organisation
