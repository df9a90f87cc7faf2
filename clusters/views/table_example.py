"""Pages of a scoring table's worked examples."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clusters.errors import Invalid, Stale
from clusters.exports import workbook
from clusters.forms import problems
from clusters.forms.table_example import ExampleForm
from clusters.policies import scoring_table as policy
from clusters.queries import grading as gradings
from clusters.queries import scoring as cores
from clusters.queries import scoring_table as tables
from clusters.queries import table_example as queries
from clusters.queries import table_example_page as pages
from clusters.services import table_example as deeds


@require_safe
def index(request, pk):
    version = get_object_or_404(tables.for_page(request.user), pk=pk)
    table = pages.listed(queries.checked(version, cores.table_of(version)[0]))
    if workbook.wanted(request):
        return workbook.respond(table, f"examples-{pk}")
    page = {"version": version, "table": table, "may": policy.may_change_table(request.user, version)}
    return render(request, "clusters/table_example/list.html", page)


@require_safe
def show(request, pk):
    row = get_object_or_404(queries.visible(request.user), pk=pk)
    core, criteria = cores.table_of(row.version)
    grading = gradings.of_version(row.version)
    checked = queries.check(row, core, grading)
    table = pages.of(checked, criteria)
    if workbook.wanted(request):
        return workbook.respond(table, f"example-{pk}")
    page = {"version": row.version, "checked": checked, "table": table, "state": pages.state_cell(checked.holds)}
    page |= {"may": policy.may_change_table(request.user, row.version), "beyond": pages.beyond_points(checked, grading)}
    return render(request, "clusters/table_example/page.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request, pk):
    version = get_object_or_404(tables.for_page(request.user), pk=pk)
    policy.may_change_table(request.user, version).require()
    lines = queries.lines_of(cores.table_of(version)[1])
    form = ExampleForm(request.POST or None, lines=lines, grading=gradings.of_version(version))
    return _kept(request, version, form) or render(request, "clusters/table_example/edit.html", _desk(version, form))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, pk):
    row = get_object_or_404(queries.visible(request.user), pk=pk)
    policy.may_change_table(request.user, row.version).require()
    form, versions = _form_of(request, row), []
    try:
        answer = _kept(request, row.version, form, row)
    except Stale as stale:
        answer, form, versions = None, form.after(stale), form.versions(stale)
    return answer or render(request, "clusters/table_example/edit.html", _desk(row.version, form, row, versions))


@require_POST
def drop(request, pk):
    row = get_object_or_404(queries.visible(request.user), pk=pk)
    deeds.drop(row, by=request.user)
    messages.success(request, _("The example is taken away."))
    return redirect("table-examples", row.version_id)


def _kept(request, version, form: ExampleForm, row=None):
    """The answer once the example is kept; nothing while there is something to mend."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        kept = deeds.keep(version, by=request.user, example=row, **form.deed())
    except Invalid as invalid:
        problems.show(form, invalid)
        return None
    messages.success(request, _("The example is kept."))
    return redirect("example", kept.pk)


def _form_of(request, row) -> ExampleForm:
    """The example as it stands, or as it was typed over it."""
    core, criteria = cores.table_of(row.version)
    grading = gradings.of_version(row.version)
    start = {"name": row.name, "seen": queries.fingerprint(row)}
    said = {"lines": queries.lines_of(criteria), "example": queries.check(row, core, grading).example}
    return ExampleForm(request.POST or None, initial=start, grading=grading, **said)


def _desk(version, form: ExampleForm, row=None, versions=()) -> dict:
    return {"version": version, "form": form, "row": row, "versions": list(versions)}
