"""Model regulations of an authority: listed, drafted, issued."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clusters import clock
from clusters.errors import Invalid
from clusters.forms import problems
from clusters.forms.regulation import IssueForm, ModelForm
from clusters.models import Regulation
from clusters.policies import cluster as clusters
from clusters.policies import regulation as policy
from clusters.queries import organisation as organisations
from clusters.queries import regulation_page as pages
from clusters.queries import regulation_register as registers
from clusters.services import regulation_adoption as adoptions
from clusters.services import regulation_model as deeds
from clusters.views import listing


@require_safe
def index(request):
    found = registers.model_register(registers.models(request.user))
    may_draft = clusters.may_found_any(request.user)
    return listing.respond(request, "clusters/regulation/models.html", found, "models", may_draft=may_draft)


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request):
    clusters.may_found_any(request.user).require()
    form = ModelForm(request.POST or None, authorities=organisations.acted_for(request.user))
    if request.method == "POST" and form.is_valid():
        try:
            version = deeds.draft(by=request.user, **form.cleaned_data)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            return redirect("regulation-edit", version.pk)
    return render(request, "clusters/regulation/model.html", {"form": form})


@require_POST
def draft_again(request, pk):
    found = Regulation.objects.visible_to(request.user).filter(cluster__isnull=True)
    version = deeds.draft_again(get_object_or_404(found, pk=pk), by=request.user)
    messages.success(request, _("Version {number} is begun.").format(number=version.number))
    return redirect("regulation-edit", version.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def issue(request, pk):
    version = get_object_or_404(pages.versions(request.user), pk=pk)
    policy.drafter(request.user, version.regulation).may_issue(version).require()
    form = IssueForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            adoptions.issue(version, by=request.user, **form.cleaned_data)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("The model is issued. The heads of the clusters have been told."))
            return redirect("regulation-version", pk)
    page = {"version": version, "form": form, "icon": "send", "look": "primary", "title": _("Issue the model")}
    page["lead"] = _("Its clusters may start from it; a cluster's own regulations do not change by it.")
    return render(request, "clusters/regulation/deed.html", page)
