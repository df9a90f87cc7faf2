"""The page on which grades, sanctions and tie-breakers of a draft are written, and what its grids ask meanwhile."""

from django.http import JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from clusters.forms.clause_panel import ClausePanel
from clusters.forms.grading import GradingForm
from clusters.queries import grading as gradings
from clusters.queries import grading_draft as drafts
from clusters.queries import grading_grid as grids
from clusters.services import grading as deeds
from clusters.views import draft_writing


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    page = draft_writing.Page(
        template="clusters/grading/edit.html",
        heading=_("Grades, sanctions and tie-breakers"),
        form=GradingForm,
        initial=drafts.initial,
        write=deeds.write,
        written=_("Grades, sanctions and tie-breakers are saved."),
        shown=_shown,
    )
    return draft_writing.respond(request, pk, page)


@require_POST
def check(request, pk):
    """Problems of the texts as they stand; with `rows`, the texts cell by cell. Nothing is stored."""
    version = draft_writing.draft_of(request, pk)
    form = GradingForm(request.POST)
    answer = grids.answer(form.preview(version))
    if "rows" in request.POST:
        answer["rows"] = grids.cells_of(form.texts())
    return JsonResponse(answer)


@require_POST
def clause(request, pk):
    """The panel of one cell, and its text where the fields of the panel were sent. Nothing is stored."""
    panel = ClausePanel(request.POST, draft_writing.draft_of(request, pk))
    html = render_to_string("clusters/grading/_clauses.html", {"panel": panel})
    return JsonResponse({"html": html, "settings": panel.text})


def _shown(version, form: GradingForm) -> dict:
    return {"preview": form.preview(version), "grid": grids.page(form.texts()), "manual": gradings.manual()}
