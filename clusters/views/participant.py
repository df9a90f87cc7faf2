"""More time for one unit of a year."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clusters.errors import Invalid
from clusters.forms import problems
from clusters.forms.season import ExtendForm
from clusters.policies import season as policy
from clusters.queries import participant as participants
from clusters.services import season as deeds


@require_http_methods(["GET", "HEAD", "POST"])
def extend(request, pk):
    unit = get_object_or_404(participants.for_deed(request.user), pk=pk)
    policy.may_extend(request.user, unit).require()
    form = ExtendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            deeds.extend(unit, by=request.user, **form.cleaned_data)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("{unit} has more time now.").format(unit=unit))
            return redirect("season", unit.season_id)
    granted = unit.extensions.order_by("-granted_at")
    return render(request, "clusters/participant/extend.html", {"unit": unit, "form": form, "granted": granted})
