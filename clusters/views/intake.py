"""Units and posts from a workbook: uploaded, looked at, carried out or discarded."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clusters.errors import Invalid
from clusters.exports import intake as exports
from clusters.exports import workbook as workbooks
from clusters.forms import problems
from clusters.forms.intake import IntakeFilter, IntakeForm, RowFilter
from clusters.imports import spreadsheet
from clusters.policies import intake as policy
from clusters.queries import intake as intakes
from clusters.queries import organisation as organisations
from clusters.queries.trail import trail
from clusters.services import intake as deeds
from clusters.views import listing


@require_safe
def index(request):
    form = IntakeFilter(request.GET, authorities=intakes.authorities(request.user))
    found = intakes.register(intakes.listed(request.user, **form.criteria()))
    may = policy.may_take_in_any(request.user)
    return listing.respond(request, "clusters/intake/list.html", found, "intakes", form=form, may_take_in=may)


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request):
    policy.may_take_in_any(request.user).require()
    kept = organisations.kept(request.user)
    form = IntakeForm(request.POST or None, request.FILES or None, authorities=kept)
    if request.method == "POST" and form.is_valid():
        try:
            made = deeds.check(form.cleaned_data["authority"], form.cleaned_data["file"], by=request.user)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            return _checked(request, made, form.examples)
    return render(request, "clusters/intake/upload.html", {"form": form})


@require_safe
def template(request):
    policy.may_take_in_any(request.user).require()
    first = organisations.kept(request.user).first()
    return _attached(exports.template(first.name if first else ""), _("units-and-posts.xlsx"))


@require_safe
def show(request, pk):
    intake = get_object_or_404(intakes.for_page(request.user), pk=pk)
    form = RowFilter(request.GET)
    page = {
        "intake": intake,
        "form": form,
        "counts": intakes.tiles(intake),
        "may_carry_out": policy.may_carry_out(request.user, intake),
        "may_settle": policy.may_settle(request.user, intake),
        "entries": trail(intake, request.user),
    }
    rows = intakes.rows_of(intake, **form.criteria())
    return listing.respond(request, "clusters/intake/page.html", rows, f"intake-{pk}", **page)


@require_safe
def workbook(request, pk):
    intake = get_object_or_404(intakes.for_page(request.user), pk=pk)
    sheets = spreadsheet.read(intake.file.original_name, intakes.content_of(intake.file))
    return _attached(exports.marked(sheets, intake.rows), intake.file.original_name)


@require_POST
def check_again(request, pk):
    deeds.check_again(get_object_or_404(intakes.for_page(request.user), pk=pk), by=request.user)
    messages.success(request, _("The workbook was checked again by what stands now."))
    return redirect("intake", pk)


@require_POST
def carry_out(request, pk):
    deeds.carry_out(get_object_or_404(intakes.for_page(request.user), pk=pk), by=request.user)
    messages.success(request, _("The workbook is carried out. Newcomers get a letter with the way in."))
    return redirect("intake", pk)


@require_POST
def discard(request, pk):
    deeds.discard(get_object_or_404(intakes.for_page(request.user), pk=pk), by=request.user)
    messages.success(request, _("The workbook is discarded; nothing of it was written."))
    return redirect("intake", pk)


def _checked(request, intake, examples: int):
    if examples:
        told = _("{count} rows are marked as examples and were left out.")
        messages.info(request, told.format(count=examples))
    return redirect("intake", intake.pk)


def _attached(content: bytes, filename: str) -> HttpResponse:
    response = HttpResponse(content, content_type=workbooks.TYPE)
    response["Content-Disposition"] = content_disposition_header(True, filename)
    response["X-Content-Type-Options"] = "nosniff"
    return response
