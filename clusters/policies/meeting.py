"""Who plans, calls, opens, closes and cancels a meeting, who records it, and when."""

from django.utils.translation import gettext as _

from clusters.enums import MeetingState, Phase
from clusters.models import Meeting, Season, User
from clusters.queries.post import Chair
from clusters.rulings import ALLOWED, Ruling, denied, first_refusal, not_now

State = MeetingState
BEFORE = (State.PLANNED, State.CALLED)
RECORDED = (State.OPEN, State.CLOSED)


def may_plan_meeting(user: User, season: Season, chair: Chair | None = None) -> Ruling:
    """The people of the head or the deputy, or the authority's official, until the year is closed."""
    return first_refusal(lambda: _leads(user, season, chair), lambda: _still_open(season))


def may_change_meeting(user: User, meeting: Meeting, chair: Chair | None = None) -> Ruling:
    """Time, place and agenda, until the meeting begins."""
    sentence = _("The meeting has begun or was cancelled; its plan stays as it was.")
    return _in_an_open_year(user, meeting, chair, BEFORE, sentence)


def may_call_meeting(user: User, meeting: Meeting, chair: Chair | None = None) -> Ruling:
    """Once; the invitations go out with it."""
    sentence = _("The meeting was called already, or was cancelled.")
    return _in_an_open_year(user, meeting, chair, (State.PLANNED,), sentence)


def may_invite_guest(user: User, meeting: Meeting, chair: Chair | None = None) -> Ruling:
    """Until the meeting is over."""
    times = (*BEFORE, State.OPEN)
    return _in_an_open_year(user, meeting, chair, times, _("Guests are invited until the meeting is over."))


def may_open_meeting(user: User, meeting: Meeting, chair: Chair | None = None) -> Ruling:
    """Once it is called; whether enough have come is shown, and asked by what needs it."""
    sentence = _("Only a meeting that was called is opened.")
    return _in_an_open_year(user, meeting, chair, (State.CALLED,), sentence)


def may_close_meeting(user: User, meeting: Meeting, chair: Chair | None = None) -> Ruling:
    """While it is open."""
    return may_lead_at(user, meeting, chair, (State.OPEN,), _("Only an open meeting is closed."))


def may_cancel_meeting(user: User, meeting: Meeting, chair: Chair | None = None) -> Ruling:
    """Before it begins, with a reason."""
    return may_lead_at(user, meeting, chair, BEFORE, _("A meeting that has begun is not cancelled; close it."))


def may_record_meeting(user: User, meeting: Meeting, chair: Chair | None = None) -> Ruling:
    """Attendance and decisions: from the opening until the minutes are adopted. In a year that is closed only what is
    still open is recorded to its end: who was absent is a fact of the year."""
    sentence = _("The meeting is recorded from its opening until its minutes are adopted.")
    if meeting.state == State.OPEN:
        return may_lead_at(user, meeting, chair, RECORDED, sentence)
    return _in_an_open_year(user, meeting, chair, RECORDED, sentence)


def leads(chair: Chair) -> bool:
    """Whether the person leads the meetings of the year: at the head's or the deputy's unit, or as official."""
    return any(each.held for each in chair.by_role.values()) or chair.is_official


def may_all(user: User, meeting: Meeting, chair: Chair) -> dict[str, Ruling]:
    """Every deed at once for the page of a meeting, asking only once who leads."""
    return {
        "may_change": may_change_meeting(user, meeting, chair),
        "may_call": may_call_meeting(user, meeting, chair),
        "may_invite": may_invite_guest(user, meeting, chair),
        "may_open": may_open_meeting(user, meeting, chair),
        "may_close": may_close_meeting(user, meeting, chair),
        "may_cancel": may_cancel_meeting(user, meeting, chair),
        "may_record": may_record_meeting(user, meeting, chair),
    }


def may_lead_at(user: User, meeting: Meeting, chair: Chair | None, states, sentence: str) -> Ruling:
    """Whoever leads the meetings of the year, in these states; else the sentence says why not now."""
    return first_refusal(
        lambda: _leads(user, meeting.season, chair),
        lambda: ALLOWED if meeting.state in states else not_now(sentence),
    )


def _in_an_open_year(user: User, meeting: Meeting, chair: Chair | None, states, sentence: str) -> Ruling:
    return may_lead_at(user, meeting, chair, states, sentence) and goes_on(meeting.season)


def goes_on(season: Season) -> Ruling:
    """Until the year is closed; what is left of a meeting then is closing, cancelling, its minutes and follow-up."""
    if season.phase != Phase.CLOSED:
        return ALLOWED
    return not_now(_("The year is closed. A meeting in it is only closed or cancelled, and its minutes adopted."))


def _leads(user: User, season: Season, chair: Chair | None) -> Ruling:
    if leads(chair or Chair(season, user)):
        return ALLOWED
    return denied(_("Meetings are led by the head of the cluster, its deputy or the authority's official."))


def _still_open(season: Season) -> Ruling:
    return not_now(_("The year is closed; no meeting is added.")) if season.phase == Phase.CLOSED else ALLOWED
