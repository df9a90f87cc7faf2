"""A unit's registration, and the register of all lines one may read."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.forms.registration import AddForm, AmendForm, RegistrationFilter
from awards.models import RegistrationLine
from awards.policies import registration as policy
from awards.queries import registration as queries
from awards.services import registration as deeds
from clusters.errors import Invalid, Stale
from clusters.exports import workbook
from clusters.forms import problems
from clusters.views import listing

TABLES = ("lines", "counts", "sendings")


@require_safe
def index(request):
    user = request.user
    form = RegistrationFilter(
        request.GET,
        years=queries.years(user),
        authorities=queries.authorities(user),
        clusters=queries.clusters(user, request.GET.get("cluster", "")),
    )
    found = queries.register(queries.listed(user, **form.criteria()))
    return listing.respond(request, "awards/registration/list.html", found, "registrations", form=form)


@require_safe
def show(request, pk):
    page = queries.page(_participant(request, pk), request.user)
    page |= dict(zip(TABLES, listing.arranged(request, [page[name] for name in TABLES]), strict=True))
    if workbook.wanted(request):
        return workbook.respond([page[name] for name in TABLES], f"registration-{pk}")
    return render(request, "awards/registration/page.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request, pk):
    participant = _participant(request, pk)
    policy.may_write_registration(request.user, participant, queries.sheet_of(participant)).require()
    form = AddForm(request.POST or None, awards=queries.awards_for(participant.season))
    if request.method == "POST" and form.is_valid():
        try:
            deeds.add_lines(participant, form.lines(), by=request.user)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("Lines added: {count}.").format(count=len(form.lines())))
            return redirect("registration", pk)
    return render(request, "awards/registration/add.html", {"participant": participant, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def drop(request, pk):
    found = RegistrationLine.objects.visible_to(request.user).select_related(
        "award", "registration__participant__organisation", "registration__participant__season__cluster"
    )
    line = get_object_or_404(found, pk=pk)
    participant = line.registration.participant
    policy.may_write_registration(request.user, participant, line.registration).require()
    if request.method == "POST":
        deeds.drop_line(line, by=request.user)
        messages.success(request, _("The line is taken away."))
        return redirect("registration", participant.pk)
    context = {"line": line, "words": queries.in_words([line]), "participant": participant}
    return render(request, "awards/registration/drop.html", context)


@require_POST
def send(request, pk):
    participant = _participant(request, pk)
    seen = request.POST.get("seen", "")
    deeds.send(participant, by=request.user, seen=int(seen) if seen.isdecimal() else 0)
    messages.success(request, _("The registration is sent to the head of the cluster."))
    return redirect("registration", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def amend(request, pk):
    participant = _participant(request, pk)
    sheet = queries.sheet_of(participant)
    policy.may_amend_registration(request.user, participant, sheet).require()
    choices = {"awards": queries.awards_for(participant.season), "lines": queries.standing_lines(sheet)}
    form, versions = AmendForm(request.POST or None, initial={"seen": sheet.version}, **choices), []
    if request.method == "POST" and form.is_valid():
        try:
            deeds.amend(participant, by=request.user, **form.deed())
        except Stale as stale:
            versions = form.insist(stale)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            return _amended(request, pk)
    context = {"participant": participant, "form": form, "versions": versions}
    return render(request, "awards/registration/amend.html", context)


def _amended(request, pk):
    messages.success(request, _("The amendment is sent. The lines of before stay readable."))
    return redirect("registration", pk)


def _participant(request, pk):
    return get_object_or_404(queries.participants_for(request.user), pk=pk)
