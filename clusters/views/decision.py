"""A decision and its file."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clusters.errors import Invalid
from clusters.exports import workbook
from clusters.forms import problems
from clusters.forms.decision import CompleteForm
from clusters.models import Decision
from clusters.policies import decision as policy
from clusters.queries import decision as decisions
from clusters.queries import decision_effects
from clusters.queries.trail import trail
from clusters.services import decision as deeds
from clusters.views import download, listing


@require_safe
def show(request, pk):
    decision = get_object_or_404(decisions.for_page(request.user), pk=pk)
    (effects,) = listing.arranged(request, [decision_effects.effects(decision, request.user)])
    if workbook.wanted(request):
        return workbook.respond(effects, f"decision-{pk}")
    page = {
        "decision": decision,
        "effects": effects,
        "may_complete": policy.may_complete_decision(request.user, decision),
        "entries": trail(decision, request.user),
    }
    return render(request, "clusters/decision/page.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def complete(request, pk):
    decision = get_object_or_404(decisions.for_page(request.user), pk=pk)
    policy.may_complete_decision(request.user, decision).require()
    form = CompleteForm(request.POST or None, request.FILES or None, decision=decision)
    if request.method == "POST" and form.is_valid():
        try:
            deeds.complete(decision, by=request.user, **form.deed())
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("What has become known is recorded."))
            return redirect("decision", pk)
    return render(request, "clusters/decision/complete.html", {"decision": decision, "form": form})


@require_safe
def file(request, pk):
    decision = get_object_or_404(Decision.objects.visible_to(request.user).select_related("file"), pk=pk)
    if decision.file is None:
        raise Http404
    return download.serve(decision.file)
