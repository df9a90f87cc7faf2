"""Pages by which clusters end, are merged or divided anew."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clusters.errors import Invalid
from clusters.forms import problems
from clusters.forms.regrouping import DivideForm, DivisionSearch, EndForm, MergeForm
from clusters.models import Cluster
from clusters.policies import cluster as policy
from clusters.queries import regrouping as regroupings
from clusters.services import regrouping as deeds


@require_http_methods(["GET", "HEAD", "POST"])
def end(request, pk):
    cluster = _ending(request, pk)
    form = EndForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            deeds.end(cluster, by=request.user, **form.deed())
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("The end of {cluster} is recorded.").format(cluster=cluster))
            return redirect("cluster", pk)
    return render(request, "clusters/regrouping/end.html", {"cluster": cluster, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request, pk):
    cluster = _ending(request, pk)
    clusters = regroupings.beside(cluster, request.user)
    form = MergeForm(request.POST or None, request.FILES or None, clusters=clusters, cluster=cluster)
    if request.method == "POST" and form.is_valid():
        try:
            home = deeds.merge(by=request.user, **form.deed())
        except Invalid as invalid:
            problems.show(form, invalid, ended_on="day", member="gone", founded_on="day", joined_on="day")
        else:
            messages.success(request, _("The clusters are merged into {cluster}.").format(cluster=home))
            return redirect("cluster", home.pk)
    return render(request, "clusters/regrouping/merge.html", {"cluster": cluster, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def divide(request, pk):
    cluster = _ending(request, pk)
    search = DivisionSearch(request.GET, clusters=regroupings.beside(cluster, request.user).exclude(pk=pk))
    also, takers, names = search.chosen()
    homes = {"members": regroupings.members([cluster, *also]), "takers": takers, "names": names}
    form = DivideForm(request.POST or None, request.FILES or None, **homes)
    if request.method == "POST" and form.is_valid():
        try:
            deeds.divide([cluster, *also], by=request.user, **form.deed())
        except Invalid as invalid:
            problems.show(form, invalid, ended_on="day", joined_on="day")
        else:
            messages.success(request, _("{cluster} is divided anew.").format(cluster=cluster))
            return redirect("cluster", pk)
    page = {"cluster": cluster, "search": search, "form": form, "ready": bool(takers or names)}
    return render(request, "clusters/regrouping/divide.html", page)


def _ending(request, pk) -> Cluster:
    """A visible cluster whose end the person may record."""
    cluster = get_object_or_404(Cluster.objects.visible_to(request.user).select_related("authority"), pk=pk)
    policy.may_end_cluster(request.user, cluster).require()
    return cluster
