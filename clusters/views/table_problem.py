"""What contradicts itself in a scoring table: explaining why the regulation says so."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from clusters.forms.table_problem import WaiveForm
from clusters.policies import scoring_table as policy
from clusters.queries import scoring_table as tables
from clusters.queries import table_problem as queries
from clusters.services import table_problem as deeds


@require_http_methods(["GET", "HEAD", "POST"])
def waive(request, pk, key):
    version = get_object_or_404(tables.for_page(request.user), pk=pk)
    finding = queries.findings(version).of(key)
    policy.may_waive_problem(request.user, version, finding).require()
    start = {"reason": finding.waiver.reason if finding.waiver else ""}
    form = WaiveForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        deeds.waive(version, key, by=request.user, **form.cleaned_data)
        messages.success(request, _("The explanation is kept beside the table."))
        return redirect("table", pk)
    page = {"version": version, "finding": finding, "form": form}
    return render(request, "clusters/table_problem/waive.html", page)


@require_POST
def unwaive(request, pk):
    waiver = get_object_or_404(queries.visible_waivers(request.user), pk=pk)
    deeds.unwaive(waiver, by=request.user)
    messages.success(request, _("The explanation is taken back."))
    return redirect("table", waiver.version_id)
