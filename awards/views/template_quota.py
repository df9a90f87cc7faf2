"""The places that a template of a year gives each cluster."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from awards.forms.template_quota import PlacesForm
from awards.queries import template_quota as queries
from awards.services import template_quota as deeds
from clusters.errors import Invalid, Stale
from clusters.forms import problems
from clusters.policies import season_template as policy
from clusters.queries import season_template as templates


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, pk):
    template = get_object_or_404(templates.for_page(request.user), pk=pk)
    policy.may_change_template(request.user, template).require()
    standing = {each.award: each.places for each in queries.of_template(template)}
    choices = {"awards": queries.awards_for(template), "places": standing, "version": template.version}
    form, versions = PlacesForm(request.POST or None, **choices), []
    if request.method == "POST" and form.is_valid():
        try:
            deeds.set_places(template, form.places(), by=request.user, seen=form.cleaned_data["seen"])
        except Stale as stale:
            versions = form.insist(stale)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("The places are set. Years that are open already stay as they are."))
            return redirect("season-template", pk)
    page = {"template": template, "form": form, "versions": versions}
    return render(request, "awards/template_quota/change.html", page)
