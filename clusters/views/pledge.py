"""The common targets with their live sums, and a unit's own part in them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clusters.errors import Invalid, Stale
from clusters.exports import workbook
from clusters.forms.pledge import PledgesForm
from clusters.models import Pact, Participant
from clusters.policies import pledge as policy
from clusters.queries import pledge as queries
from clusters.services import pledge as deeds
from clusters.views import listing

TABLES = ("sums", "units")


@require_safe
def index(request, season_pk):
    page = queries.page(_pact(request, season_pk), request.user)
    page |= dict(zip(TABLES, listing.arranged(request, [page[name] for name in TABLES]), strict=True))
    if workbook.wanted(request):
        return workbook.respond([page[name] for name in TABLES], f"pledges-{season_pk}")
    return render(request, "clusters/pledge/list.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    visible = Participant.objects.visible_to(request.user).select_related("organisation")
    participant = get_object_or_404(visible, pk=pk)
    pact = _pact(request, participant.season_id)
    policy.may_pledge(request.user, participant, pact).require()
    targets = list(pact.common_targets.order_by("position"))
    form = PledgesForm(request.POST or None, targets=targets, pledges=participant.pledges.all())
    page = {"pact": pact, "participant": participant, "form": form, "versions": []}
    if request.method == "POST" and form.is_valid():
        try:
            deeds.set_pledges(participant, form.parts_given(), by=request.user, seen=form.cleaned_data["seen"])
        except Stale as stale:
            page |= {"form": form.again(participant.pledges.all()), "versions": form.versions(stale)}
        except Invalid as invalid:
            form.show(invalid)
        else:
            messages.success(request, _("The pledges are saved."))
            return redirect("pact-pledges", pact.season_id)
    return render(request, "clusters/pledge/edit.html", page)


def _pact(request, season_pk) -> Pact:
    visible = Pact.objects.visible_to(request.user).select_related("season__cluster__authority", "season__table")
    return get_object_or_404(visible, season=season_pk)
