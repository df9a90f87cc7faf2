"""Reports of periods: who has sent which, the sheet of one, its receipt, and what is decided about it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clusters.errors import Invalid, Stale
from clusters.exports import workbook
from clusters.forms import cell_answer as answers
from clusters.forms import cell_left as kept
from clusters.forms import period_report as forms
from clusters.forms import problems
from clusters.forms import report as sheets
from clusters.forms.sheet import CellsForm
from clusters.models import Period, PeriodReport, PeriodSubmission
from clusters.policies import period_report as policy
from clusters.queries import period_finding as findings
from clusters.queries import period_page as pages
from clusters.queries import period_report as queries
from clusters.queries import season as seasons
from clusters.services import period_report as deeds
from clusters.views import listing
from clusters.views.period_check import at


@require_safe
def index(request, season_pk):
    season = get_object_or_404(seasons.for_deed(request.user), pk=season_pk)
    page = pages.of_season(season, request.user)
    table = page.pop("table")
    return listing.respond(request, "clusters/period_report/season.html", table, f"periods-{season.year}", **page)


@require_safe
def period(request, pk):
    found = get_object_or_404(
        Period.objects.visible_to(request.user).select_related("season__cluster__authority"), pk=pk
    )
    page = pages.of_period(found, request.user)
    table = page.pop("table")
    return listing.respond(request, "clusters/period_report/period.html", table, f"period-{pk}", **page)


@require_safe
def unit(request, pk):
    participant = get_object_or_404(queries.units_for_deed(request.user), pk=pk)
    page = pages.of_unit(participant, request.user)
    table = page.pop("table")
    return listing.respond(request, "clusters/period_report/unit.html", table, f"unit-periods-{pk}", **page)


@require_safe
def show(request, pk):
    report = get_object_or_404(queries.to_read(request.user), pk=pk)
    lines = queries.lines_of(report, promised=False)
    found = findings.of_report(report, lines)
    shown = listing.arranged(request, pages.shown(report, request.user, lines, found))
    if workbook.wanted(request):
        return workbook.respond(shown, f"period-report-{pk}")
    page = {"tables": shown, **pages.of_report(report, request.user, lines, found)}
    page["left"] = kept.start(report, request.user, lines, page["may_edit"])
    return render(request, "clusters/period_report/page.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk, participant_pk):
    report = at(request, pk, participant_pk)
    policy.may_edit_period_report(request.user, report).require()
    lines = queries.lines_of(report)
    form = CellsForm(request.POST or None, lines=lines)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            deeds.enter(report.participant, report.period, form.results(), by=request.user, seen=seen)
        except Stale as stale:
            report = at(request, pk, participant_pk)
            lines = queries.lines_of(report)
            form = sheets.after_a_colleague(form, lines, stale.theirs)
        else:
            messages.success(request, _("Saved."))
            return _onward(request.POST.get("go", ""), pk, participant_pk)
    page = answers.page_of_period(report, request.user, lines, form)
    return render(request, "clusters/period_report/edit.html", page)


@require_POST
def submit(request, pk):
    submission = deeds.submit(_visible(request, pk), by=request.user)
    messages.success(request, _("The report is submitted. This is its receipt."))
    return redirect("period-receipt", submission.pk)


@require_POST
def accept(request, pk):
    deeds.accept(_visible(request, pk), by=request.user)
    messages.success(request, _("The report of the period is accepted."))
    return redirect("period-report", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def return_(request, pk):
    report = _visible(request, pk)
    policy.may_return_period_report(request.user, report).require()
    form = forms.ReturnForm(request.POST or None, initial={"reason": report.return_asked})
    if request.method == "POST" and form.is_valid():
        deeds.return_(report, by=request.user, **form.cleaned_data)
        messages.success(request, _("The report is returned; {unit} was told.").format(unit=report.participant))
        return redirect("period", report.period_id)
    page = {"report": report, "name": queries.name(report), "form": form}
    return render(request, "clusters/period_report/return.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def extend(request, pk, participant_pk):
    report = at(request, pk, participant_pk)
    policy.may_extend_period(request.user, report.participant, report.period).require()
    form = forms.ExtendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            deeds.extend(report.participant, report.period, by=request.user, **form.cleaned_data)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("More time is given; {unit} was told.").format(unit=report.participant))
            return redirect("unit-periods", participant_pk)
    granted = report.participant.period_extensions.filter(period=report.period).order_by("-granted_at", "-pk")
    page = {"report": report, "name": queries.name(report), "form": form, "granted": granted}
    return render(request, "clusters/period_report/extend.html", page)


@require_safe
def receipt(request, pk):
    related = [f"report__{name}" for name in queries.RELATED]
    visible = PeriodSubmission.objects.visible_to(request.user).select_related("submitted_by", *related)
    page = pages.of_receipt(get_object_or_404(visible, pk=pk))
    if workbook.wanted(request):
        return workbook.respond(page["table"], page["submission"].number)
    return render(request, "clusters/period_report/receipt.html", page)


def _onward(go: str, pk, participant_pk):
    """Where the pressed button leads after saving: the check, one criterion's evidence, or the sheet again."""
    if go.isdecimal():
        return redirect("period-evidence-add", pk, participant_pk, go)
    return redirect("period-check" if go == "check" else "period-sheet", pk, participant_pk)


def _visible(request, pk) -> PeriodReport:
    return get_object_or_404(queries.for_page(request.user), pk=pk)
