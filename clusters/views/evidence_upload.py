"""Uploads of evidence part by part, for the script that shows their progress. Refusals are JSON with their sentence."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from clusters.errors import Refusal
from clusters.forms.evidence_upload import FinishForm, StartForm
from clusters.models import EvidenceUpload
from clusters.policies import period_report as policy
from clusters.queries import report as queries
from clusters.queries.cell import Sheet
from clusters.services import evidence_upload as deeds
from clusters.views.period_check import at


def _told(view: Callable) -> Callable:
    """Says a refusal to the script as other answers."""

    @wraps(view)
    def answered(request: HttpRequest, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Refusal as refused:
            return JsonResponse({"problem": str(refused)}, status=refused.status)

    return answered


@require_POST
@_told
def start(request, pk):
    return _started(request, get_object_or_404(queries.for_page(request.user), pk=pk))


@require_POST
@_told
def start_for_period(request, pk, participant_pk):
    report = at(request, pk, participant_pk)
    policy.may_edit_period_report(request.user, report).require()
    return _started(request, report)


def _started(request, report: Sheet):
    form = StartForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"problem": _("Choose a file.")}, status=400)
    upload = deeds.start(report, by=request.user, **form.cleaned_data)
    addresses = {name: reverse(f"evidence-{name}", args=[upload.key]) for name in ("upload", "upload-finish")}
    return JsonResponse({**addresses, "received": upload.received, "part": deeds.PART})


@require_http_methods(["GET", "HEAD", "POST"])
@_told
def part(request, key):
    upload = _own(request, key)
    if request.method == "POST":
        offset = request.GET.get("offset", "")
        upload = deeds.receive(upload, int(offset) if offset.isdecimal() else -1, request.body, by=request.user)
    return JsonResponse({"received": upload.received, "size": upload.size})


@require_POST
@_told
def finish(request, key):
    upload = _own(request, key)
    form = FinishForm(request.POST, table=upload.participant.season.table_id)
    if not form.is_valid():
        return JsonResponse({"problem": " ".join(text for each in form.errors.values() for text in each)}, status=400)
    kept = deeds.finish(upload, by=request.user, **form.cleaned_data)
    if kept is None:
        problem = _("“{file}” did not arrive as it was sent; it is sent again.").format(file=upload.name)
        return JsonResponse({"problem": problem, "received": 0}, status=422)
    return JsonResponse({"file": kept.name})


def _own(request, key: str) -> EvidenceUpload:
    own = EvidenceUpload.objects.visible_to(request.user).select_related("participant__season")
    return get_object_or_404(own, key=key)
