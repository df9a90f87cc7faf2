"""Pages of the validation rules of a scoring table."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clusters.errors import Invalid, Stale
from clusters.exports import workbook
from clusters.forms import problems
from clusters.forms import validation_rule as forms
from clusters.policies import scoring_table as policy
from clusters.queries import scoring as scores
from clusters.queries import scoring_table as tables
from clusters.queries import validation_rule as queries
from clusters.services import validation_rule as deeds
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
