"""Laying a scoring table beside an older one: which criterion continues which."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clusters.errors import Stale
from clusters.exports import workbook
from clusters.forms.table_match import MatchForm, OlderForm
from clusters.policies import scoring_table as policy
from clusters.queries import scoring_table as tables
from clusters.queries import table_match as queries
from clusters.services import table_match as deeds


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    version = get_object_or_404(tables.for_page(request.user), pk=pk)
    choices = list(queries.older(version, request.user))
    older = _older(request, version, choices)
    if older is None:
        return render(request, "clusters/table_match/none.html", {"version": version})
    found = queries.between(older, version)
    if workbook.wanted(request):
        return workbook.respond(_tables(found), f"matching-{pk}")
    may = policy.may_match_tables(request.user, version, older)
    form, versions = MatchForm(request.POST or None, found=found), []
    if request.method == "POST":
        may.require()
        answer, form, versions = _matched(request, form)
        if answer:
            return answer
    choose = OlderForm(initial={"with": older.pk}, choices=choices)
    page = {"version": version, "choose": choose, "found": found, "form": form, "may": may}
    return render(request, "clusters/table_match/page.html", {**page, **_shown(found), "versions": versions})


def _older(request, version, choices):
    """The version that the address names, among those to choose from; else the one that suggests itself."""
    wish = request.GET.get("with", "")
    older = next((each for each in choices if str(each.pk) == wish), None)
    if wish and older is None:
        raise Http404
    return older or queries.chosen(version, choices)


def _matched(request, form: MatchForm):
    """The answer once the matches are stored, else the form with what is wrong, and both versions."""
    if not form.is_valid():
        return None, form, []
    found = form.found
    try:
        deeds.match(found.new.version, found.old.version, form.pairs, by=request.user, seen=form.cleaned_data["seen"])
    except Stale as stale:
        return None, form.after(stale), form.versions(stale)
    messages.success(request, _("The tables are matched."))
    return redirect(request.get_full_path()), form, []


def _tables(found) -> list:
    left = (queries.left_table(found, side, name) for side, name in ((found.new, "left-new"), (found.old, "left-old")))
    return [queries.table(found), *left]


def _shown(found) -> dict:
    """The stored matches in words, and what is left over on either side."""
    names = ("table", "left_new", "left_old")
    stated = [queries.stated(found, side) for side in (found.new, found.old)]
    return {**dict(zip(names, _tables(found), strict=True)), "stated": stated}
