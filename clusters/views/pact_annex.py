"""Annexes to a pact: drawn up, read, signed on the page or on paper."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clusters.exports import workbook
from clusters.forms.signature import AnnexSignForm, SignedPaperForm
from clusters.models import Pact, PactAnnex, Participant
from clusters.queries import pact_annex_page as pages
from clusters.services import pact_annex as deeds
from clusters.services import signature as signatures
from clusters.views import listing
from clusters.views.signature import ATTACH, attached

RELATED = ("pact__season__cluster__authority", "participant__organisation", "replaced_by")


@require_POST
def draw_up(request, pk):
    visible = Participant.objects.visible_to(request.user).select_related("organisation")
    participant = get_object_or_404(visible, pk=pk)
    pact = get_object_or_404(Pact.objects.visible_to(request.user), season=participant.season_id)
    annex = deeds.draw_up(pact, participant, by=request.user)
    messages.success(request, _("The annex is drawn up. {unit} and the head have to sign it.").format(unit=participant))
    return redirect("annex", annex.pk)


@require_safe
def show(request, pk):
    annex = _visible(request, pk)
    page = pages.page(annex, request.user)
    (page["signatures"],) = listing.arranged(request, [page["signatures"]])
    if workbook.wanted(request):
        return workbook.respond(page["signatures"], f"annex-{pk}")
    return render(request, "clusters/pact_annex/page.html", page)


@reauthentication_required(allow_get=True)
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request, pk):
    annex = _visible(request, pk)
    place, may_sign = pages.place_for(annex, request.user)
    may_sign.require()
    form = AnnexSignForm(request.POST or None, initial={"seen": annex.text_hash})
    if request.method == "POST" and form.is_valid():
        signatures.sign(place, by=request.user, seen=form.cleaned_data["seen"])
        messages.success(request, _("{unit} has signed the annex.").format(unit=place))
        return redirect("annex", pk)
    return render(request, "clusters/pact_annex/sign.html", {"annex": annex, "place": place, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def attach(request, pk):
    annex = _visible(request, pk)
    place, may_attach = pages.place_for(annex, request.user, attaching=True)
    may_attach.require()
    form = SignedPaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and attached(request, form, place):
        return redirect("annex", pk)
    return render(request, ATTACH, {"pact": annex.pact, "place": place, "form": form})


@require_safe
def paper(request, pk):
    """The annex to be printed, with its code in the foot, and the signatures given so far."""
    return render(request, "clusters/pact_annex/paper.html", pages.paper(_visible(request, pk)))


def _visible(request, pk) -> PactAnnex:
    return get_object_or_404(PactAnnex.objects.visible_to(request.user).select_related(*RELATED), pk=pk)
