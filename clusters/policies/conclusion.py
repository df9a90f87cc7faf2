"""Who records what a meeting decided, when a vote counts, and who says that it is done."""

from django.utils.translation import gettext as _

from clusters.models import Conclusion, Meeting, User
from clusters.policies.meeting import leads, may_record_meeting
from clusters.queries import post
from clusters.queries.attendance import Quorum
from clusters.queries.post import Chair
from clusters.rulings import ALLOWED, Ruling, denied, not_now

may_conclude = may_record_meeting


def may_count_votes(meeting: Meeting, quorum: Quorum | None) -> Ruling:
    """A vote needs the quorum of the cluster's regulations."""
    if quorum and quorum.is_reached:
        return ALLOWED
    said = quorum.words if quorum else _("Attendance is not known.")
    return not_now(_("A vote needs the quorum. {quorum}").format(quorum=said))


def may_finish(user: User, conclusion: Conclusion) -> Ruling:
    """The people of the responsible unit, or whoever leads the meetings of the year; once."""
    responsible = conclusion.responsible
    own = responsible is not None and post.works_for(user, responsible.organisation)
    if not own and not leads(Chair(conclusion.meeting.season, user)):
        return denied(_("The responsible unit or the head of the cluster says what was done."))
    return not_now(_("This is done already.")) if conclusion.done_at else ALLOWED
