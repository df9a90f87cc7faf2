"""Workbooks of scoring tables: downloaded, and uploaded with a look at what they would change."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clusters.errors import Stale
from clusters.exports import table_book as exports
from clusters.exports import workbook
from clusters.forms.table_book import NewUploadForm, UploadForm
from clusters.imports import table_book as imports
from clusters.policies import scoring_table as policy
from clusters.queries import organisation as organisations
from clusters.queries import scoring_table as tables
from clusters.queries import table_book as queries
from clusters.queries.table_change import DryRun
from clusters.services import file as files
from clusters.services import table_book as deeds


@require_safe
def download(request, pk):
    version = get_object_or_404(tables.for_page(request.user), pk=pk)
    return _attached(exports.content(queries.filling_of(version)), f"scoring-table-{pk}.xlsx")


@require_safe
def template(request):
    policy.may_draft_any(request.user).require()
    return _attached(exports.content(exports.EMPTY), "scoring-table.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request, pk):
    version = get_object_or_404(tables.for_page(request.user), pk=pk)
    policy.may_change_table(request.user, version).require()
    stored = queries.uploaded(_ticket(request), request.user, pk)
    if stored is not None:
        return _look(request, version, stored)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _kept(request, form, pk)
    return render(request, "clusters/table_book/upload.html", {"version": version, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request):
    """The same for a table that is not there yet; the authority stands in the address."""
    policy.may_draft_any(request.user).require()
    authorities = organisations.acted_for(request.user)
    chosen = authorities.filter(pk=_number(request.GET.get("authority"))).first() if _ticket(request) else None
    stored = queries.uploaded(_ticket(request), request.user, -chosen.pk) if chosen else None
    if chosen and stored is not None:
        return _look(request, queries.unsaved(chosen), stored)
    form = NewUploadForm(request.POST or None, request.FILES or None, authorities=authorities)
    if request.method == "POST" and form.is_valid():
        return _kept(request, form, -form.cleaned_data["authority"].pk)
    return render(request, "clusters/table_book/upload.html", {"version": None, "form": form})


def _kept(request, form, target: int):
    """To the dry run, whose address holds the ticket: it can be loaded again, by any worker."""
    stored = files.store(form.cleaned_data["file"], by=request.user)
    query = {"file": queries.ticket(stored, request.user, target)}
    if target < 0:
        return redirect(f"{reverse('table-begin')}?{urlencode({'authority': -target, **query})}")
    return redirect(f"{reverse('table-import', args=[target])}?{urlencode(query)}")


def _look(request, version, stored):
    """The dry run of an uploaded file; its confirmation reads the same file again."""
    sheets = queries.sheets_of(stored)
    run = DryRun(version, imports.read(sheets, queries.standing(version)))
    if workbook.wanted(request):
        return _attached(exports.marked(sheets, run.problems), stored.original_name)
    if request.method == "POST" and run.may_apply:
        try:
            taken = _take(version, run.book, request)
        except Stale as stale:
            messages.warning(request, _("{why} Below is what the workbook would change now.").format(why=stale))
            return redirect(request.get_full_path())
        messages.success(request, _("The draft is what the workbook says."))
        return redirect("table", taken.pk)
    return render(request, "clusters/table_book/look.html", _page(request, run, stored))


def _page(request, run: DryRun, stored) -> dict:
    query = {**request.GET.dict(), "export": "xlsx"}
    return {"run": run, "version": run.version, "stored": stored, "marked_url": f"{request.path}?{urlencode(query)}"}


def _take(version, book, request):
    if version.pk:
        return deeds.take(version, book, by=request.user, seen=request.POST.get("seen", ""))
    return deeds.found(version.table.authority, book, by=request.user)


def _ticket(request) -> str:
    return request.GET.get("file", "")


def _number(text) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0


def _attached(content: bytes, filename: str) -> HttpResponse:
    response = HttpResponse(content, content_type=workbook.TYPE)
    response["Content-Disposition"] = content_disposition_header(True, filename)
    response["X-Content-Type-Options"] = "nosniff"
    return response
