"""A template of a year with all that both floors know of it, and what is made of it or becomes one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from awards.queries import template_quota as template_quotas
from clusters import clock
from clusters.errors import Invalid
from clusters.exports import workbook
from clusters.forms import problems
from clusters.forms.season_template import KeepForm
from clusters.policies import season as season_policy
from clusters.policies import season_template as policy
from clusters.queries import season as seasons
from clusters.queries import season_plan as plans
from clusters.queries import season_template as templates
from clusters.queries.trail import trail
from clusters.views import listing
from emulation.forms.year_opening import YearForm
from emulation.services import year_opening as deeds


@require_safe
def show(request, pk):
    template = get_object_or_404(templates.for_page(request.user), pk=pk)
    default = clock.today().year + 1
    form = YearForm({"year": request.GET.get("year", default)})
    year = form.chosen(default)
    plan = plans.from_template(template, year)
    shown = [templates.phase_table(template, plan, year), templates.period_table(template, plan, year)]
    given = template_quotas.table(list(template_quotas.of_template(template)), plan.initial["ends_on"])
    tables = listing.arranged(request, [*shown, given, templates.uses(template, request.user)])
    if workbook.wanted(request):
        return workbook.respond(tables, f"year-template-{pk}")
    page = {"template": template, "form": form, "plan": plan, "label": templates.label(plan, year), "tables": tables}
    page |= {**policy.rulings_on(request.user, template), "entries": trail(template, request.user)}
    return render(request, "emulation/season_template/page.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def keep(request, pk):
    season = get_object_or_404(seasons.for_deed(request.user), pk=pk)
    season_policy.may_keep_as_template(request.user, season).require()
    name = _("{cluster}, as in {year}").format(cluster=season.cluster, year=season.label)
    form = KeepForm(request.POST or None, initial={"name": name[:200]})
    if request.method == "POST" and form.is_valid():
        try:
            template = deeds.keep(season, form.cleaned_data["name"], by=request.user)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("The year is kept as a template. Look it through, then put it in force."))
            return redirect("season-template", template.pk)
    return render(request, "emulation/season_template/keep.html", {"season": season, "form": form})
