"""Addresses of a report's check, workbook and papers."""

from django.urls import path

from clusters.views import (
    report_book,
    report_check,
    report_history,
    report_paper,
    report_part,
    report_signature,
    return_reason,
    return_request,
    submission,
)

urlpatterns = [
    path("reports/<int:pk>/check/", report_check.show, name="report-check"),
    path("reports/<int:pk>/explain/", report_check.explain, name="report-explain"),
    path("reports/<int:pk>/history/<int:criterion_pk>/", report_history.show, name="report-history"),
    path("reports/<int:pk>/workbook/", report_book.download, name="report-book"),
    path("reports/<int:pk>/workbook/upload/", report_book.upload, name="report-book-upload"),
    path("reports/<int:pk>/report.docx", report_paper.word, name="report-word"),
    path("submissions/<int:pk>/receipt.pdf", submission.pdf, name="receipt-pdf"),
    path("reports/<int:pk>/paper/", report_signature.paper, name="report-paper"),
    path("reports/<int:pk>/attach/", report_signature.attach, name="report-attach"),
    path("report-signatures/<int:pk>/file/", report_signature.file, name="report-signature-file"),
    path("reports/<int:pk>/return/", return_reason.return_, name="report-return"),
    path("reports/<int:pk>/ask-back/", return_request.of_year, name="report-ask-back"),
    path("reports/<int:pk>/answers/", return_reason.answer, name="report-answer"),
    path("reports/<int:pk>/changes/", return_reason.changes_, name="report-changes"),
    path("reports/<int:pk>/parts/", report_part.index, name="report-parts"),
    path("report-parts/<int:pk>/", report_part.change, name="report-part"),
    path("report-parts/<int:pk>/withdraw/", report_part.withdraw, name="report-part-withdraw"),
]
