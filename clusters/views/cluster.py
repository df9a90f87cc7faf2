"""Pages of clusters and blocks, and the deeds around them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clusters.errors import Invalid
from clusters.exports import workbook
from clusters.forms import problems
from clusters.forms.cluster import ClusterFilter, FoundForm, JoinForm, LeaveForm, UnitSearch
from clusters.models import Cluster
from clusters.policies import cluster as policy
from clusters.queries import cluster as clusters
from clusters.queries import decision as decisions
from clusters.queries import organisation as organisations
from clusters.queries import regrouping as regroupings
from clusters.queries import tenure as tenures
from clusters.queries.trail import trail
from clusters.services import cluster as deeds
from clusters.services import founding
from clusters.views import listing


@require_safe
def index(request):
    form = ClusterFilter(request.GET, authorities=clusters.authorities(request.user))
    found = clusters.register(clusters.listed(request.user, **form.criteria()))
    may_found = policy.may_found_any(request.user)
    return listing.respond(request, "clusters/cluster/list.html", found, "clusters", form=form, may_found=may_found)


@require_safe
def show(request, pk):
    cluster = get_object_or_404(clusters.for_page(request.user), pk=pk)
    found = [clusters.years(cluster, request.user), clusters.members(cluster, request.user)]
    changes = [tenures.table(cluster, request.user), *regroupings.tables(cluster, request.user)]
    tables = listing.arranged(request, [*found, *changes])
    if workbook.wanted(request):
        return workbook.respond(tables, f"cluster-{pk}")
    page = {
        "cluster": cluster,
        "years": tables[0],
        "members": tables[1],
        "changes": tables[2:],
        "may_end": policy.may_end_cluster(request.user, cluster),
        "may_change": policy.may_change_cluster(request.user, cluster),
        # Uncut: what its lines tell of other members stands in the tables of the same page.
        "entries": trail(cluster),
    }
    return render(request, "clusters/cluster/page.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def found(request):
    policy.may_found_any(request.user).require()
    search = UnitSearch(request.GET)
    units = organisations.units_for(request.user, search.words())
    choices = {"authorities": organisations.acted_for(request.user), "units": units}
    form = FoundForm(request.POST or None, request.FILES or None, **choices)
    if request.method == "POST" and form.is_valid():
        try:
            cluster = founding.found(by=request.user, **form.deed())
        except Invalid as invalid:
            problems.show(form, invalid, member="members")
        else:
            messages.success(request, _("{cluster} is founded.").format(cluster=cluster))
            return redirect("cluster", cluster.pk)
    return render(request, "clusters/cluster/found.html", {"form": form, "search": search})


@require_http_methods(["GET", "HEAD", "POST"])
def join(request, pk):
    cluster, search = _changing(request, pk), UnitSearch(request.GET)
    units = clusters.joiners(cluster, request.user, search.words())
    recorded = decisions.recorded_by(cluster.authority)
    form = JoinForm(request.POST or None, request.FILES or None, units=units, decisions=recorded)
    if request.method == "POST" and form.is_valid():
        unit = form.cleaned_data["member"]
        try:
            founding.join(cluster, unit, by=request.user, **form.deed())
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("{unit} is a member now.").format(unit=unit))
            return redirect("cluster", pk)
    return render(request, "clusters/cluster/join.html", {"cluster": cluster, "form": form, "search": search})


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request, pk):
    cluster = _changing(request, pk)
    form = LeaveForm(request.POST or None, memberships=clusters.leavers(cluster))
    if request.method == "POST" and form.is_valid():
        try:
            gone = deeds.leave(form.cleaned_data["membership"], on=form.cleaned_data["on"], by=request.user)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("{unit} leaves the cluster.").format(unit=gone.organisation))
            return redirect("cluster", pk)
    return render(request, "clusters/cluster/leave.html", {"cluster": cluster, "form": form})


def _changing(request, pk) -> Cluster:
    """A visible cluster that the person may change."""
    cluster = get_object_or_404(Cluster.objects.visible_to(request.user).select_related("authority"), pk=pk)
    policy.may_change_cluster(request.user, cluster).require()
    return cluster
