"""The yearly result of a coordination programme."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clusters.errors import Invalid, Stale
from clusters.forms import problems
from clusters.forms.programme import ResultForm
from clusters.models import ProgrammeResult
from clusters.policies import programme as policy
from clusters.queries import programme as queries
from clusters.queries import season as seasons
from clusters.services import programme_result as deeds
from clusters.views import download


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request, pk, season_pk):
    programme = get_object_or_404(queries.for_page(request.user), pk=pk)
    season = get_object_or_404(seasons.for_deed(request.user), pk=season_pk)
    policy.may_enter_result(request.user, programme, season).require()
    last = queries.newest_result(programme, season)
    form, versions = ResultForm.of(request.POST or None, request.FILES or None, last), []
    if request.method == "POST" and form.is_valid():
        try:
            deeds.enter(programme, season, by=request.user, **form.cleaned_data)
        except Stale as stale:
            form, versions = form.again(stale), form.versions(stale)
        except Invalid as invalid:
            problems.show(form, invalid, file="upload")
        else:
            messages.success(request, _("The result is entered; the partners have been told."))
            return redirect("programme", pk)
    page = {"programme": programme, "season": season, "form": form, "versions": versions, "last": last}
    return render(request, "clusters/programme/result.html", page)


@require_safe
def file(request, pk):
    visible = ProgrammeResult.objects.visible_to(request.user).filter(file__isnull=False).select_related("file")
    return download.serve(get_object_or_404(visible, pk=pk).file)
