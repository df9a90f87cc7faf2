"""The page by which a cluster passes to another authority."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clusters.errors import Invalid
from clusters.forms import problems
from clusters.forms.tenure import PassOnForm
from clusters.models import Cluster
from clusters.policies import cluster as policy
from clusters.queries import organisation as organisations
from clusters.queries import tenure as tenures
from clusters.services import tenure as deeds


@require_http_methods(["GET", "HEAD", "POST"])
def pass_on(request, pk):
    cluster = get_object_or_404(Cluster.objects.visible_to(request.user).select_related("authority"), pk=pk)
    policy.may_end_cluster(request.user, cluster).require()
    choices = {"authorities": tenures.heirs(cluster), "issuers": organisations.acted_for(request.user)}
    form = PassOnForm(request.POST or None, request.FILES or None, **choices)
    if request.method == "POST" and form.is_valid():
        try:
            passed = deeds.pass_on(cluster, by=request.user, **form.deed())
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            told = _("{cluster} is run by {authority} now.")
            messages.success(request, told.format(cluster=passed, authority=passed.authority))
            return redirect("clusters")
    return render(request, "clusters/tenure/pass_on.html", {"cluster": cluster, "form": form})
