"""Pages of scoring tables."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clusters import clock
from clusters.exports import workbook
from clusters.forms.scoring_table import DraftForm, TableFilter, WriteForm
from clusters.policies import scoring_table as policy
from clusters.queries import organisation as organisations
from clusters.queries import scoring_draft as drafts
from clusters.queries import scoring_grid as grids
from clusters.queries import scoring_table as tables
from clusters.queries.trail import trail
from clusters.services import scoring_table as deeds
from clusters.views import draft_writing, listing


@require_safe
def index(request):
    form = TableFilter(request.GET, **tables.choices(request.user))
    table = tables.table(tables.listed(request.user, **form.criteria()))
    shown = {"form": form, "may_draft": policy.may_draft_any(request.user)}
    return listing.respond(request, "clusters/scoring_table/list.html", table, "scoring-tables", **shown)


@require_safe
def show(request, pk):
    version = get_object_or_404(tables.for_page(request.user), pk=pk)
    content = tables.Page(version)
    (uses,) = listing.arranged(request, [tables.uses(version, request.user)])
    if workbook.wanted(request):
        return workbook.respond([*content.tables, uses], f"scoring-table-{pk}")
    page = {
        "version": version,
        "state": dict(zip(("slug", "words"), tables.state(version), strict=True)),
        "content": content,
        "uses": uses,
        "may": policy.rulings_on(request.user, version, content.obstacles),
        "entries": trail(version, request.user),
    }
    return render(request, "clusters/scoring_table/page.html", page)


@require_POST
def publish(request, pk):
    version = get_object_or_404(tables.for_page(request.user), pk=pk)
    deeds.publish(version, by=request.user)
    messages.success(request, _("{version} is published. It cannot change any more.").format(version=version))
    return redirect("table", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request):
    policy.may_draft_any(request.user).require()
    start = {"effective_on": clock.today()}
    form = DraftForm(request.POST or None, initial=start, authorities=organisations.acted_for(request.user))
    if request.method == "POST" and form.is_valid():
        version = deeds.draft(by=request.user, **form.deed())
        messages.success(request, _("The draft is made. Now write its criteria."))
        return redirect("table-write", version.pk)
    return render(request, "clusters/scoring_table/draft.html", {"form": form})


@require_POST
def copy(request, pk):
    version = get_object_or_404(tables.for_page(request.user), pk=pk)
    following = deeds.copy(version, by=request.user)
    messages.success(request, _("Version {number} is drafted with all criteria.").format(number=following.number))
    return redirect("table-write", following.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request, pk):
    page = draft_writing.Page(
        template="clusters/scoring_table/write.html",
        heading=_("Write the criteria"),
        form=WriteForm,
        initial=drafts.initial,
        write=deeds.write,
        written=_("The draft is saved."),
        shown=_shown,
    )
    return draft_writing.respond(request, pk, page)


def _shown(version, form: WriteForm) -> dict:
    return {
        "preview": form.preview(version),
        "grid": grids.page(form["criteria"].value() or ""),
        "manual": drafts.manual(),
        "sample": drafts.sample(),
    }
