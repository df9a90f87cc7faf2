"""The yearly sheet as Django pages are usually built: the same data, fields of a form, nested templates."""

from django.shortcuts import render
from django.urls import include, path

from clusters.forms import cell_answer as answers
from clusters.forms import sheet_html as rows
from clusters.forms.report import SheetForm
from clusters.queries import report as reports
from clusters.queries import report_page as pages
from clusters.queries import sheet as sheets


def sheet(request, pk):
    report = reports.for_page(request.user).get(pk=pk)
    opened = sheets.read(report)
    desk, form = sheets.of_report(report, opened.lines), SheetForm(lines=opened.lines)
    shown = {
        **pages.of_sheet(report, opened, desk),
        "form": form,
        "caption": rows.of_year(report).caption,
        "heads": rows.heads(rows.of_year(report)),
        "rows": [(row, desk.of(row.line)) for row in form.rows()],
        "before": desk.before,
        "live": answers.start(report, request.user, opened.lines),
    }
    return render(request, "usual/sheet.html", shown)


urlpatterns = [path("usual/<int:pk>/", sheet, name="usual"), path("", include("emulation.urls"))]
