"""Official papers with number and day."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from clusters import audit, clock, writing
from clusters.enums import Event, Provenance
from clusters.errors import Invalid
from clusters.models import Decision, Organisation, StoredFile, User
from clusters.policies import decision as policy
from clusters.services import file as files


@transaction.atomic
def record(
    *,
    issuer: Organisation,
    number: str,
    on: dt.date | None,
    abstract: str,
    by: User,
    file: StoredFile | None = None,
    **fields,
) -> Decision:
    """Enter a decision of the issuer; `fields` are signatory, replaces, unknown_reason, mark, source.

    The same number and day is taken once; a day in the future is refused, and so is a paper without number or day
    that does not say why.
    """
    policy.may_record_decision(by, issuer).require()
    decision = Decision(issuer=issuer, number=number, on=on, abstract=abstract, file=file, **fields)
    _refuse(decision)
    decision.save()
    audit.record(Event.DECISION_RECORDED, decision, by=by, after=_said(decision))
    return decision


@transaction.atomic
def record_paper(issuer: Organisation, paper: Mapping[str, Any], *, by: User) -> Decision:
    """`record` with the file as it was uploaded; `paper` holds the fields of a Decision and `file`, or None there."""
    upload = paper.get("file")
    stored = files.store(upload, by=by) if upload else None
    return record(issuer=issuer, by=by, **{**paper, "file": stored})


@transaction.atomic
def complete(
    decision: Decision,
    *,
    by: User,
    number: str = "",
    on: dt.date | None = None,
    file: File | None = None,
    unknown_reason: str = "",
) -> Decision:
    """Add what was not known when it was recorded: number, day, file. What is recorded already is never replaced."""
    decision = Decision.objects.select_for_update(of=("self",)).select_related("issuer", "file").get(pk=decision.pk)
    policy.may_complete_decision(by, decision).require()
    before, was_identified = _said(decision), decision.is_identified
    _refuse_second_value(decision, {"number": number, "on": on, "file": file})
    decision.number, decision.on = decision.number or number, decision.on or on
    decision.file = decision.file or (files.store(file, by=by) if file else None)
    _explain(decision, unknown_reason, was_identified)
    _refuse(decision)
    if _said(decision) == before:
        raise Invalid({"__all__": _("Enter at least one thing that has become known.")})
    decision.save(update_fields=["number", "on", "file", "unknown_reason", "mark", "source"])
    audit.record(Event.DECISION_COMPLETED, decision, by=by, before=before, after=_said(decision))
    return decision


def _explain(decision: Decision, reason: str, was_identified: bool) -> None:
    """What is still missing keeps a reason; what a person has found out is no longer the source's word."""
    decision.unknown_reason = "" if decision.is_identified else reason or decision.unknown_reason
    if decision.is_identified and not was_identified:
        decision.mark, decision.source = Provenance.ENTERED, ""


def _said(decision: Decision) -> dict[str, Any]:
    """What identifies it, for the trail."""
    said = {"number": decision.number, "on": decision.on.isoformat() if decision.on else None}
    why = {"unknown_reason": decision.unknown_reason} if decision.unknown_reason else {}
    return {**said, **why, "file": decision.file.sha256 if decision.file else None}


def _refuse(decision: Decision) -> None:
    if decision.on and decision.on > clock.today():
        raise Invalid({"on": _("The day of the decision lies in the future.")})
    same = Decision.objects.filter(issuer=decision.issuer_id, number=decision.number, on=decision.on)
    if decision.number and same.exclude(pk=decision.pk).exists():
        said = _("Decision {number} of this day is already recorded.")
        raise Invalid({"number": said.format(number=decision.number)})
    if not decision.is_identified and not decision.unknown_reason.strip():
        raise Invalid({"unknown_reason": _("Say why number or date is not known.")})
    if decision.is_identified and decision.unknown_reason:
        raise Invalid({"unknown_reason": _("Number and date are known: leave the reason empty.")})


def _refuse_second_value(decision: Decision, given: Mapping[str, Any]) -> None:
    """A colleague may have entered it in the meantime."""
    taken = [name for name, value in given.items() if value and getattr(decision, name)]
    taken = [name for name in taken if name == "file" or given[name] != getattr(decision, name)]
    if taken:
        said = _("Somebody has entered this meanwhile: {value}. What is recorded is not replaced.")
        raise Invalid({name: said.format(value=_shown(getattr(decision, name))) for name in taken})


def _shown(value: Any) -> str:
    return writing.day(value) if isinstance(value, dt.date) else str(value)
