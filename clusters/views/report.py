"""Reports: the year's list, one report, its sheet, the check before signing, and what is decided about it."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clusters.errors import Stale
from clusters.exports import workbook
from clusters.forms import cell_answer as answers
from clusters.forms import cell_left as kept
from clusters.forms import report as forms
from clusters.forms.sheet import CellsForm
from clusters.models import Report, Season
from clusters.policies import report as policy
from clusters.queries import report as queries
from clusters.queries import report_page as pages
from clusters.queries import report_tables as tables
from clusters.queries import sheet as sheets
from clusters.services import report as reports
from clusters.services import result as results
from clusters.views import listing


@require_safe
def index(request, season_pk):
    visible = Season.objects.visible_to(request.user).select_related("cluster__authority", "table")
    season = get_object_or_404(visible, pk=season_pk)
    page = pages.of_season(season, request.user)
    page["table"] = page["table"].sorted_by(request.GET.get("sort"))
    if workbook.wanted(request):
        return workbook.respond(page["table"], f"reports-{season.year}")
    return render(request, "clusters/report/list.html", page)


@require_safe
def show(request, pk):
    report = _visible(request, pk)
    lines, sheet = queries.lines_of(report)
    shown = [tables.results(report, lines, sheet), tables.evidence(lines), tables.submissions(report)]
    shown = listing.arranged(request, shown)
    if workbook.wanted(request):
        return workbook.respond(shown, f"report-{pk}")
    page = pages.of_report(report, request.user, lines, sheet)
    page |= dict(zip(("results", "evidence", "submissions"), shown, strict=True))
    page["left"] = kept.start(report, request.user, lines, page["may_edit"])
    return render(request, "clusters/report/page.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    try:
        report = queries.to_fill_in(request.user, pk)
    except Report.DoesNotExist as missing:
        raise Http404 from missing
    policy.may_edit_report(request.user, report).require()
    opened = sheets.read(report)
    form = CellsForm(request.POST or None, lines=opened.lines)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            results.enter(report, form.results(), by=request.user, seen=seen)
        except Stale as stale:
            opened = sheets.read(report)
            form = forms.after_a_colleague(form, opened.lines, stale.theirs)
        else:
            messages.success(request, _("Saved."))
            return _onward(request.POST.get("go", ""), pk)
    return render(request, "clusters/report/edit.html", answers.page(report, request.user, opened, form))


@reauthentication_required(allow_get=True)
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request, pk):
    if request.method != "POST":
        return redirect("report-check", pk)
    form = forms.SignForm(request.POST)
    form.full_clean()
    reports.sign(_visible(request, pk), by=request.user, seen=form.cleaned_data.get("seen"))
    messages.success(request, _("The report is signed off. It can be submitted now."))
    return redirect("report-check", pk)


@require_POST
def submit(request, pk):
    submission = reports.submit(_visible(request, pk), by=request.user)
    messages.success(request, _("The report is submitted. This is its receipt."))
    return redirect("receipt", submission.pk)


@require_POST
def accept(request, pk):
    reports.accept(_visible(request, pk), by=request.user)
    messages.success(request, _("The report is accepted for verification."))
    return redirect("report", pk)


def _onward(go: str, pk):
    """Where the pressed button leads after saving: the check, one criterion's evidence, or the sheet again."""
    if go == "check":
        return redirect("report-check", pk)
    return redirect("report-evidence-add", pk, go) if go.isdecimal() else redirect("report-edit", pk)


def _visible(request, pk) -> Report:
    return get_object_or_404(queries.for_page(request.user), pk=pk)
