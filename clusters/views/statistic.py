"""Shared statistics of a cluster: listed, compared, defined, filled in, closed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clusters.errors import Invalid, Stale
from clusters.exports import workbook
from clusters.forms import problems
from clusters.forms import statistic as forms
from clusters.models import Cluster, StatisticValue
from clusters.policies import exchange as exchange_policy
from clusters.policies import statistic as policy
from clusters.queries import statistic as queries
from clusters.queries import statistic_page as pages
from clusters.services import statistic as deeds
from clusters.views import listing


@require_safe
def index(request):
    form = forms.StatisticFilter(request.GET, **queries.choices(request.user, request.GET.get("cluster", "")))
    found = queries.register(queries.listed(request.user, **form.criteria()))
    return listing.respond(request, "clusters/statistic/list.html", found, "statistics", form=form)


@require_safe
def show(request, pk):
    statistic, span, spans = _chosen(request, pk)
    page = pages.page(statistic, request.user, span)
    page["tables"] = listing.arranged(request, page["tables"])
    if workbook.wanted(request):
        return workbook.respond(page["tables"], f"statistic-{pk}")
    page["form"] = forms.PeriodChoice({"period": span.first.isoformat()}, spans=spans)
    return render(request, "clusters/statistic/page.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def define(request, pk):
    cluster = get_object_or_404(Cluster.objects.visible_to(request.user).select_related("authority"), pk=pk)
    exchange_policy.may_lead(request.user, cluster).require()
    form = forms.DefineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            statistic = deeds.define(cluster, by=request.user, **form.cleaned_data)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("The statistic is defined; the members have been told."))
            return redirect("statistic", statistic.pk)
    return render(request, "clusters/statistic/define.html", {"cluster": cluster, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request, pk, unit_pk):
    statistic, span, _spans = _chosen(request, pk)
    unit = get_object_or_404(queries.members(statistic, span), pk=unit_pk)
    policy.may_enter(request.user, statistic, unit, span).require()
    values = StatisticValue.objects.filter(line__statistic=statistic, organisation=unit, first_day=span.first)
    form = forms.EntryForm(request.POST or None, lines=pages.lines(statistic), values=values)
    page = {"statistic": statistic, "span": span, "unit": unit, "form": form, "versions": []}
    if request.method == "POST" and form.is_valid():
        try:
            deeds.enter(statistic, unit, span, form.entries(), by=request.user, seen=form.cleaned_data["seen"])
        except Stale as stale:
            page |= {"form": form.again(values.all()), "versions": form.versions(stale)}
        except Invalid as invalid:
            form.show(invalid)
        else:
            return redirect(f"{reverse('statistic', args=[pk])}?period={span.first}")
    return render(request, "clusters/statistic/enter.html", page)


@require_POST
def close(request, pk):
    statistic = get_object_or_404(queries.for_page(request.user), pk=pk)
    deeds.close(statistic, by=request.user)
    messages.success(request, _("The statistic is closed; its figures stay readable."))
    return redirect("statistic", pk)


def _chosen(request, pk):
    statistic = get_object_or_404(queries.for_page(request.user), pk=pk)
    spans, span = pages.spans(statistic, request.GET.get("period", ""))
    return statistic, span, spans
