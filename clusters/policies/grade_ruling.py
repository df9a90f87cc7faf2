"""Who records to whom the meeting gave a grade, and when."""

from django.utils.translation import gettext as _

from clusters.models import User
from clusters.policies.meeting_ruling import may_record_meeting
from clusters.queries import grading as gradings
from clusters.queries.grade_question import Asked
from clusters.queries.ranking import Live
from clusters.rulings import ALLOWED, Ruling, first_refusal, not_now


def may_settle_grade(user: User, live: Live, asked: Asked) -> Ruling:
    """Whoever records what the meeting decides; without lines no unit's grade is in question."""
    return first_refusal(lambda: may_record_meeting(user, live), lambda: can_be_settled(live, asked))


def can_be_settled(live: Live, asked: Asked) -> Ruling:
    """Whoever asks: all points stand and every better grade is decided, so that nobody else can come in question."""
    if not asked.lines:
        return not_now(_("No unit's grade is in question any more."))
    waiting = [str(line.participant) for line in [*live.submitted, *live.unverified]]
    if waiting:
        said = _("Who is in question can still change; these units are not verified yet: {units}.")
        return not_now(said.format(units=", ".join(waiting)))
    if asked.first:
        return not_now(_("Decide on the grade {grade} first.").format(grade=gradings.name_of(asked.first)))
    return ALLOWED
