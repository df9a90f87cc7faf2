"""What the editor of a scoring table asks while somebody writes. Nothing is stored."""

from django.http import JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from clusters.forms.rule_panel import RulePanel
from clusters.forms.scoring_table import WriteForm
from clusters.queries import scoring_grid as grids
from clusters.views import draft_writing


@require_POST
def check(request, pk):
    """Problems, sums and rules in words of the text as it stands; with `rows`, the text cell by cell."""
    version = draft_writing.draft_of(request, pk)
    form = WriteForm(request.POST)
    answer = grids.answer(form.preview(version))
    if "rows" in request.POST:
        answer["rows"] = {"criteria": grids.rows(form["criteria"].value() or "")}
    return JsonResponse(answer)


@require_POST
def settings(request, pk):
    """The panel of one line, and its settings and options as text where the fields of the panel were sent."""
    version = draft_writing.draft_of(request, pk)
    panel = RulePanel(request.POST, version)
    html = render_to_string("clusters/scoring_table/_settings.html", {"panel": panel})
    return JsonResponse({"html": html, **panel.cells})
