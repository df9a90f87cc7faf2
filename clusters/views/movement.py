"""Pages of emulation movements: the list, the page, the draft, the launch, papers."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clusters.errors import Invalid
from clusters.exports import workbook
from clusters.forms import movement as forms
from clusters.forms import problems
from clusters.forms.decision import PaperForm
from clusters.models import Movement, MovementFile, StoredFile
from clusters.policies import movement as policy
from clusters.queries import movement as movements
from clusters.queries import movement_page as pages
from clusters.queries.trail import trail
from clusters.services import movement as deeds
from clusters.views import download, listing


@require_safe
def index(request):
    form = forms.MovementFilter(request.GET, authorities=movements.launchers(request.user))
    may_draft = policy.may_draft_any(request.user)
    found = movements.register(movements.listed(request.user, **form.criteria()), bool(may_draft))
    page = {"form": form, "may_draft": may_draft, "headed": movements.headed(request.user)}
    return listing.respond(request, "clusters/movement/list.html", found, "movements", **page)


@require_safe
def show(request, pk):
    movement = get_object_or_404(movements.for_page(request.user), pk=pk)
    tables = listing.arranged(request, pages.tables(movement, request.user))
    if workbook.wanted(request):
        return workbook.respond(tables, f"movement-{pk}")
    page = pages.page(movement, request.user) | dict(zip(("contents", "tree"), tables, strict=True))
    may_write = policy.may_attach(request.user, movement)
    page |= {"may_write": may_write, "entries": trail(movement, request.user)}
    page["newcomers"] = pages.newcomers(movement) if may_write else 0
    return render(request, "clusters/movement/page.html", page)


@require_safe
def file(request, pk):
    visible = Movement.objects.visible_to(request.user).values("pk")
    found = MovementFile.objects.filter(movement__in=visible).select_related("file")
    return served(get_object_or_404(found, pk=pk).file)


@require_http_methods(["GET", "HEAD", "POST"])
def launch(request, pk):
    movement = visible(request, pk)
    policy.may_launch(request.user, movement).require()
    form = None if movement.head else PaperForm(request.POST or None, request.FILES or None)
    units = pages.units_of_draft(movement)
    page: dict[str, Any] = {"movement": movement, "form": form, "units": units, "problems": []}
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            _launched(movement, form, request.user)
        except Invalid as invalid:
            page["problems"] = list(invalid.problems.values())
            if form:
                problems.show(form, invalid)
        else:
            messages.success(request, _("The movement is launched. The people of the units in its scope are told."))
            return redirect("movement", pk)
    return render(request, "clusters/movement/launch.html", page)


def _launched(movement, form, by):
    if form is None:
        return deeds.launch(movement, by=by)
    return deeds.launch_by_paper(movement, by=by, paper=form.paper())


@require_http_methods(["GET", "HEAD", "POST"])
def attach(request, pk):
    movement = visible(request, pk)
    policy.may_attach(request.user, movement).require()
    form = forms.AttachForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            deeds.attach(movement, by=request.user, **form.cleaned_data)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("The file was added."))
            return redirect("movement", pk)
    return render(request, "clusters/movement/attach.html", {"movement": movement, "form": form})


def visible(request, pk) -> Movement:
    """The movement with what policies and services ask, or 404."""
    return get_object_or_404(movements.for_page(request.user), pk=pk)


def served(stored: StoredFile | None) -> FileResponse:
    """404 where there is no file; who may have it was asked by whoever holds it."""
    if stored is None:
        raise Http404
    return download.serve(stored)
