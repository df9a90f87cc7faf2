"""Coordination programmes: the register, the page of one, drafting, answering, agreeing, ending."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clusters.enums import ProgrammeState
from clusters.errors import Invalid, Stale
from clusters.exports import workbook
from clusters.forms import problems
from clusters.forms import programme as forms
from clusters.models import Cluster, ProgrammePartner
from clusters.policies import programme as policy
from clusters.queries import citation
from clusters.queries import cluster as clusters
from clusters.queries import programme as queries
from clusters.queries import season as seasons
from clusters.queries.trail import trail
from clusters.rulings import denied
from clusters.services import programme as deeds
from clusters.views import download, listing

FORM = "clusters/programme/form.html"


@require_safe
def index(request):
    asked = request.GET.get("cluster", "")
    choices = {"authorities": queries.authorities(request.user), "clusters": queries.clusters_of(request.user, asked)}
    form = forms.ProgrammeFilter(request.GET, years=seasons.years(request.user), **choices)
    found = queries.register(queries.listed(request.user, **form.criteria()))
    page = {"form": form, "own_clusters": queries.own_clusters(request.user)}
    return listing.respond(request, "clusters/programme/list.html", found, "programmes", **page)


@require_safe
def show(request, pk):
    programme = _programme(request, pk)
    partners = queries.partners(programme, request.user)
    drafting = programme.state == ProgrammeState.DRAFT
    shown = [queries.partner_table(partners, drafting=drafting), queries.result_table(programme)]
    tables = listing.arranged(request, shown)
    if workbook.wanted(request):
        return workbook.respond(tables, f"programme-{pk}")
    page = {"programme": programme, "tables": tables, "entries": trail(programme, request.user)}
    rulings = policy.may_all(request.user, programme, partners)
    page["years"] = queries.open_years(programme, request.user) if rulings["may_report"] else []
    page["may_cite"] = citation.of_programme(programme).may_cite(request.user, has_papers=True)
    return render(request, "clusters/programme/page.html", page | rulings)


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request, pk):
    cluster = get_object_or_404(Cluster.objects.visible_to(request.user).select_related("authority"), pk=pk)
    own = queries.own_members(cluster, request.user)
    if not own:
        denied(_("Programmes are drafted by the members of the cluster.")).require()
    form = forms.DraftForm(request.POST or None, own=own, members=queries.members_to_ask(cluster, own))
    if request.method == "POST" and form.is_valid():
        lead, partners = form.cleaned_data["lead"], form.cleaned_data["partners"]
        try:
            programme = deeds.draft(cluster, lead, form.said(), partners=partners, by=request.user)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("The programme is drafted; the partners have been asked."))
            return redirect("programme", programme.pk)
    words = {"title": _("Draft a coordination programme"), "submit_label": _("Draft it and ask the partners")}
    return render(request, FORM, {"cluster": cluster, "programme": None, "form": form, "versions": [], **words})


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, pk):
    programme = _programme(request, pk)
    policy.may_change_programme(request.user, programme).require()
    members = clusters.units_of(programme.cluster).exclude(pk=programme.lead_id)
    form, versions = forms.ChangeForm.of(request.POST or None, programme, members), []
    if request.method == "POST" and form.is_valid():
        said, partners = form.cleaned_data, form.cleaned_data["partners"]
        try:
            deeds.change(programme, form.said(), partners=partners, by=request.user, seen=said["seen"])
        except Stale as stale:
            form, versions = form.again(stale), form.versions(stale)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            return redirect("programme", pk)
    return _form(request, programme, form, _("Change the programme"), _("Save"), versions)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, pk):
    visible = ProgrammePartner.objects.visible_to(request.user)
    partner = get_object_or_404(visible.select_related("organisation", "programme__cluster__authority"), pk=pk)
    programme = partner.programme
    policy.may_answer_programme(request.user, partner).require()
    form = forms.AnswerForm(request.POST or None, initial={"seen": programme.version})
    if request.method == "POST" and form.is_valid():
        try:
            deeds.answer(partner, by=request.user, **form.cleaned_data)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("Your answer is recorded; the lead unit has been told."))
            return redirect("programme", programme.pk)
    title = _("Answer for {unit}").format(unit=partner.organisation)
    return _form(request, programme, form, title, _("Send the answer"))


@require_http_methods(["GET", "HEAD", "POST"])
def agree(request, pk):
    programme = _programme(request, pk)
    policy.may_agree_programme(request.user, programme).require()
    form = forms.AgreeForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            deeds.agree(programme, by=request.user, **form.cleaned_data)
        except Invalid as invalid:
            problems.show(form, invalid, file="upload")
        else:
            messages.success(request, _("The programme is agreed; the partners have been told."))
            return redirect("programme", pk)
    return _form(request, programme, form, _("Agree the programme"), _("It is agreed"))


@require_POST
def end(request, pk):
    deeds.end(_programme(request, pk), by=request.user)
    messages.success(request, _("The programme has ended."))
    return redirect("programme", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request, pk):
    programme = _programme(request, pk)
    policy.may_cancel_programme(request.user, programme).require()
    form = forms.CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        deeds.cancel(programme, by=request.user, **form.cleaned_data)
        return redirect("programme", pk)
    return _form(request, programme, form, _("Cancel the programme"), _("Cancel the programme"))


@require_safe
def paper(request, pk):
    found = queries.for_page(request.user).filter(paper__isnull=False)
    return download.serve(get_object_or_404(found, pk=pk).paper)


def _programme(request, pk):
    return get_object_or_404(queries.for_page(request.user), pk=pk)


def _form(request, programme, form, title: str, label: str, versions=()):
    page = {"cluster": programme.cluster, "programme": programme, "versions": versions}
    return render(request, FORM, {**page, "form": form, "title": title, "submit_label": label})
