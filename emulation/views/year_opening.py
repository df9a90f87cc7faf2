"""Opening a year for all clusters of an authority at once, from its template."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from awards.queries import template_quota as template_quotas
from clusters import clock
from clusters.errors import Invalid, Stale
from clusters.forms import problems
from clusters.policies import season_template as policy
from clusters.queries import decision as decisions
from clusters.queries import season_plan as plans
from clusters.queries import season_template as templates
from emulation.forms.year_opening import OpenAllForm, YearForm
from emulation.queries import year_opening as queries
from emulation.services import year_opening as deeds


@require_http_methods(["GET", "HEAD", "POST"])
def open_all(request, pk):
    template = get_object_or_404(templates.for_page(request.user), pk=pk)
    policy.may_open_by(request.user, template).require()
    page = _page(request, template)
    form = page["form"]
    if request.method == "POST" and form.is_valid():
        try:
            seasons = deeds.open_all(template, year=page["year"], by=request.user, **form.deed())
        except Stale as stale:
            form.insist(stale)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            words = ngettext("{n} year is open: see below.", "{n} years are open: see below.", len(seasons))
            messages.success(request, words.format(n=len(seasons)))
            return redirect(f"{reverse('season-template', args=[pk])}?year={page['year']}#uses")
    return render(request, "emulation/season_template/open_all.html", {**page, "template": template})


def _page(request, template) -> dict:
    """The year that the address asks for, its dates, the clusters it can be opened for, and the form."""
    default = clock.today().year + 1
    year_form = YearForm({"year": request.GET.get("year", default)})
    year = year_form.chosen(default)
    plan = plans.from_template(template, year)
    starts_on, ends_on = plan.initial["starts_on"], plan.initial["ends_on"]
    found = queries.clusters_of(template, year, starts_on, ends_on)
    given = list(template_quotas.of_template(template))
    choices = {
        "clusters": queries.openable(found),
        "decisions": decisions.recorded_by(template.authority),
        "grants": any(template_quotas.is_given(each.award, ends_on) for each in given),
        "version": template.version,
    }
    tables = [templates.phase_table(template, plan, year), templates.period_table(template, plan, year)]
    tables += [template_quotas.table(given, ends_on)] if given else []
    form = OpenAllForm(request.POST or None, request.FILES or None, **choices)
    words = {"label": templates.label(plan, year), "refused": queries.refused(found)}
    return {"year": year, "year_form": year_form, "plan": plan, "form": form, "tables": tables, **words}
