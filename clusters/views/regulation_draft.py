"""A draft of the regulations: begun and written."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clusters.errors import Invalid, Stale
from clusters.forms import problems
from clusters.forms.regulation import StartForm
from clusters.forms.regulation_draft import DraftForm
from clusters.models import Cluster, Regulation
from clusters.policies import regulation as policy
from clusters.queries import regulation as queries
from clusters.queries import regulation_page as pages
from clusters.services import regulation as deeds


@require_http_methods(["GET", "HEAD", "POST"])
def start(request, pk):
    cluster = get_object_or_404(Cluster.objects.visible_to(request.user).select_related("authority"), pk=pk)
    policy.may_start(request.user, cluster).require()
    first = not Regulation.objects.filter(cluster=cluster).exists()
    name = _("Operating regulations of {cluster}").format(cluster=cluster.name)
    bases = queries.bases(request.user, cluster)
    form = StartForm(request.POST or None, bases=bases, first=first, initial={"name": name, "base": bases.first()})
    if request.method == "POST" and form.is_valid():
        version = deeds.start(cluster, by=request.user, **form.cleaned_data)
        messages.success(request, _("Version {number} is begun.").format(number=version.number))
        return redirect("regulation-edit", version.pk)
    return render(request, "clusters/regulation/start.html", {"cluster": cluster, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    version = get_object_or_404(pages.versions(request.user), pk=pk)
    ruling = policy.drafter(request.user, version.regulation).may_change(version)
    form = DraftForm(request.POST or None, version=version)
    page = {"version": version, "form": form, "versions": []}
    if problems.in_time(form, ruling) and form.is_valid():
        said = {"text": form.cleaned_data["text"], "terms": form.terms(), "seen": form.cleaned_data["seen"]}
        try:
            deeds.change(version, by=request.user, **said)
        except Stale as stale:
            page |= {"form": form.again(stale, version), "versions": form.versions(stale)}
        except Invalid as invalid:
            form.show(invalid)
        else:
            messages.success(request, _("The draft is saved."))
            return redirect("regulation-version", version.pk)
    return render(request, "clusters/regulation/edit.html", page)
