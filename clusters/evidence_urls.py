"""The addresses of evidence: a chapter of `clusters.urls`."""

from django.urls import path

from clusters.views import evidence, evidence_file, evidence_upload, period_evidence

urlpatterns = [
    path("reports/<int:pk>/evidence/", evidence_file.show, name="report-evidence"),
    path("reports/<int:pk>/evidence/<int:criterion_pk>/", evidence.add, name="report-evidence-add"),
    path("reports/<int:pk>/evidence/<int:criterion_pk>/cite/", evidence.cite, name="report-evidence-cite"),
    path(
        "reports/<int:pk>/evidence/<int:criterion_pk>/from-periods/",
        evidence.take_over,
        name="report-evidence-take-over",
    ),
    path("evidence/<int:pk>/edit/", evidence.amend, name="evidence-amend"),
    path("evidence/<int:pk>/remove/", evidence.remove, name="report-evidence-remove"),
    path("evidence/<int:pk>/file/", evidence.file, name="evidence-file"),
    path("reports/<int:pk>/evidence/uploads/", evidence_upload.start, name="evidence-upload-start"),
    path(
        "periods/<int:pk>/units/<int:participant_pk>/evidence/<int:criterion_pk>/",
        period_evidence.add,
        name="period-evidence-add",
    ),
    path(
        "periods/<int:pk>/units/<int:participant_pk>/evidence/<int:criterion_pk>/cite/",
        period_evidence.cite,
        name="period-evidence-cite",
    ),
    path("period-evidence/<int:pk>/edit/", period_evidence.amend, name="period-evidence-amend"),
    path("period-evidence/<int:pk>/remove/", period_evidence.remove, name="period-evidence-remove"),
    path(
        "periods/<int:pk>/units/<int:participant_pk>/evidence/uploads/",
        evidence_upload.start_for_period,
        name="period-evidence-upload-start",
    ),
    path("evidence-uploads/<slug:key>/", evidence_upload.part, name="evidence-upload"),
    path("evidence-uploads/<slug:key>/finish/", evidence_upload.finish, name="evidence-upload-finish"),
    path("evidence-files/<int:pk>/", evidence_file.file, name="library-file"),
    path("evidence-files/<int:pk>/take-down/", evidence_file.take_down, name="library-file-down"),
]
