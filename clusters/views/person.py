"""Pages of people and their posts."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clusters.errors import Invalid
from clusters.forms import problems
from clusters.forms.person import AppointForm, EndForm, OpenPostForm, PeopleFilter
from clusters.models import Appointment, Organisation
from clusters.policies import organisation as policy
from clusters.queries import person as people
from clusters.services import person as deeds
from clusters.views import listing


@require_safe
def index(request):
    form = PeopleFilter(request.GET, places=people.places(request.user, request.GET.get("organisation", "")))
    found = people.register(people.listed(request.user, **form.criteria()))
    return listing.respond(request, "clusters/person/list.html", found, "people", form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def register(request, pk):
    organisation = _appointing(request, pk)
    form = OpenPostForm(request.POST or None, roles=people.roles_at(organisation))
    if request.method == "POST" and form.is_valid():
        try:
            post = deeds.open_post(organisation, by=request.user, **form.cleaned_data)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            told = _("{person} has an account now. A letter with the link to choose a password goes to {mail}.")
            messages.success(request, told.format(person=post.user, mail=post.user.email))
            return redirect("organisation", pk)
    return render(request, "clusters/person/register.html", {"organisation": organisation, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request, pk):
    organisation = _appointing(request, pk)
    form = AppointForm(request.POST or None, roles=people.roles_at(organisation))
    if request.method == "POST" and form.is_valid():
        try:
            post = deeds.appoint(organisation=organisation, by=request.user, **form.cleaned_data)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("{person} is appointed.").format(person=post.user))
            return redirect("organisation", pk)
    return render(request, "clusters/person/appoint.html", {"organisation": organisation, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def end(request, pk):
    visible = Appointment.objects.visible_to(request.user).select_related("user", "organisation__parent")
    post = get_object_or_404(visible, pk=pk)
    policy.may_end(request.user, post).require()
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ended = deeds.end(post, by=request.user, **form.cleaned_data)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            told = _("{person} holds the post until {day:%d/%m/%Y}.").format(person=ended.user, day=ended.to_on)
            messages.success(request, told)
            return redirect("organisation", ended.organisation_id)
    return render(request, "clusters/person/end.html", {"post": post, "form": form})


def _appointing(request, pk) -> Organisation:
    """A visible organisation at which the person may give posts."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user).select_related("parent"), pk=pk)
    policy.may_appoint(request.user, organisation).require()
    return organisation
