"""Signatures under the pact: the signed paper attached and read, the witness, and the paper to print and sign."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clusters.errors import Invalid
from clusters.forms import problems
from clusters.forms.signature import SignedPaperForm, WitnessForm
from clusters.models import Pact, Signature
from clusters.policies import signature as policy
from clusters.queries import pact as pacts
from clusters.queries import pact_page as pages
from clusters.queries import pact_paper as papers
from clusters.queries.signing_place import Place, of_witness
from clusters.services import signature as deeds

ATTACH = "clusters/signature/attach.html"


@require_http_methods(["GET", "HEAD", "POST"])
def attach(request, season_pk):
    pact = _visible(request, season_pk)
    own = pacts.own_participants(pact, request.user)
    pages.may_attach(pact, own).require()
    waiting = pacts.waiting(pact, own)
    form = SignedPaperForm(request.POST or None, request.FILES or None, participants=waiting)
    if request.method == "POST" and form.is_valid():
        unit = form.cleaned_data["participant"]
        if attached(request, form, Place(pact, unit)):
            return redirect("pact", season_pk)
    return render(request, ATTACH, {"pact": pact, "place": Place(pact), "form": form})


@reauthentication_required(allow_get=True)
@require_http_methods(["GET", "HEAD", "POST"])
def witness(request, season_pk):
    pact = _visible(request, season_pk)
    place = of_witness(pact)
    policy.may_sign(request.user, place).require()
    form = WitnessForm(request.POST or None, initial={"seen": pact.frozen_hash})
    if request.method == "POST" and form.is_valid():
        deeds.sign(place, by=request.user, **form.cleaned_data)
        messages.success(request, _("You have signed the pact as witness."))
        return redirect("pact", season_pk)
    return render(request, "clusters/signature/witness.html", {"pact": pact, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def witness_paper(request, season_pk):
    pact = _visible(request, season_pk)
    place = of_witness(pact)
    policy.may_attach(request.user, place).require()
    form = SignedPaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and attached(request, form, place):
        return redirect("pact", season_pk)
    return render(request, ATTACH, {"pact": pact, "place": place, "form": form})


@require_safe
def paper(request, season_pk):
    """The agreed text to be printed, with its code in the foot, and the signatures given so far."""
    pact = _visible(request, season_pk)
    policy.may_print(pact).require()
    return render(request, "clusters/signature/paper.html", papers.of_pact(pact))


@require_safe
def file(request, pk):
    """Always a download, with the type that was detected when it was stored."""
    visible = Signature.objects.visible_to(request.user).filter(file__isnull=False).select_related("file")
    stored = get_object_or_404(visible, pk=pk).file
    opened, name = stored.content.open("rb"), stored.original_name
    answer = FileResponse(opened, as_attachment=True, filename=name, content_type=stored.content_type)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def attached(request, form: SignedPaperForm, place: Place) -> bool:
    """The deed of each page that attaches a paper; what has to be mended stands beside the fields."""
    try:
        deeds.attach(place, form.paper(), by=request.user)
    except Invalid as invalid:
        problems.show(form, invalid)
        return False
    messages.success(request, _("The signed paper of {unit} is attached.").format(unit=place))
    return True


def _visible(request, season_pk) -> Pact:
    visible = Pact.objects.visible_to(request.user).select_related("season__cluster__authority")
    return get_object_or_404(visible, season=season_pk)
