"""More time that was given to a unit is changed or withdrawn."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clusters.errors import Invalid
from clusters.forms import problems
from clusters.forms.extension import ChangeForm
from clusters.models import Extension, PeriodExtension
from clusters.policies import extension as policy
from clusters.queries import extension as queries
from clusters.services import extension as deeds


@require_http_methods(["GET", "HEAD", "POST"])
def of_year(request, pk):
    return _change(request, pk, Extension)


@require_http_methods(["GET", "HEAD", "POST"])
def of_period(request, pk):
    return _change(request, pk, PeriodExtension)


def _change(request, pk, model):
    given = get_object_or_404(queries.visible(request.user, model), pk=pk)
    policy.may_change_extension(request.user, given).require()
    form = ChangeForm(request.POST or None, initial={"until": given.until})
    if request.method == "POST" and form.is_valid() and _done(request, given, form):
        messages.success(request, _("It is saved; {unit} was told.").format(unit=given.participant))
        return redirect("season", given.participant.season_id)
    page = {"given": given, "form": form, "name": queries.name(given), "due": queries.everybodys(given)}
    return render(request, "clusters/extension/change.html", page)


def _done(request, given, form) -> bool:
    """Whether it was done; else the form says what has to be mended."""
    said = form.cleaned_data
    try:
        if form.withdraws:
            deeds.withdraw(given, reason=said["reason"], by=request.user)
        else:
            deeds.change(given, until=said["until"], reason=said["reason"], by=request.user)
    except Invalid as invalid:
        problems.show(form, invalid)
        return False
    return True
