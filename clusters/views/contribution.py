"""Contributions to a cluster's costs: the register, the account of a year, and what is written in it."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clusters.errors import Invalid, Stale
from clusters.exports import workbook
from clusters.forms import contribution as forms
from clusters.forms import problems
from clusters.models import Contribution, Expense
from clusters.policies import contribution as policy
from clusters.queries import contribution as queries
from clusters.queries import contribution_entry as entries
from clusters.queries import meeting as meetings
from clusters.queries import season as seasons
from clusters.queries.trail import trail
from clusters.services import contribution as deeds
from clusters.views import download, listing

FORM = "clusters/contribution/form.html"


@require_safe
def index(request):
    choices = {
        "authorities": queries.authorities(request.user),
        "clusters": queries.clusters_of(request.user, request.GET.get("cluster", "")),
    }
    form = forms.ContributionFilter(request.GET, years=seasons.years(request.user), **choices)
    found = queries.register(queries.listed(request.user, **form.criteria()))
    return listing.respond(request, "clusters/contribution/list.html", found, "contributions", form=form)


@require_safe
def show(request, pk):
    season = _season(request, pk)
    account = queries.Account(season)
    rulings = policy.may_all(request.user, season, has_plan=account.plan is not None, closing=account.closing)
    tables = listing.arranged(request, entries.account_tables(account, keeping=bool(rulings["may_record"])))
    if workbook.wanted(request):
        return workbook.respond(tables, f"contributions-{pk}")
    lines = trail(account.plan, request.user) if account.plan else []
    page = {"season": season, "account": account, "tables": tables, "entries": lines, **rulings}
    return render(request, "clusters/contribution/page.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request, pk):
    season = _season(request, pk)
    policy.may_plan_contributions(request.user, season).require()
    standing, units = queries.Account(season).plan, list(meetings.seats(season))
    form, versions = forms.PlanForm.of(request.POST or None, standing, units), []
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            deeds.set_plan(season, said, form.own(), by=request.user, seen=said["seen"])
        except Stale as stale:
            form, versions = form.again(stale), form.versions(stale)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("The plan is set; all units have been told."))
            return redirect("season-contributions", pk)
    return _form(request, season, form, _("Set the plan of contributions"), _("Set the plan"), versions)


@require_http_methods(["GET", "HEAD", "POST"])
def pay(request, pk):
    season = _kept(request, pk)
    form = forms.PaymentForm(request.POST or None, request.FILES or None, seats=meetings.seats(season))
    words = (_("Record a payment"), _("The payment is recorded; the unit has been told."))
    return _enter(request, season, form, deeds.record_payment, *words)


@require_http_methods(["GET", "HEAD", "POST"])
def give_back(request, pk):
    season = _kept(request, pk)
    form = forms.ReturnForm(request.POST or None, request.FILES or None, seats=queries.payers(season))
    words = (_("Return money to a unit"), _("The return is recorded; the unit has been told."))
    return _enter(request, season, form, deeds.give_back, *words)


@require_http_methods(["GET", "HEAD", "POST"])
def spend(request, pk):
    season = _kept(request, pk)
    form = forms.ExpenseForm(request.POST or None, request.FILES or None)
    return _enter(request, season, form, partial(deeds.record_expense, season), _("Record an expense"))


@require_http_methods(["GET", "HEAD", "POST"])
def take_back_payment(request, pk):
    entry = get_object_or_404(entries.payments_for_page(request.user), pk=pk)
    return _take_back(request, entry.participant.season, entry, deeds.take_back_payment)


@require_http_methods(["GET", "HEAD", "POST"])
def take_back_expense(request, pk):
    entry = get_object_or_404(entries.expenses_for_page(request.user), pk=pk)
    return _take_back(request, entry.season, entry, deeds.take_back_expense)


@require_safe
def paper(request, pk):
    visible = Contribution.objects.visible_to(request.user).filter(file__isnull=False).select_related("file")
    return download.serve(get_object_or_404(visible, pk=pk).file)


@require_safe
def expense_paper(request, pk):
    visible = Expense.objects.visible_to(request.user).filter(file__isnull=False).select_related("file")
    return download.serve(get_object_or_404(visible, pk=pk).file)


def _kept(request, pk):
    season = _season(request, pk)
    policy.may_keep_account(request.user, season).require()
    return season


def _enter(request, season, form, deed, title: str, done: str = ""):
    """One more line of the account."""
    if request.method == "POST" and form.is_valid():
        try:
            deed(by=request.user, **form.cleaned_data)
        except Invalid as invalid:
            problems.show(form, invalid, file="upload")
        else:
            if done:
                messages.success(request, done)
            return redirect("season-contributions", season.pk)
    return _form(request, season, form, title, _("Record it"))


def _take_back(request, season, entry, deed):
    policy.may_take_back(request.user, season, entry).require()
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            deed(entry, reason=form.cleaned_data["reason"], by=request.user)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            return redirect("season-contributions", season.pk)
    return _form(request, season, form, _("Take a line back"), _("Take it back"), entry=entry)


def _season(request, pk):
    return get_object_or_404(seasons.for_deed(request.user), pk=pk)


def _form(request, season, form, title: str, label: str, versions=(), entry=None):
    page = {"season": season, "versions": versions, "entry": entry}
    return render(request, FORM, {**page, "form": form, "title": title, "submit_label": label})
