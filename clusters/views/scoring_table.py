"""Pages of scoring tables."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clusters.exports import workbook
from clusters.policies import scoring_table as policy
from clusters.queries import scoring_table as tables
from clusters.queries.trail import trail
from clusters.services import scoring_table as deeds
from clusters.views import listing


@require_safe
def index(request):
    table = tables.table(tables.listed(request.user))
    return listing.respond(request, "clusters/scoring_table/list.html", table, "scoring-tables")


@require_safe
def show(request, pk):
    version = get_object_or_404(tables.for_page(request.user), pk=pk)
    content = tables.Page(version)
    (uses,) = listing.arranged(request, [tables.uses(version, request.user)])
    if workbook.wanted(request):
        return workbook.respond([content.tree, uses], f"scoring-table-{pk}")
    slug, words = tables.state(version)
    page = {
        "version": version,
        "state": {"slug": slug, "words": words},
        "content": content,
        "uses": uses,
        "may_publish": policy.may_change_table(request.user, version),
        "entries": trail(version, request.user),
    }
    return render(request, "clusters/scoring_table/page.html", page)


@require_POST
def publish(request, pk):
    version = get_object_or_404(tables.for_page(request.user), pk=pk)
    deeds.publish(version, by=request.user)
    messages.success(request, _("{version} is published. It cannot change any more.").format(version=version))
    return redirect("table", pk)
