"""Exemplars: the register, the board, the page of one, and the deeds around it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clusters.enums import ExemplarState
from clusters.errors import Invalid, Stale
from clusters.exports import workbook
from clusters.forms import exemplar as forms
from clusters.forms import problems
from clusters.models import Exemplar, ExemplarFile
from clusters.policies import exemplar as policy
from clusters.queries import exemplar as exemplars
from clusters.queries import exemplar_page as pages
from clusters.queries import season as seasons
from clusters.services import exemplar as deeds
from clusters.views import download, listing

FORM = "clusters/exemplar/form.html"


@require_safe
def index(request):
    choices = {"years": exemplars.years(request.user), "authorities": exemplars.authorities(request.user)}
    form = forms.ExemplarFilter(request.GET, **choices)
    found = exemplars.register(exemplars.listed(request.user, **form.criteria()))
    return listing.respond(request, "clusters/exemplar/list.html", found, "exemplars", form=form)


@require_safe
def board(request):
    choices = {"years": exemplars.years(request.user), "authorities": exemplars.authorities(request.user)}
    form = forms.ExemplarFilter(request.GET, **choices)
    lanes = exemplars.board(exemplars.listed(request.user, **form.criteria()))
    return render(request, "clusters/exemplar/board.html", {"form": form, "lanes": lanes})


@require_safe
def show(request, pk):
    page = pages.Page(get_object_or_404(exemplars.for_page(request.user), pk=pk), request.user)
    tables = listing.arranged(request, page.tables)
    if workbook.wanted(request):
        return workbook.respond(tables, f"exemplar-{pk}")
    return render(request, "clusters/exemplar/page.html", {"page": page, "exemplar": page.exemplar, "tables": tables})


@require_http_methods(["GET", "HEAD", "POST"])
def identify(request, pk):
    season = get_object_or_404(seasons.for_deed(request.user), pk=pk)
    proposers = exemplars.proposers(season, request.user)
    pages.may_identify(request.user, season, proposers).require()
    form = forms.IdentifyForm(request.POST or None, participants=proposers)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("on", "responsible")}
        try:
            made = deeds.identify(form.cleaned_data["participant"], form.values(), by=request.user, **given)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("The exemplar is proposed; those who lead the cluster are told."))
            return redirect("exemplar", made.pk)
    return render(request, "clusters/exemplar/identify.html", {"season": season, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, pk):
    exemplar = _visible(request, pk)
    policy.may_change_exemplar(request.user, exemplar).require()
    form, versions = forms.ChangeForm.of(request.POST or None, exemplar), []
    if request.method == "POST" and form.is_valid():
        try:
            deeds.change(exemplar, form.values(), by=request.user, seen=form.cleaned_data["seen"])
        except Stale as stale:
            form, versions = form.again(stale), form.versions(stale)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("The changes are saved."))
            return redirect("exemplar", pk)
    return _form(request, exemplar, form, _("Change what is written"), _("Save the changes"), versions)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request, pk):
    exemplar = _visible(request, pk)
    policy.may_move_exemplar(request.user, exemplar).require()
    form = forms.StageForm(request.POST or None, exemplar=exemplar)
    if request.method == "POST" and form.is_valid():
        goal = ExemplarState(form.cleaned_data.pop("goal"))
        try:
            deeds.move(exemplar, goal, by=request.user, **form.cleaned_data)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("{exemplar} is now: {stage}.").format(exemplar=exemplar, stage=goal.label))
            return redirect("exemplar", pk)
    return _form(request, exemplar, form, _("To the next stage"), _("Record the stage"))


@require_http_methods(["GET", "HEAD", "POST"])
def add_file(request, pk):
    exemplar = _visible(request, pk)
    policy.may_file_exemplar(request.user, exemplar).require()
    form = forms.FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            kept = deeds.add_file(exemplar, form.cleaned_data["file"], by=request.user)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("{file} was added.").format(file=kept.file.original_name))
            return redirect("exemplar", pk)
    return _form(request, exemplar, form, _("Add evidence"), _("Add the file"))


@require_safe
def file(request, pk):
    visible = ExemplarFile.objects.visible_to(request.user).select_related("file")
    return download.serve(get_object_or_404(visible, pk=pk).file)


@require_http_methods(["GET", "HEAD", "POST"])
def take_up(request, pk, unit_pk):
    exemplar = _visible(request, pk)
    unit = get_object_or_404(exemplars.takers(exemplar, request.user), pk=unit_pk)
    policy.may_take_up(request.user, exemplar, unit).require()
    form, versions = forms.TakeUpForm.of(request.POST or None, pages.uptake_of(exemplar, unit)), []
    if request.method == "POST" and form.is_valid():
        try:
            deeds.take_up(exemplar, unit, by=request.user, **form.cleaned_data)
        except Stale as stale:
            form, versions = forms.after(form, stale)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("What {unit} does with it is recorded.").format(unit=unit))
            return redirect("exemplar", pk)
    return _form(request, exemplar, form, _("Taken up by {unit}").format(unit=unit), _("Record it"), versions)


def _form(request, exemplar: Exemplar, form, title: str, label: str, versions=()):
    words = {"title": title, "submit_label": label, "versions": versions}
    return render(request, FORM, {"exemplar": exemplar, "form": form, **words})


def _visible(request, pk) -> Exemplar:
    return get_object_or_404(exemplars.for_page(request.user), pk=pk)
