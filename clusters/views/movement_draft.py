"""Drafting a movement: for an authority, or as the head of a cluster; and writing the draft on."""

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clusters import clock
from clusters.enums import MovementKind
from clusters.errors import Invalid, Stale
from clusters.forms import movement as forms
from clusters.forms import problems
from clusters.forms.cluster import UnitSearch
from clusters.models import Season
from clusters.policies import movement as policy
from clusters.queries import movement as movements
from clusters.queries import organisation as organisations
from clusters.services import movement as deeds

TEMPLATE = "clusters/movement/draft.html"
BLANK: dict[str, Any] = {
    "movement": None,
    "season": None,
    "authority": None,
    "authorities": [],
    "search": None,
    "versions": [],
}


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request):
    """For the authority that the address names, else the first for which the person acts."""
    policy.may_draft_any(request.user).require()
    choices = organisations.acted_for(request.user)
    wish = request.GET.get("authority", "")
    authority = choices.filter(pk=wish).first() if wish.isdigit() else choices.first()
    if authority is None:
        raise Http404
    search = UnitSearch(request.GET)
    words = search.words()
    form = forms.AuthorityForm(request.POST or None, initial=_fresh(), authority=authority, words=words)
    page = BLANK | {"form": form, "search": search, "authority": authority, "authorities": list(choices)}
    made = _made(form, lambda: deeds.draft(by=request.user, authority=authority, **form.deed()))
    return redirect("movement", made.pk) if made else render(request, TEMPLATE, page)


@require_http_methods(["GET", "HEAD", "POST"])
def draft_as_head(request, season_pk):
    seasons = Season.objects.visible_to(request.user).select_related("cluster__authority")
    season = get_object_or_404(seasons, pk=season_pk)
    policy.may_draft_as_head(request.user, season).require()
    form = forms.HeadForm(request.POST or None, initial=_fresh())
    made = _made(form, lambda: deeds.draft_as_head(season, by=request.user, **form.deed()))
    page = BLANK | {"form": form, "season": season}
    return redirect("movement", made.pk) if made else render(request, TEMPLATE, page)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    movement = get_object_or_404(movements.for_page(request.user), pk=pk)
    policy.may_change_draft(request.user, movement).require()
    form, page = _form_of(request, movement)
    try:
        made = _made(form, lambda: deeds.change(movement, by=request.user, **form.deed(), seen=form.seen_version()))
    except Stale as stale:
        page |= {"versions": form.versions(stale), "form": _form_of(request, movement, form.again(stale))[0]}
        made = None
    if made:
        messages.success(request, _("The draft is saved."))
        return redirect("movement", pk)
    return render(request, TEMPLATE, page)


def _made(form, deed):
    """What the deed made; None where something has to be mended first."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return deed()
    except Invalid as invalid:
        problems.show(form, invalid)
    return None


def _fresh() -> dict:
    return {"starts_on": clock.today(), "kind": MovementKind.THEMATIC}


def _form_of(request, movement, data=None):
    """The form of a draft, and the page around it; `data` overrules what was sent."""
    given, initial = data or request.POST or None, forms.initial_of(movement)
    if movement.head:
        plain = forms.HeadForm(given, initial=initial)
        return plain, BLANK | {"form": plain, "movement": movement, "season": movement.head.season}
    search = UnitSearch(request.GET)
    scope = {"authority": movement.authority, "words": search.words(), "chosen": initial["scope"]}
    form = forms.AuthorityForm(given, initial=initial, **scope)
    page = {"form": form, "movement": movement, "search": search, "authority": movement.authority}
    return form, BLANK | page
