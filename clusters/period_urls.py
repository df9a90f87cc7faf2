"""Addresses of the periods of a year and of their reports."""

from django.urls import path

from clusters.views import (
    derivation,
    extension,
    period,
    period_book,
    period_cell,
    period_check,
    period_report,
    period_signature,
    report_history,
    return_request,
)

urlpatterns = [
    path("seasons/<int:season_pk>/periods/", period.index, name="season-periods"),
    path("seasons/<int:season_pk>/periods/change/", period.change, name="season-periods-change"),
    path("seasons/<int:season_pk>/period-reports/", period_report.index, name="season-period-reports"),
    path("periods/<int:pk>/", period_report.period, name="period"),
    path("periods/<int:pk>/units/<int:participant_pk>/", period_report.edit, name="period-sheet"),
    path("periods/<int:pk>/units/<int:participant_pk>/cells/", period_cell.save, name="period-cells"),
    path(
        "periods/<int:pk>/units/<int:participant_pk>/cells/set-aside/",
        period_cell.set_aside,
        name="period-cells-set-aside",
    ),
    path("periods/<int:pk>/units/<int:participant_pk>/live/", period_cell.live, name="period-live"),
    path(
        "periods/<int:pk>/units/<int:participant_pk>/history/<int:criterion_pk>/",
        report_history.of_period,
        name="period-history",
    ),
    path("periods/<int:pk>/units/<int:participant_pk>/check/", period_check.check, name="period-check"),
    path("periods/<int:pk>/units/<int:participant_pk>/workbook/", period_book.download, name="period-book"),
    path("periods/<int:pk>/units/<int:participant_pk>/workbook/upload/", period_book.upload, name="period-book-upload"),
    path("periods/<int:pk>/units/<int:participant_pk>/extend/", period_report.extend, name="period-extend"),
    path("extensions/<int:pk>/", extension.of_year, name="extension"),
    path("period-extensions/<int:pk>/", extension.of_period, name="period-extension"),
    path("participants/<int:pk>/periods/", period_report.unit, name="unit-periods"),
    path("period-reports/<int:pk>/", period_report.show, name="period-report"),
    path("period-reports/<int:pk>/sign/", period_signature.sign, name="period-report-sign"),
    path("period-reports/<int:pk>/paper/", period_signature.paper, name="period-report-paper"),
    path("period-reports/<int:pk>/paper/attach/", period_signature.attach, name="period-report-attach"),
    path("period-signatures/<int:pk>/file/", period_signature.file, name="period-signature-file"),
    path("period-reports/<int:pk>/submit/", period_report.submit, name="period-report-submit"),
    path("period-reports/<int:pk>/accept/", period_report.accept, name="period-report-accept"),
    path("period-reports/<int:pk>/return/", period_report.return_, name="period-report-return"),
    path("period-reports/<int:pk>/ask-back/", return_request.of_period, name="period-report-ask-back"),
    path("reports/<int:pk>/periods/", derivation.take_over, name="report-derive"),
    path("period-submissions/<int:pk>/", period_report.receipt, name="period-receipt"),
]
