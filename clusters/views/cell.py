"""Cells of the results sheet, saved one by one by its script; the answers are data for it."""

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from clusters.errors import Refusal
from clusters.forms import cell as forms
from clusters.forms import cell_answer as answers
from clusters.queries import report as reports
from clusters.queries import sheet as sheets
from clusters.services import report_cell as cells


@require_POST
def save(request, pk):
    def deed(changes):
        return answered(*cells.enter(pk, changes, by=request.user))

    return done(request, deed)


@require_POST
def set_aside(request, pk):
    def deed(changes):
        cells.set_aside(pk, changes, by=request.user)
        return {}

    return done(request, deed)


@require_safe
def live(request, pk):
    """What stands in the sheet; only its version as long as that is the one the page knows."""

    def asked(_changes):
        report = reports.to_fill_in(request.user, pk)
        if request.GET.get("since") == str(report.version):
            return {"version": report.version}
        return answers.standing(report, sheets.read(report))

    return done(request, asked)


@require_safe
def renewed(request):
    """Reached only by somebody who is signed in: the sheet asks it whose session it is now."""
    return JsonResponse({"person": request.user.pk, "name": str(request.user)})


def done(request, deed) -> JsonResponse:
    """The answer of a deed on the changes that were sent; a refusal is its sentence, with the status of a page."""
    try:
        return JsonResponse(deed(forms.read(request.body)))
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
    except Refusal as refusal:
        return JsonResponse({"reason": str(refusal)}, status=refusal.status)


def answered(report, outcomes) -> dict:
    """What became of each change, and the version of the sheet."""
    return {"version": report.version, "cells": answers.of_all(outcomes)}
