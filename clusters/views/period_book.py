"""The workbook of the figures of a period: downloaded, and uploaded with a look at what it would change."""

from django.views.decorators.http import require_http_methods, require_safe

from clusters.policies import period_report as policy
from clusters.services import report_book as deeds
from clusters.views.period_check import at
from clusters.views.report_book import brought, drawn


@require_safe
def download(request, pk, participant_pk):
    return drawn(_editable(request, pk, participant_pk))


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request, pk, participant_pk):
    return brought(request, _editable(request, pk, participant_pk), deeds.take_for_period)


def _editable(request, pk, participant_pk):
    report = at(request, pk, participant_pk)
    policy.may_edit_period_report(request.user, report).require()
    return report
