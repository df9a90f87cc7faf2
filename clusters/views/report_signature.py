"""The report to be printed and signed, the signed paper attached, and the paper read."""

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clusters import canonical
from clusters.errors import Invalid
from clusters.forms import problems
from clusters.forms.report_signature import ReportPaperForm
from clusters.models import Report, ReportSignature
from clusters.policies import report as policy
from clusters.queries import finding as findings
from clusters.queries import report as queries
from clusters.queries import report_signature as signatures
from clusters.services import report_signature as deeds


@require_safe
def paper(request, pk):
    """The report as it stands, with the hash of what is signed and its code in the foot."""
    report = _visible(request, pk)
    lines, sheet = queries.lines_of(report)
    text_hash = signatures.content_hash(report, lines)
    page = {
        "report": report,
        "season": report.participant.season,
        "table": signatures.paper(lines),
        "explained": signatures.explained(findings.of_report(report, lines)),
        "sheet": sheet,
    }
    page |= {"text_hash": text_hash, "code": canonical.code(text_hash)}
    return render(request, "clusters/report_signature/paper.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def attach(request, pk):
    report = _visible(request, pk)
    obstacles = findings.obstacles_of(report)
    policy.may_sign_report(request.user, report, obstacles, on_paper=True).require()
    form = ReportPaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            deeds.attach(report, form.paper(), by=request.user)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("The signed paper is attached. The report can be submitted now."))
            return redirect("report-check", pk)
    page = {"report": report, "named": str(report), "form": form}
    page |= {f"{name}_url": reverse(f"report-{name}", args=[pk]) for name in ("check", "paper")}
    return render(request, "clusters/report_signature/attach.html", page)


@require_safe
def file(request, pk):
    return download(request, ReportSignature, pk)


def download(request, model, pk) -> FileResponse:
    """The paper of a signature: always a download, with the type that was detected when it was stored."""
    visible = model.objects.visible_to(request.user).filter(file__isnull=False).select_related("file")
    stored = get_object_or_404(visible, pk=pk).file
    opened, name = stored.content.open("rb"), stored.original_name
    answer = FileResponse(opened, as_attachment=True, filename=name, content_type=stored.content_type)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _visible(request, pk) -> Report:
    return get_object_or_404(queries.for_page(request.user), pk=pk)
