"""What the pages of a report, of a year or of a period, are told of values that were typed on its sheet and still wait
in a person's browser."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext as _

from clusters.forms import cell as forms
from clusters.models import Figures, User
from clusters.queries.cell import Sheet, address_of, place_of
from clusters.queries.report import ReportLine
from clusters.rulings import Ruling

# Said by the script; {count} and the like are filled in there.
WORDS = {
    "title": gettext_noop("Values on this computer that are not in the report: {count}"),
    "open": gettext_noop("They were typed here and not confirmed. Open the sheet: they are sent by themselves."),
    "shut": gettext_noop("{why} Until then they stay on this computer; once the sheet opens again they are sent."),
    "empty": gettext_noop("empty"),
    "copy": gettext_noop("Copy the text"),
    "copied": gettext_noop("Copied"),
    "discard": gettext_noop("Throw away"),
    "sure": gettext_noop("Throw away “{text}” at {place}? The trail of the report keeps it."),
}


def start(report: Sheet, user: User, lines: Iterable[ReportLine], may_edit: Ruling) -> dict[str, Any] | None:
    """What the script begins with; None for whoever does not work for the unit.

    `written` names by part the sending that what stands came with, so that what arrived is not called missing.
    """
    if report.own_to != user.pk:  # type: ignore[union-attr]  # known of every report that is loaded for a page
        return None
    asked = [line for line in lines if line.is_asked and line.rule]
    return {
        "journal": str(place_of(report)),
        "person": user.pk,
        "address": address_of(report, "cells-set-aside"),
        "rows": [[line.criterion.pk, str(line.criterion), _labels(line)] for line in asked],
        "written": {line.criterion.pk: _sendings(line) for line in asked if line.result},
        "why": may_edit.reason,
        "words": {name: gettext(text) for name, text in WORDS.items()},
    }


def _labels(line: ReportLine) -> dict[str, list[Any]]:
    """By part its label, and the words of the texts that are none themselves: yes for a ticked box."""
    inputs = {one.name: one for one in line.rule.inputs} if line.rule else {}
    found = {name: forms.field_of(inputs, name) for name in inputs}
    labels = {name: [field.label, forms.words_of(field)] for name, field in found.items() if field}
    return {**labels, Figures.NOTE: [_("Note"), {}]}


def _sendings(line: ReportLine) -> dict[str, list[Any]]:
    stamps = line.result.parts.items() if line.result else ()
    return {part: [stamp["key"], stamp["version"]] for part, stamp in stamps if stamp["key"]}
