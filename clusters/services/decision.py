"""Official papers with number and day."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import Event
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
    """Enter a decision of the issuer; `fields` are signatory, replaces, mark, source.

    The same number and day is taken once; a day in the future is refused.
    """
    policy.may_record_decision(by, issuer).require()
    if on and on > clock.today():
        raise Invalid({"on": _("The day of the decision lies in the future.")})
    if number and Decision.objects.filter(issuer=issuer, number=number, on=on).exists():
        raise Invalid({"number": _("Decision {number} of this day is already recorded.").format(number=number)})
    paper = {"issuer": issuer, "number": number, "on": on, "abstract": abstract, "file": file}
    decision = Decision.objects.create(**paper, **fields)
    after = {"number": number, "on": on.isoformat() if on else None, "file": file.sha256 if file else None}
    audit.record(Event.DECISION_RECORDED, decision, by=by, after=after)
    return decision


@transaction.atomic
def record_paper(issuer: Organisation, paper: Mapping[str, Any], *, by: User) -> Decision:
    """`record` with the file as it was uploaded; `paper` holds the fields of a Decision and `file`, or None there."""
    upload = paper.get("file")
    stored = files.store(upload, by=by) if upload else None
    return record(issuer=issuer, by=by, **{**paper, "file": stored})
