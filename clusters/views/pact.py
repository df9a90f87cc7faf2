"""The pact of a year: read, drafted, promised, agreed, reopened, signed."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clusters.errors import Invalid, Stale
from clusters.exports import workbook
from clusters.forms import pact as forms
from clusters.forms import problems
from clusters.models import Pact, Participant
from clusters.policies import pact as policy
from clusters.queries import last_year
from clusters.queries import pact as queries
from clusters.queries import pact_page as pages
from clusters.queries.trail import trail
from clusters.services import pact as pacts
from clusters.views import listing

RELATED = ("season__cluster__authority", "season__table")
TABLES = ("common", "matrix", "signatures", "annexes")


@require_safe
def show(request, season_pk):
    pact = _visible(request, season_pk)
    page = pages.page(pact, request.user)
    tables = [name for name in TABLES if page[name]]
    page |= dict(zip(tables, listing.arranged(request, [page[name] for name in tables]), strict=True))
    if workbook.wanted(request):
        return workbook.respond([page[name] for name in tables], f"pact-{pact.season.year}")
    return render(request, "clusters/pact/page.html", {**page, "entries": trail(pact, request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, season_pk):
    pact = _visible(request, season_pk)
    policy.may_change_pact(request.user, pact).require()
    form = forms.PactForm(request.POST or None, initial=forms.initial_of(pact))
    rows = forms.CommonTargetRows(request.POST or None, initial=forms.rows_of(pact), prefix="common")
    page = {"pact": pact, "form": form, "rows": rows, "forms": [form, *rows.forms], "versions": []}
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        try:
            pacts.change(pact, common_targets=forms.lines_of(rows), by=request.user, **form.cleaned_data)
        except Stale as stale:
            page |= {"form": forms.again(form, stale), "versions": forms.versions(form, rows, stale)}
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("The pact is saved."))
            return redirect("pact", season_pk)
    return render(request, "clusters/pact/edit.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def targets(request, pk):
    visible = Participant.objects.visible_to(request.user).select_related("organisation", "season__table")
    participant = get_object_or_404(visible, pk=pk)
    pact = _visible(request, participant.season_id)
    policy.may_set_targets(request.user, participant, pact).require()
    asked = queries.asked_of(pact)
    form = forms.TargetsForm(request.POST or None, asked=asked, targets=participant.targets.all())
    page = {"pact": pact, "participant": participant, "form": form, "versions": []}
    if request.method == "POST" and form.is_valid():
        try:
            pacts.set_targets(participant, form.targets(), by=request.user, seen=form.cleaned_data["seen"])
        except Stale as stale:
            page |= {"form": form.again(participant.targets.all()), "versions": form.versions(stale)}
        except Invalid as invalid:
            form.show(invalid)
        else:
            messages.success(request, _("The targets of {unit} are saved.").format(unit=participant))
            return redirect("pact", participant.season_id)
    return render(request, "clusters/pact/targets.html", page | _beside(participant, asked, page["form"]))


def _beside(participant, asked, form) -> dict:
    before = last_year.beside(participant, asked)
    return {"before": before, "rows": form.rows(before.lines)}


@require_POST
def agree(request, season_pk):
    pacts.agree(_visible(request, season_pk), by=request.user, seen=request.POST.get("seen", ""))
    messages.success(request, _("The text is agreed. Every member has been asked to sign it."))
    return redirect("pact", season_pk)


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request, season_pk):
    pact = _visible(request, season_pk)
    policy.may_reopen_pact(request.user, pact).require()
    form = forms.ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        pacts.reopen(pact, by=request.user, **form.cleaned_data)
        messages.success(request, _("The pact is open for drafting again; its members have been told."))
        return redirect("pact", season_pk)
    return render(request, "clusters/pact/reopen.html", {"pact": pact, "form": form})


@reauthentication_required(allow_get=True)
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request, season_pk):
    pact = _visible(request, season_pk)
    own = queries.own_participants(pact, request.user)
    pages.may_sign(pact, own).require()
    waiting = queries.waiting(pact, own).filter(is_led=True)
    form = forms.SignForm(request.POST or None, participants=waiting, initial={"seen": pact.frozen_hash})
    if request.method == "POST" and form.is_valid():
        pacts.sign(pact, by=request.user, **form.cleaned_data)
        messages.success(request, _("{unit} has signed the pact.").format(unit=form.cleaned_data["participant"]))
        return redirect("pact", season_pk)
    return render(request, "clusters/pact/sign.html", {"pact": pact, "form": form})


def _visible(request, season_pk) -> Pact:
    visible = Pact.objects.visible_to(request.user).select_related(*RELATED, "agreed_by")
    return get_object_or_404(visible, season=season_pk)
