"""The rotation of a cluster, and the election of its next head and deputy."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clusters import clock
from clusters.errors import Invalid, Stale
from clusters.exports import workbook
from clusters.forms import election as forms
from clusters.forms import problems
from clusters.models import Cluster, Season
from clusters.policies import election as policy
from clusters.queries import election as elections
from clusters.queries import election_page
from clusters.queries import season as seasons
from clusters.services import election as deeds
from clusters.views import listing

FORM = "clusters/election/form.html"
YEARS = 6


@require_safe
def rotation(request, pk):
    cluster = get_object_or_404(Cluster.objects.visible_to(request.user).select_related("authority"), pk=pk)
    (table,) = listing.arranged(request, [elections.rotation(cluster, request.user)])
    if workbook.wanted(request):
        return workbook.respond(table, f"rotation-{pk}")
    may_set = policy.may_set_rotation(request.user, cluster)
    return render(request, "clusters/election/rotation.html", {"cluster": cluster, "table": table, "may_set": may_set})


@require_http_methods(["GET", "HEAD", "POST"])
def set_rotation(request, pk):
    cluster = get_object_or_404(Cluster.objects.visible_to(request.user).select_related("authority"), pk=pk)
    policy.may_set_rotation(request.user, cluster).require()
    form, versions = _rotation_form(request.POST or None, cluster), []
    if request.method == "POST" and form.is_valid():
        try:
            deeds.set_rotation(cluster, form.turns(), by=request.user, seen=form.cleaned_data["seen"])
        except Stale as stale:
            form, versions = _rotation_form(request.POST, cluster, seen=stale.seen), form.versions(stale)
            form.add_error(None, str(stale))
        else:
            messages.success(request, _("The rotation is saved."))
            return redirect("rotation", pk)
    context = {"cluster": cluster, "form": form, "versions": versions}
    return render(request, "clusters/election/set_rotation.html", context)


def _rotation_form(data, cluster: Cluster, seen: int | None = None) -> forms.RotationForm:
    """With the members of today; after a colleague's change, the typed text against the version that stands now."""
    if data is not None and seen is not None:
        data = data.copy()
        data["seen"] = str(seen)
    this_year = clock.today().year
    standing = {"turns": elections.turns(cluster), "seen": elections.version(cluster)}
    years = range(this_year, this_year + YEARS)
    return forms.RotationForm(data, years=years, members=elections.members(cluster), **standing)


@require_safe
def index(request, pk):
    season = get_object_or_404(seasons.for_deed(request.user), pk=pk)
    page = election_page.Page(season, request.user)
    (table,) = listing.arranged(request, [elections.table(page.found)])
    if workbook.wanted(request):
        return workbook.respond(table, f"elections-{pk}")
    return render(request, "clusters/election/list.html", {"season": season, "page": page, "table": table})


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request, pk):
    season = get_object_or_404(seasons.for_deed(request.user), pk=pk)
    policy.may_propose_head(request.user, season).require()
    first = forms.first_of(elections.turn_of(season.cluster, season.year + 1), season.year + 1)
    form = forms.ProposalForm(request.POST or None, initial=first, members=elections.members(season.cluster))
    if request.method == "POST" and form.is_valid():
        try:
            deeds.propose(season, by=request.user, **form.cleaned_data)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("The proposal is recorded; the members are told."))
            return redirect("elections", pk)
    return _form(request, season, form, _("Propose head and deputy"), _("Propose"))


@require_http_methods(["GET", "HEAD", "POST"])
def elect(request, pk):
    election = get_object_or_404(elections.for_deed(request.user), pk=pk)
    policy.may_elect(request.user, election).require()
    form = forms.ElectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            deeds.elect(election, by=request.user, **form.cleaned_data)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("{unit} is elected.").format(unit=election.head))
            return redirect("elections", election.season_id)
    return _form(request, election.season, form, _("Record the election"), _("Record it"), election)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, pk):
    election = get_object_or_404(elections.for_deed(request.user), pk=pk)
    policy.may_decide_election(request.user, election).require()
    form = forms.WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        deeds.withdraw(election, by=request.user, **form.cleaned_data)
        messages.success(request, _("The proposal is withdrawn."))
        return redirect("elections", election.season_id)
    return _form(request, election.season, form, _("Withdraw the proposal"), _("Withdraw it"), election)


def _form(request, season: Season, form, title: str, label: str, election=None):
    words = {"title": title, "submit_label": label, "election": election}
    return render(request, FORM, {"season": season, "form": form, **words})
