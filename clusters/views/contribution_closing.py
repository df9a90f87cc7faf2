"""The account of contributions as it was closed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clusters.exports import workbook
from clusters.forms.contribution import ReasonForm
from clusters.policies import contribution as policy
from clusters.queries import contribution as queries
from clusters.queries import season as seasons
from clusters.services import contribution_closing as deeds
from clusters.views import listing


@require_safe
def show(request, pk):
    closing = get_object_or_404(queries.for_page(request.user), pk=pk)
    tables = listing.arranged(request, queries.frozen_tables(closing.figures))
    if workbook.wanted(request):
        return workbook.respond(tables, f"contributions-{closing.season_id}-{closing.number}")
    may_reopen = policy.may_reopen_account(request.user, closing)
    page = {"closing": closing, "season": closing.season, "tables": tables, "may_reopen": may_reopen}
    return render(request, "clusters/contribution/closing.html", page)


@require_POST
def close(request, pk):
    season = get_object_or_404(seasons.for_deed(request.user), pk=pk)
    closing = deeds.close(season, by=request.user)
    messages.success(request, _("The account is closed; all units have been told."))
    return redirect("contribution-closing", closing.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request, pk):
    closing = get_object_or_404(queries.for_page(request.user), pk=pk)
    policy.may_reopen_account(request.user, closing).require()
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        deeds.reopen(closing, reason=form.cleaned_data["reason"], by=request.user)
        return redirect("season-contributions", closing.season_id)
    words = {"title": _("Reopen the account"), "submit_label": _("Reopen it"), "versions": [], "entry": None}
    return render(request, "clusters/contribution/form.html", {"season": closing.season, "form": form, **words})
