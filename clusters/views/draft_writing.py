"""The pages on which a part of a draft is written: as text, or in grids that ask while somebody writes."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from clusters.errors import Stale
from clusters.forms.whole_draft import WholeDraftForm
from clusters.models import ScoringTableVersion
from clusters.policies import scoring_table as policy
from clusters.queries import scoring_table as tables


class Page(NamedTuple):
    """What one of them is made of; `shown` is what it shows beside the form, `written` the sentence after the deed."""

    template: str
    heading: str
    form: type[WholeDraftForm]
    initial: Callable[[ScoringTableVersion], dict[str, Any]]
    write: Callable[..., Any]
    written: str
    shown: Callable[[ScoringTableVersion, Any], Mapping[str, Any]]


def draft_of(request: HttpRequest, pk: int) -> ScoringTableVersion:
    """The draft of this key, for somebody who may change it."""
    version: ScoringTableVersion = get_object_or_404(tables.for_page(request.user), pk=pk)
    policy.may_change_table(request.user, version).require()
    return version


def respond(request: HttpRequest, pk: int, page: Page) -> HttpResponse:
    """The form, checked or saved; after a colleague's change both versions."""
    version = draft_of(request, pk)
    form, versions = page.form(request.POST or None, initial=page.initial(version)), []
    if request.method == "POST" and form.is_valid() and "check" not in request.POST:
        try:
            page.write(version, by=request.user, **form.deed())
        except Stale as stale:
            form, versions = form.after(stale, request.POST), form.versions(stale)
        else:
            messages.success(request, page.written)
            return redirect("table", pk)
    desk = {"version": version, "heading": page.heading, "form": form, "versions": versions, "checked": form.is_bound}
    return render(request, page.template, {**desk, **page.shown(version, form)})
