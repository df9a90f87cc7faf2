"""Addresses of a report's check, workbook and papers."""

from django.urls import path

from clusters.views import report_book, report_check, report_paper, submission

urlpatterns = [
    path("reports/<int:pk>/check/", report_check.show, name="report-check"),
    path("reports/<int:pk>/explain/", report_check.explain, name="report-explain"),
    path("reports/<int:pk>/workbook/", report_book.download, name="report-book"),
    path("reports/<int:pk>/workbook/upload/", report_book.upload, name="report-book-upload"),
    path("reports/<int:pk>/report.docx", report_paper.word, name="report-word"),
    path("submissions/<int:pk>/receipt.pdf", submission.pdf, name="receipt-pdf"),
]
