"""A decision and its file."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from clusters.exports import workbook
from clusters.models import Decision
from clusters.queries import decision as decisions
from clusters.queries.trail import trail
from clusters.views import listing


@require_safe
def show(request, pk):
    decision = get_object_or_404(decisions.for_page(request.user), pk=pk)
    (effects,) = listing.arranged(request, [decisions.effects(decision, request.user)])
    if workbook.wanted(request):
        return workbook.respond(effects, f"decision-{pk}")
    page = {"decision": decision, "effects": effects, "entries": trail(decision, request.user)}
    return render(request, "clusters/decision/page.html", page)


@require_safe
def file(request, pk):
    """Always a download, never shown inside the site, with the type that was detected when it was stored."""
    decision = get_object_or_404(Decision.objects.visible_to(request.user).select_related("file"), pk=pk)
    if decision.file is None:
        raise Http404
    stored = decision.file
    answer = FileResponse(
        stored.content.open("rb"),
        as_attachment=True,
        filename=stored.original_name,
        content_type=stored.content_type,
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
