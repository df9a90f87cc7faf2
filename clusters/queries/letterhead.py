"""What stands at the head and the end of a report's paper: frozen when it is sent, so that it stays as it was."""

import datetime as dt
import re
from typing import Any, NamedTuple

from clusters import clock
from clusters.enums import Event
from clusters.models import AuditEntry, Headship, Organisation, Report, ReportSignature, Submission
from clusters.queries import post, report_signature

HEAD = "thủ trưởng đơn vị"
_FOR_HEAD = re.compile(r"^\s*kt\.?\s+", re.IGNORECASE)
_DEPUTY = re.compile(r"^\s*phó\s+", re.IGNORECASE)


class Letterhead(NamedTuple):
    """`superior` and `place` of the unit, the cluster's `head` as an addressee, who signed; '' where it is not known.

    `position` is what the paper says of the signer, and `for_head` that a deputy signed for the head (ký thay).
    """

    superior: str = ""
    place: str = ""
    head: str = ""
    signatory: str = ""
    position: str = ""
    for_head: bool = False

    @property
    def signed_as(self) -> list[str]:
        """The lines above the name by Decree 30/2020/NĐ-CP, Annex I: a deputy signs "KT." (ký thay) the head's position
        and below it the own one. Other abbreviations, such as TM. of a collective body, stand where the position has
        them: nobody but the unit knows for whom it signs. Nothing where no position is known."""
        own = _FOR_HEAD.sub("", self.position).strip()
        if not self.for_head:
            return [own] if own else []
        heads = _DEPUTY.sub("", own)
        return [f"KT. {heads if heads != own else HEAD}", *([own] if own else [])]


def now(report: Report) -> Letterhead:
    """As the rows stand, for a draft or to be frozen."""
    unit = report.participant.organisation
    head = post.head_of(report.participant.season)
    addressee = "" if head is None or head.pk == report.participant_id else str(head)
    found = Letterhead(str(unit.parent) if unit.parent else "", unit.province, addressee)
    return _signed(found, report_signature.standing(report), str(report.signed_by) if report.signed_by else "")


def of_submission(sent: Submission) -> Letterhead:
    """As it was frozen; of what was sent before that, as the trail, the headships and the signature of that day say."""
    stored = sent.content.get("letterhead")
    if stored is not None:
        return Letterhead(**stored)
    report, at = sent.report, sent.submitted_at
    unit, season = report.participant.organisation, report.participant.season
    superior = _then(unit.parent, "name", at) if unit.parent else ""
    found = Letterhead(superior, _then(unit, "province", at), _head_on(sent, season.pk))
    signature = report.signatures.filter(signed_at__lte=at).select_related("signed_by").order_by("-signed_at").first()
    return _signed(found, signature, str(report.signed_by) if report.signed_by else "")


def frozen(report: Report) -> dict[str, Any]:
    """What is kept with the sending."""
    return now(report)._asdict()


def _signed(found: Letterhead, signature: ReportSignature | None, otherwise: str) -> Letterhead:
    if signature is None:
        return found._replace(signatory=otherwise)
    name = signature.signer_name or str(signature.signed_by)
    return found._replace(signatory=name, position=signature.signer_position, for_head=signature.for_head)


def _then(body: Organisation, field: str, at: dt.datetime) -> str:
    """What was corrected later stands in the trail as it was before."""
    changes = AuditEntry.objects.about(body).filter(event=Event.ORGANISATION_CHANGED, at__gt=at).order_by("number")
    later = next((entry.before[field] for entry in changes if field in entry.before), None)
    return str(getattr(body, field) if later is None else later)


def _head_on(sent: Submission, season: int) -> str:
    day = sent.submitted_at.astimezone(clock.ZONE).date()
    headship = (
        Headship.objects.on(day).heads().filter(season=season).select_related("participant__organisation").first()
    )
    if headship is None or headship.participant_id == sent.report.participant_id:
        return ""
    return str(headship.participant)
