"""Pages of organisations, and the deeds around them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clusters.errors import Invalid, Stale
from clusters.exports import workbook
from clusters.forms import problems
from clusters.forms.organisation import ChangeForm, OrganisationFilter, RegisterForm, SucceedForm
from clusters.models import Organisation
from clusters.policies import organisation as policy
from clusters.queries import history
from clusters.queries import organisation as organisations
from clusters.queries import person as people
from clusters.queries.trail import trail
from clusters.services import organisation as deeds
from clusters.views import listing


@require_safe
def index(request):
    form = OrganisationFilter(request.GET)
    found = organisations.register(organisations.listed(request.user, **form.criteria()))
    page = {"form": form, "may_register": policy.may_administer_any(request.user)}
    return listing.respond(request, "clusters/organisation/list.html", found, "organisations", **page)


@require_safe
def show(request, pk):
    organisation = get_object_or_404(organisations.for_page(request.user), pk=pk)
    may_keep = policy.may_keep(request.user, organisation)
    exported = workbook.wanted(request)
    posts = people.at(organisation, request.user, ends=bool(may_keep) and not exported)
    own = request.GET.get("history") == history.OWN
    tables = listing.arranged(request, [*history.tables(organisation, request.user, own=own), posts])
    if exported:
        return workbook.respond(tables, f"organisation-{pk}")
    page = {
        "organisation": organisation,
        "capacity": organisations.capacity(organisation),
        "tables": tables[:-1],
        "people": tables[-1],
        "own": own,
        "rulings": _rulings(request.user, organisation, may_keep),
        "entries": trail(organisation, request.user),
    }
    return render(request, "clusters/organisation/page.html", page)


def _rulings(user, organisation, may_keep):
    return {
        "keep": may_keep,
        "register": policy.may_register_beneath(user, organisation, may_keep),
        "appoint": policy.may_appoint(user, organisation),
        "succeed": policy.may_succeed(user, organisation),
        "end": policy.may_end_body(user, organisation),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def register(request):
    policy.may_administer_any(request.user).require()
    asked = request.POST.get("parent") or request.GET.get("parent", "")
    choices = {"superiors": organisations.superiors(request.user, asked), "top": request.user.is_superuser}
    form = RegisterForm(request.POST or None, initial={"is_unit": True, "parent": asked}, **choices)
    if request.method == "POST" and form.is_valid():
        try:
            made = deeds.register(by=request.user, **form.cleaned_data)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("{unit} is registered.").format(unit=made))
            return redirect("organisation", made.pk)
    return render(request, "clusters/organisation/register.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, pk):
    organisation = _visible(request, pk)
    policy.may_keep(request.user, organisation).require()
    form = ChangeForm.of(request.POST or None, organisation)
    page = {"organisation": organisation, "form": form, "versions": []}
    if request.method == "POST" and form.is_valid():
        try:
            deeds.change(organisation, form.cleaned_data, by=request.user, seen=form.cleaned_data["seen"])
        except Stale as stale:
            page |= {"form": form.again(stale), "versions": form.versions(stale)}
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("The changes are saved."))
            return redirect("organisation", pk)
    return render(request, "clusters/organisation/change.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def succeed(request, pk):
    successor = _visible(request, pk)
    policy.may_succeed(request.user, successor).require()
    forebears, issuers = organisations.forebears(successor, request.user), organisations.kept(request.user)
    form = SucceedForm(request.POST or None, forebears=forebears, issuers=issuers)
    if request.method == "POST" and form.is_valid():
        try:
            deeds.take_over(successor=successor, by=request.user, **form.deed())
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("The succession is recorded."))
            return redirect("organisation", pk)
    return render(request, "clusters/organisation/succeed.html", {"organisation": successor, "form": form})


def _visible(request, pk) -> Organisation:
    return get_object_or_404(Organisation.objects.visible_to(request.user).select_related("parent"), pk=pk)
