"""Pages of organisations."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from clusters.exports import workbook
from clusters.forms.organisation import OrganisationFilter
from clusters.queries import organisation as organisations
from clusters.queries.trail import trail
from clusters.views import listing


@require_safe
def index(request):
    form = OrganisationFilter(request.GET)
    table = organisations.table(organisations.listed(request.user, **form.criteria()))
    return listing.respond(request, "clusters/organisation/list.html", table, "organisations", form=form)


@require_safe
def show(request, pk):
    organisation = get_object_or_404(organisations.for_page(request.user), pk=pk)
    tables = listing.arranged(request, organisations.tables(organisation, request.user))
    if workbook.wanted(request):
        return workbook.respond(tables, f"organisation-{pk}")
    page = {
        "organisation": organisation,
        "capacity": organisations.capacity(organisation),
        "tables": tables,
        "entries": trail(organisation, request.user),
    }
    return render(request, "clusters/organisation/page.html", page)
