"""Requests for information: listed, asked, replied to, closed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clusters import clock
from clusters.errors import Invalid, Stale
from clusters.exports import workbook
from clusters.forms import information as forms
from clusters.forms import problems
from clusters.models import Cluster, InformationReply, InformationReplyVersion
from clusters.policies import exchange as exchange_policy
from clusters.policies import information as policy
from clusters.queries import exchange, terms
from clusters.queries import information as queries
from clusters.services import information as deeds
from clusters.views import download, listing

FORM = "clusters/information/form.html"


@require_safe
def index(request):
    form = forms.RequestFilter(request.GET, **queries.choices(request.user, request.GET.get("cluster", "")))
    found = queries.register(queries.listed(request.user, **form.criteria()))
    return listing.respond(request, "clusters/information/list.html", found, "requests", form=form)


@require_safe
def show(request, pk):
    asked = get_object_or_404(queries.for_page(request.user), pk=pk)
    page = queries.page(asked, request.user)
    page["tables"] = listing.arranged(request, page["tables"])
    if workbook.wanted(request):
        return workbook.respond(page["tables"], f"request-{pk}")
    return render(request, "clusters/information/page.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, pk):
    cluster = get_object_or_404(Cluster.objects.visible_to(request.user).select_related("authority"), pk=pk)
    exchange_policy.may_take_part(request.user, cluster).require()
    seats = exchange.seats(request.user, cluster)
    first = {"due_on": terms.answer_by(terms.terms_of(cluster, clock.today()), clock.today())}
    choices = {"seats": seats, "members": exchange.others(cluster, seats), "initial": first}
    form = forms.AskForm(request.POST or None, **choices)
    if request.method == "POST" and form.is_valid():
        try:
            asked = deeds.ask(cluster, by=request.user, **form.deed())
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("The request is sent; the members asked have been told."))
            return redirect("request", asked.pk)
    words = {"title": _("Request information"), "submit_label": _("Send the request")}
    page = {"cluster": cluster, "asked": None, "form": form, "versions": []}
    return render(request, FORM, {**page, "cancel_url": reverse("exchange", args=[pk]), **words})


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request, pk):
    related = ("request__cluster__authority", "request__organisation", "organisation")
    given = get_object_or_404(InformationReply.objects.visible_to(request.user).select_related(*related), pk=pk)
    policy.may_reply(request.user, given).require()
    form = forms.ReplyForm(
        request.POST or None, request.FILES or None, request=given.request, initial=queries.standing(given)
    )
    versions: list = []
    if request.method == "POST" and form.is_valid():
        try:
            return _give(request, given, dict(form.cleaned_data))
        except Stale as stale:
            yours = form.cleaned_data["reason"] or form.cleaned_data["text"] or form.cleaned_data.get("value")
            form, versions = form.against(stale.seen), [(_("Reply"), yours, stale.theirs["text"])]
        except Invalid as invalid:
            problems.show(form, invalid, file="upload")
    return _form(request, given, form, versions)


@require_POST
def close(request, pk):
    asked = get_object_or_404(queries.for_page(request.user), pk=pk)
    deeds.close(asked, by=request.user)
    messages.success(request, _("The request is closed."))
    return redirect("request", pk)


@require_safe
def file(request, pk):
    visible = InformationReplyVersion.objects.visible_to(request.user).filter(file__isnull=False)
    return download.serve(get_object_or_404(visible.select_related("file"), pk=pk).file)


def _give(request, given: InformationReply, said: dict):
    reason = said.pop("reason")
    if reason:
        deeds.decline(given, reason=reason, by=request.user, seen=said["seen"])
    else:
        deeds.reply(given, by=request.user, **said)
    messages.success(request, _("The reply is given; the asker has been told."))
    return redirect("request", given.request_id)


def _form(request, given: InformationReply, form, versions):
    words = {"title": _("Reply for {unit}").format(unit=given.organisation), "submit_label": _("Give the reply")}
    cancel = reverse("request", args=[given.request_id])
    page = {"cluster": given.request.cluster, "asked": given.request, "form": form, "versions": versions}
    return render(request, FORM, {**page, "cancel_url": cancel, **words})
