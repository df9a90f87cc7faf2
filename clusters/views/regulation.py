"""The operating regulations as they are read: of all clusters, of one, one version, two beside each other."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from clusters.exports import workbook
from clusters.forms.regulation import RegulationFilter
from clusters.models import Cluster
from clusters.queries import regulation_page as pages
from clusters.queries import regulation_register as registers
from clusters.queries.trail import trail
from clusters.views import listing


@require_safe
def index(request):
    form = RegulationFilter(request.GET, authorities=registers.authorities(request.user))
    found = registers.register(registers.listed(request.user, **form.criteria()))
    return listing.respond(request, "clusters/regulation/list.html", found, "regulations", form=form)


@require_safe
def show(request, pk):
    cluster = get_object_or_404(Cluster.objects.visible_to(request.user).select_related("authority"), pk=pk)
    page = pages.cluster_page(cluster, request.user)
    page["terms"], page["versions"] = listing.arranged(request, [page["terms"], page["versions"]])
    if workbook.wanted(request):
        return workbook.respond([page["terms"], page["versions"]], f"regulation-{pk}")
    return render(request, "clusters/regulation/page.html", page)


@require_safe
def version(request, pk):
    found = get_object_or_404(pages.versions(request.user), pk=pk)
    page = pages.version_page(found, request.user)
    if workbook.wanted(request):
        return workbook.respond(pages.sheets(page), f"regulation-version-{pk}")
    # Whoever sees the version sees all that was done to it: there is nothing in it of one unit alone.
    return render(request, "clusters/regulation/version.html", {**page, "entries": trail(found)})


@require_safe
def compare(request, pk):
    new = get_object_or_404(pages.versions(request.user), pk=pk)
    old = pages.compared_with(new, request.user, request.GET.get("with", ""))
    page = pages.compared(new, old)
    if workbook.wanted(request):
        return workbook.respond(page["terms"], f"regulation-changes-{pk}")
    return render(request, "clusters/regulation/compare.html", {"new": new, "old": old, **page})


@require_safe
def minutes(request, pk):
    """Always a download, with the type that was detected when it was stored."""
    found = get_object_or_404(pages.versions(request.user), pk=pk)
    stored = found.adoption.minutes if hasattr(found, "adoption") else None
    if stored is None:
        raise Http404
    answer = FileResponse(
        stored.content.open("rb"),
        as_attachment=True,
        filename=stored.original_name,
        content_type=stored.content_type,
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
