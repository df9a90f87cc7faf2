"""The report of a period signed off: on the page, or printed, signed and attached."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clusters import canonical
from clusters.errors import Invalid
from clusters.forms import problems
from clusters.forms.report import SignForm
from clusters.forms.report_signature import ReportPaperForm
from clusters.models import PeriodReport, PeriodSignature
from clusters.policies import period_report as policy
from clusters.queries import period_finding as findings
from clusters.queries import period_page as pages
from clusters.queries import period_report as queries
from clusters.queries import report_signature as signatures
from clusters.services import period_signature as deeds
from clusters.views.report_signature import download


@reauthentication_required(allow_get=True)
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request, pk):
    report = _visible(request, pk)
    if request.method == "POST":
        form = SignForm(request.POST)
        form.full_clean()
        deeds.sign(report, by=request.user, seen=form.cleaned_data.get("seen"))
        messages.success(request, _("The report is signed off. It can be submitted now."))
    return redirect("period-check", report.period_id, report.participant_id)


@require_safe
def paper(request, pk):
    """The report as it stands, with the hash of what is signed and its code in the foot."""
    report = _visible(request, pk)
    lines = queries.lines_of(report)
    text_hash = signatures.content_hash(report, lines)
    page = {"table": signatures.paper(lines), "explained": signatures.explained(findings.of_report(report, lines))}
    page |= {"text_hash": text_hash, "code": canonical.code(text_hash)}
    return render(request, "clusters/period_signature/paper.html", {**pages.common(report, lines), **page})


@require_http_methods(["GET", "HEAD", "POST"])
def attach(request, pk):
    report = _visible(request, pk)
    lines = queries.lines_of(report)
    obstacles = findings.of_report(report, lines).obstacles
    policy.may_sign_period_report(request.user, report, obstacles, on_paper=True).require()
    form = ReportPaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            deeds.attach(report, form.paper(), by=request.user)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("The signed paper is attached. The report can be submitted now."))
            return redirect("period-check", report.period_id, report.participant_id)
    check_url = reverse("period-check", args=[report.period_id, report.participant_id])
    addresses = {"check_url": check_url, "paper_url": reverse("period-report-paper", args=[pk])}
    page = {"report": report, "named": queries.name(report), "form": form, **addresses}
    return render(request, "clusters/period_signature/attach.html", page)


@require_safe
def file(request, pk):
    return download(request, PeriodSignature, pk)


def _visible(request, pk) -> PeriodReport:
    return get_object_or_404(queries.for_page(request.user), pk=pk)
