"""Opening a year of a cluster: by a template, as last year, or from nothing."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clusters.errors import Invalid
from clusters.forms import period as period_forms
from clusters.forms import problems
from clusters.forms.season_opening import OpenForm, WayForm
from clusters.models import Cluster
from clusters.policies import cluster as cluster_policy
from clusters.queries import cluster as clusters
from clusters.queries import scoring_table as tables
from clusters.queries import season as seasons
from clusters.queries import season_plan as plans
from clusters.queries import season_template as templates
from clusters.services import season_opening as deeds


@require_http_methods(["GET", "HEAD", "POST"])
def open(request, pk):
    cluster = get_object_or_404(Cluster.objects.visible_to(request.user).select_related("authority"), pk=pk)
    cluster_policy.may_change_cluster(request.user, cluster).require()
    members, way = list(clusters.units_of(cluster)), _way(request, cluster)
    plan, year = _plan(way), way.chosen()[1]
    choices = {"tables": tables.usable_by(cluster.authority), "members": members, "plan": plan, "stamp": way.stamp}
    first = {**seasons.next_year(cluster, year), **plan.initial}
    form, rows = OpenForm(request.POST or None, initial=first, **choices), _period_rows(request, plan)
    if request.method == "POST" and form.is_valid() and (rows.is_valid() or not rows.is_bound):
        try:
            season = deeds.open(cluster, by=request.user, template=way.template, **form.deed(rows))
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("The year is open. Its participants are frozen now."))
            return redirect("season", season.pk)
    page = {"cluster": cluster, "members": members, "form": form, "rows": rows, "forms": [form, *rows.forms]}
    return render(request, "clusters/season/open.html", {**page, "way": way})


def _way(request, cluster: Cluster) -> WayForm:
    """With what the form is filled in, as the address says; a template in force before last year's dates."""
    last = seasons.last_of(cluster)
    offered = {"templates": templates.for_cluster(cluster), "last": last, "year": seasons.year_after(last)}
    return WayForm(request.GET, **offered)


def _plan(way: WayForm) -> plans.Plan:
    chosen, year = way.chosen()
    if way.template:
        return plans.from_template(way.template, year)
    return plans.from_last_year(way.last, year) if chosen == "last" else plans.NO_PLAN


def _period_rows(request, plan: plans.Plan):
    """Rows of periods as typed; a request without them opens a year without periods."""
    typed = request.POST if "period-TOTAL_FORMS" in request.POST else None
    return period_forms.PeriodRows(typed, initial=period_forms.rows_of(plan.periods), prefix="period")
