"""The answers to a movement: the list, one answer, its plan, progress, end, and passing on."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clusters import clock
from clusters.errors import Invalid, Stale
from clusters.forms import movement_response as forms
from clusters.forms import problems
from clusters.forms.cluster import UnitSearch
from clusters.forms.movement import ScopeFields
from clusters.models import MovementProgress, MovementResponse
from clusters.policies import movement_response as policy
from clusters.queries import movement as movements
from clusters.queries import movement_praise as praises
from clusters.queries import movement_response as queries
from clusters.queries.trail import trail
from clusters.services import movement_response as deeds
from clusters.views import listing
from clusters.views.movement import served, visible


@require_safe
def index(request, pk):
    movement = visible(request, pk)
    seen = movements.responses(movement, request.user)
    choices = {"authorities": queries.authorities(seen), "clusters": queries.clusters(seen, request.user)}
    form = forms.ResponseFilter(request.GET, **choices)
    found = queries.register(queries.listed(seen, **form.criteria()))
    page = {"movement": movement, "form": form}
    return listing.respond(request, "clusters/movement_response/list.html", found, f"movement-{pk}", **page)


@require_safe
def show(request, pk):
    response = _visible(request, pk)
    praise = praises.listed(response.movement, request.user).filter(response=response)
    page = {
        "response": response,
        "movement": response.movement,
        "contents": queries.contents(response),
        "praise": praises.table(praise),
        "passed_on_to": response.inferiors.count(),
        "rulings": _rulings(request.user, response),
        "entries": trail(response, request.user),
    }
    return render(request, "clusters/movement_response/page.html", page)


def _rulings(user, response):
    """`report` also stands for a proposal of praise: the two ask the same."""
    report = policy.may_report(user, response)
    return {
        "answer": policy.may_answer(user, response),
        "report": report,
        "finish": policy.may_finish(user, response) if report else report,
        "pass_on": policy.may_pass_on(user, response) if response.organisation.is_authority else None,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, pk):
    response = _visible(request, pk)
    policy.may_answer(request.user, response).require()
    drawn = {"plan": response.plan, "seen": response.version}
    form = forms.PlanForm(request.POST or None, request.FILES or None, initial=drawn)
    page = {"response": response, "form": form, "versions": []}
    if request.method == "POST" and form.is_valid():
        try:
            deeds.answer(response, by=request.user, **form.cleaned_data)
        except Stale as stale:
            page |= {"form": forms.PlanForm(form.again(stale)), "versions": form.versions(stale)}
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("The plan is sent."))
            return redirect("movement-response", pk)
    return render(request, "clusters/movement_response/answer.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request, pk, content_pk):
    response = _visible(request, pk)
    content = get_object_or_404(response.movement.contents, pk=content_pk)
    policy.may_report(request.user, response).require()
    form, newest = _progress_form(request, response, content)
    page = {"response": response, "content": content, "newest": newest, "form": form, "versions": []}
    if request.method == "POST" and form.is_valid():
        try:
            deeds.report(response, content, by=request.user, **form.cleaned_data)
        except Stale as stale:
            again = forms.ProgressForm(form.again(stale), dues=response.movement.dues.all())
            page |= {"form": again, "versions": form.versions(stale)}
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("The progress is reported."))
            return redirect("movement-response", pk)
    return render(request, "clusters/movement_response/report.html", page)


def _progress_form(request, response, content):
    newest, due = queries.newest_on(response, content), queries.open_dues(response).first()
    initial = {"seen": newest.pk if newest else 0, "on": clock.today(), "due": due}
    initial |= {"unit_of_measure": newest.unit_of_measure} if newest else {}
    dues = response.movement.dues.order_by("on")
    return forms.ProgressForm(request.POST or None, request.FILES or None, dues=dues, initial=initial), newest


@require_POST
def finish(request, pk):
    deeds.finish(_visible(request, pk), by=request.user)
    messages.success(request, _("The unit has finished. A newer report would open it again."))
    return redirect("movement-response", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def pass_on(request, pk):
    response, search = _visible(request, pk), UnitSearch(request.GET)
    policy.may_pass_on(request.user, response).require()
    form = ScopeFields(request.POST or None, authority=response.organisation, words=search.words())
    if request.method == "POST" and form.is_valid():
        try:
            count = deeds.pass_on(response, form.rules(), by=request.user)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("Passed on to {count} units; their people are told.").format(count=count))
            return redirect("movement-response", pk)
    page = {"response": response, "form": form, "search": search}
    return render(request, "clusters/movement_response/pass_on.html", page)


@require_safe
def plan_file(request, pk):
    return served(_visible(request, pk).plan_file)


@require_safe
def progress_file(request, pk):
    seen = MovementResponse.objects.visible_to(request.user).values("pk")
    found = MovementProgress.objects.filter(response__in=seen).select_related("file")
    return served(get_object_or_404(found, pk=pk).file)


def _visible(request, pk) -> MovementResponse:
    return get_object_or_404(queries.for_page(request.user), pk=pk)
