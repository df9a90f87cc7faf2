"""The workbook of a unit's own results: downloaded, and uploaded with a look at what it would change."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from clusters.errors import Invalid, Stale
from clusters.exports import report_book as exports
from clusters.exports import workbook
from clusters.forms import problems
from clusters.forms.report_book import ReportBookForm
from clusters.imports.spreadsheet import Refused
from clusters.policies import report as policy
from clusters.queries import report as reports
from clusters.queries import report_book as queries
from clusters.queries import report_book_change as changes
from clusters.queries.cell import place_of
from clusters.services import file as files
from clusters.services import report_book as deeds


@require_safe
def download(request, pk):
    return drawn(_editable(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request, pk):
    return brought(request, _editable(request, pk), deeds.take)


def drawn(report) -> HttpResponse:
    """The workbook as the report stands."""
    return _attached(exports.content(queries.filling_of(report, *queries.read(report))), report)


def brought(request, report, take) -> HttpResponse:
    """The upload of a workbook, and the look at what it would change; `take` is the deed that carries it out."""
    stored = queries.uploaded(request.GET.get("file", ""), request.user, report)
    if stored is not None:
        return _look(request, report, stored, take)
    form = ReportBookForm(request.POST or None, request.FILES or None, report=report)
    if request.method == "POST" and form.is_valid():
        try:
            stored = files.store(form.cleaned_data["file"], by=request.user)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            return redirect(f"{request.path}?{urlencode({'file': queries.ticket(stored, request.user, report)})}")
    return render(request, "clusters/report_book/upload.html", {**_named(report), "form": form})


def _named(report) -> dict:
    return {"report": report, "name": queries.name_of(report), "ways": queries.ways(report)}


def _look(request, report, stored, take):
    """The dry run of an uploaded file; carrying it out reads the same file again."""
    if request.method == "POST":
        return _taken(request, report, stored, take)
    try:
        run = changes.of_file(report, stored)
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect(request.path)
    if workbook.wanted(request):
        return _attached(exports.content(run.marked), report)
    query = urlencode({**request.GET.dict(), "export": "xlsx"})
    page = {**_named(report), "run": run, "stored": stored, "marked_url": f"{request.path}?{query}"}
    return render(request, "clusters/report_book/look.html", page)


def _taken(request, report, stored, take):
    try:
        count = take(report, stored, by=request.user)
    except (Stale, Invalid) as refused:
        messages.warning(request, _("{why} Below is what the workbook would change now.").format(why=_why(refused)))
        return redirect(request.get_full_path())
    told = ngettext(
        "{count} criterion is what the workbook says.", "{count} criteria are what the workbook says.", count
    )
    messages.success(request, told.format(count=count))
    return redirect(queries.ways(report).sheet)


def _why(refused: Stale | Invalid) -> str:
    return " ".join(refused.problems.values()) if isinstance(refused, Invalid) else str(refused)


def _editable(request, pk):
    report = get_object_or_404(reports.for_page(request.user), pk=pk)
    policy.may_edit_report(request.user, report).require()
    return report


def _attached(content: bytes, report) -> HttpResponse:
    season = report.participant.season
    response = HttpResponse(content, content_type=workbook.TYPE)
    response["Content-Disposition"] = content_disposition_header(True, f"results-{season.year}-{place_of(report)}.xlsx")
    response["X-Content-Type-Options"] = "nosniff"
    return response
