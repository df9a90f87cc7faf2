"""Pages of the validation rules of a scoring table."""

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clusters.errors import Invalid, Stale
from clusters.exports import workbook
from clusters.forms import problems
from clusters.forms import validation_rule as forms
from clusters.policies import scoring_table as policy
from clusters.queries import scoring as scores
from clusters.queries import scoring_table as tables
from clusters.queries import validation_draft as drafts
from clusters.queries import validation_grid as grids
from clusters.queries import validation_rule as queries
from clusters.services import validation_rule as deeds
from clusters.validating.rows import RULES
from clusters.views import draft_writing


@require_safe
def index(request, pk):
    version = get_object_or_404(tables.for_page(request.user), pk=pk)
    may = policy.may_change_table(request.user, version)
    table = queries.table(version, bool(may))
    if workbook.wanted(request):
        return workbook.respond(table, f"validation-{pk}")
    page = {"version": version, "table": table, "may": may, "compared": queries.method_in_words(version)}
    return render(request, "clusters/validation_rule/list.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request, pk):
    version = draft_writing.draft_of(request, pk)
    form = forms.RuleForm(request.POST or None, initial={"seen": queries.fingerprint(version)})
    return _kept(request, version, form)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, pk, code):
    version = draft_writing.draft_of(request, pk)
    rule = next((each for each in queries.of_version(version).rules if each.code == code), None)
    if rule is None:
        raise Http404
    start = {**forms.initial_of(rule), "seen": queries.fingerprint(version)}
    return _kept(request, version, forms.RuleForm(request.POST or None, initial=start), code)


@require_POST
def drop(request, pk, code):
    version = draft_writing.draft_of(request, pk)
    deeds.drop(version, code, by=request.user)
    messages.success(request, _("The rule is taken away."))
    return redirect("validation-rules", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request, pk):
    page = draft_writing.Page(
        template="clusters/validation_rule/write.html",
        heading=_("Validation rules"),
        form=forms.RulesForm,
        initial=drafts.initial,
        write=deeds.write_rules,
        written=_("The validation rules are saved."),
        shown=_shown,
    )
    return draft_writing.respond(request, pk, page)


@require_POST
def check(request, pk):
    """Problems of the text as it stands; with `rows`, the text cell by cell. Nothing is stored."""
    form = forms.RulesForm(request.POST)
    answer = grids.answer(form.preview(draft_writing.draft_of(request, pk)))
    if "rows" in request.POST:
        answer["rows"] = grids.cells_of(form.texts()[RULES])
    return JsonResponse(answer)


@require_POST
def cell(request, pk):
    """What stands beside the grid: what the column is for, and which figures a rule can name."""
    version = draft_writing.draft_of(request, pk)
    label, hint = grids.hint_of(request.POST.get("column", ""))
    figures = queries.figures_table(scores.table_of(version)[1])
    page = {"label": label, "hint": hint, "figures": figures}
    return JsonResponse({"html": render_to_string("clusters/validation_rule/_cell.html", page), "settings": None})


def _shown(version, form: forms.RulesForm) -> dict:
    preview = form.preview(version)
    return {"preview": preview, "grid": grids.page(form.texts()[RULES]), "manual": preview.figures}


@require_http_methods(["GET", "HEAD", "POST"])
def outliers(request, pk):
    version = draft_writing.draft_of(request, pk)
    start = forms.initial_method(queries.of_version(version).outliers)
    form = forms.OutlierForm(request.POST or None, initial={**start, "seen": queries.fingerprint(version)})
    if request.method == "POST" and form.is_valid():
        form = _done(form, lambda: deeds.compare(version, form.method(), by=request.user, seen=_seen(form)))
        if form is None:
            messages.success(request, _("It is saved how figures are compared with the years before."))
            return redirect("validation-rules", pk)
    return render(request, "clusters/validation_rule/outliers.html", {"version": version, "form": form})


def _kept(request, version, form, code=""):
    """The form of a rule, saved where it can be."""
    if request.method == "POST" and form.is_valid():
        form = _done(form, lambda: deeds.keep(version, form.rule(code), by=request.user, seen=_seen(form)))
        if form is None:
            messages.success(request, _("The rule is saved."))
            return redirect("validation-rules", version.pk)
    figures = queries.figures_table(scores.table_of(version)[1])
    page = {"version": version, "form": form, "code": code, "figures": figures}
    return render(request, "clusters/validation_rule/edit.html", page)


def _done(form, deed):
    """None once it is done; else the form with what has to be mended."""
    try:
        deed()
    except Invalid as invalid:
        problems.show(form, invalid)
    except Stale as stale:
        return form.after(stale)
    else:
        return None
    return form


def _seen(form) -> str:
    return form.cleaned_data["seen"]
