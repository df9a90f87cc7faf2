"""What can be read of a file in an evidence library, what it can still prove, and who takes it down."""

from django.utils.translation import gettext as _

from clusters import writing
from clusters.enums import ScanState
from clusters.models import EvidenceFile, User
from clusters.queries import post
from clusters.rulings import ALLOWED, Ruling, denied, first_refusal, not_now


def may_read_file(file: EvidenceFile) -> Ruling:
    """Anybody who sees it, unless it was taken down, waits for the scanner, or the scanner found a virus."""
    return first_refusal(lambda: _stands(file), lambda: _harmless(file), lambda: _scanned(file))


def may_cite_file(file: EvidenceFile) -> Ruling:
    """What was taken down or carries a virus proves nothing any more; what waits for the scanner does."""
    return first_refusal(lambda: _stands(file), lambda: _harmless(file))


def may_take_down(user: User, file: EvidenceFile) -> Ruling:
    """An official of the authority of the year, once."""
    return first_refusal(lambda: _official(user, file), lambda: _stands(file))


def _official(user: User, file: EvidenceFile) -> Ruling:
    authority = file.participant.season.cluster.authority
    if post.is_official_of(user, authority):
        return ALLOWED
    return denied(_("Only the officials of {authority} take a file down.").format(authority=authority))


def _stands(file: EvidenceFile) -> Ruling:
    if file.taken_down_at is None:
        return ALLOWED
    said = {"file": file.name, "day": writing.moment(file.taken_down_at), "reason": file.taken_down_reason}
    return not_now(_("“{file}” was taken down on {day}: {reason}").format(**said))


def _harmless(file: EvidenceFile) -> Ruling:
    if file.scan != ScanState.INFECTED:
        return ALLOWED
    said = {"file": file.name, "finding": file.finding}
    return not_now(_("A virus was found in “{file}” ({finding}). Bring a clean file instead.").format(**said))


def _scanned(file: EvidenceFile) -> Ruling:
    if file.scan != ScanState.WAITING:
        return ALLOWED
    return not_now(_("“{file}” still waits for the virus scan. Try again in some minutes.").format(file=file.name))
