"""Cells of the results sheet, saved one by one by its script; the answers are data for it."""

from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from clusters.errors import Refusal
from clusters.forms import cell as forms
from clusters.forms import cell_answer as answers
from clusters.models import Report
from clusters.queries import report as reports
from clusters.services import cell as cells


@require_POST
def save(request, pk):
    try:
        report, outcomes = cells.enter(pk, forms.read(request.body), by=request.user)
    except Report.DoesNotExist as missing:
        raise Http404 from missing
    except Refusal as refusal:
        return _refused(refusal)
    return JsonResponse({"version": report.version, "cells": answers.of_all(outcomes)})


@require_POST
def set_aside(request, pk):
    try:
        cells.set_aside(pk, forms.read(request.body), by=request.user)
    except Report.DoesNotExist as missing:
        raise Http404 from missing
    except Refusal as refusal:
        return _refused(refusal)
    return JsonResponse({})


@require_safe
def live(request, pk):
    """What stands in the sheet; only its version as long as that is the one the page knows."""
    report = get_object_or_404(reports.for_page(request.user), pk=pk)
    if request.GET.get("since") == str(report.version):
        return JsonResponse({"version": report.version})
    return JsonResponse(answers.standing(report, *reports.lines_of(report)))


@require_safe
def renewed(request):
    """Reached only by somebody who is signed in: the sheet asks it whose session it is now."""
    return JsonResponse({"person": request.user.pk, "name": str(request.user)})


def _refused(refusal: Refusal) -> JsonResponse:
    """The sentence for the person, with the status that a page would have."""
    return JsonResponse({"reason": str(refusal)}, status=refusal.status)
