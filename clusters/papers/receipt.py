"""The receipt as a PDF, made from what was frozen at the sending and from nothing else, in Vietnamese as papers are."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from clusters import writing
from clusters.errors import Conflict
from clusters.models import Submission
from clusters.papers import seal, typesetting
from clusters.queries import receipt as receipts
from clusters.queries import submission as submissions


def pdf(submission: Submission) -> bytes:
    """The same bytes each time. Where a seal is configured it is put on at the end, over those bytes. Raises Conflict
    for content that was tampered with."""
    if not receipts.is_true(submission):
        raise Conflict(
            _("The stored content no longer gives its hash, so no paper is made of it. Tell the administrator.")
        )
    with translation.override("vi"):
        data = data_of(submission.content, submission.content_hash)
    at = dt.datetime.fromisoformat(submission.content["submitted_at"])
    return seal.put_on(typesetting.pdf("receipt.typ", data, at))


def data_of(content: dict[str, Any], digest: str) -> dict[str, Any]:
    """Every word of the paper, in the active language."""
    core, bonus, penalty, total = (
        writing.points(Decimal(content[name])) for name in ("core", "bonus", "penalty", "total")
    )
    said = _("Self-score in total: {total} (content {core} + bonus {bonus} − penalty {penalty})")
    return {
        "lang": "vi",
        "title": _("Receipt of the report").upper(),
        "mark": receipts.marked(content),
        "issuer": content.get("authority", ""),
        "season": content["season"],
        "number_line": f"{_('Receipt number:')} {content['number']}",
        "facts": _facts(content),
        "hash_label": _("Content hash (SHA-256)"),
        "hash": digest,
        "columns": [_("Code"), _("Criterion"), _("Target"), _("Result"), _("Self-score"), _("Evidence")],
        "rows": [_row(line) for line in content["lines"]],
        "total": said.format(total=total, core=core, bonus=bonus, penalty=penalty),
        "statement": _("Printed from the content frozen at the submission; it still gives the hash above."),
        "foot": f"{content['number']} · SHA-256 {digest}",
        **_sections(content),
    }


def _facts(content: dict[str, Any]) -> list[tuple[str, str]]:
    files = sum(len(line["evidence"]) for line in content["lines"])
    return [
        (_("Unit"), content["unit"]),
        (_("Emulation year"), content["season"]),
        (_("Received at"), writing.moment(dt.datetime.fromisoformat(content["submitted_at"]))),
        (_("Time limit"), _("late") if content["is_late"] else _("in time")),
        (_("Files of evidence"), writing.number(files)),
    ]


def _sections(content: dict[str, Any]) -> dict[str, Any]:
    """Explanations and cited files; the paper of what was frozen before them stays byte for byte what it was."""
    if content.get("form", 1) < submissions.FORM:
        return {}
    said = [_("Criterion"), _("Blank or warning"), _("Explanation")]
    cited = [_("Criterion"), _("File"), _("Pages"), pgettext("of evidence", "Remark")]
    found = (
        {"title": _("Explanations"), "columns": said, "rows": receipts.explained(content)},
        {"title": _("Cited evidence"), "columns": cited, "rows": [row[:4] for row in receipts.proofs(content)]},
    )
    return {"sections": [each for each in found if each["rows"]]}


def _row(line: dict[str, Any]) -> dict[str, Any]:
    proofs = len(line["evidence"])
    cells = [line["code"], line["text"], receipts.target_of(line), receipts.result(line)]
    cells += [writing.points(Decimal(line["points"])), writing.number(proofs) if proofs else ""]
    return {"is_group": line["is_group"], "cells": cells}
