"""Who plans an activity of a cluster, who says that it takes part, who enters what was done, and when."""

from django.utils.translation import gettext as _

from clusters import clock
from clusters.enums import ActivityState, Phase
from clusters.models import Activity, Participant, Season, User
from clusters.queries import post
from clusters.queries.post import Chair
from clusters.rulings import ALLOWED, Ruling, denied, first_refusal, not_now


def may_plan_activity(user: User, season: Season) -> Ruling:
    """The people of the head or the deputy, or the authority's official, until the year is closed."""
    return first_refusal(lambda: _leads(Chair(season, user)), lambda: _year_is_open(season))


def may_change_activity(user: User, activity: Activity) -> Ruling:
    """The same, until it was held or cancelled."""
    return may_all(user, activity)["may_change"]


def may_join_activity(user: User, activity: Activity, participant: Participant) -> Ruling:
    """A unit's own people, until it was held or the year is closed."""
    if not post.works_for(user, participant.organisation):
        return denied(_("Only the people of {unit} say whether it takes part.").format(unit=participant))
    return may_still_join(activity)


def may_still_join(activity: Activity) -> Ruling:
    """The same for somebody who is known to work for a unit."""
    return first_refusal(lambda: _in(activity, ActivityState.PLANNED), lambda: _year_is_open(activity.season))


def may_report_activity(user: User, activity: Activity) -> Ruling:
    """What was done: the host or whoever leads the cluster, from its first day until the year is closed."""
    return may_all(user, activity)["may_report"]


def may_file_activity(user: User, activity: Activity) -> Ruling:
    """Files: the same people, until it is cancelled or the year closed."""
    return may_all(user, activity)["may_file"]


def may_all(user: User, activity: Activity) -> dict[str, Ruling]:
    """Every deed at once, asking only once who leads."""
    leads, season = _leads(Chair(activity.season, user)), activity.season
    hosts = leads or _hosts(user, activity)
    planned = _in(activity, ActivityState.PLANNED)
    stands = _in(activity, ActivityState.PLANNED, ActivityState.HELD)
    is_open = _year_is_open(season)
    begun = ALLOWED if activity.starts_on <= clock.today() else not_now(_("It has not begun yet."))
    return {
        "may_change": first_refusal(lambda: leads, lambda: is_open, lambda: planned),
        "may_report": first_refusal(lambda: hosts, lambda: is_open, lambda: stands, lambda: begun),
        "may_file": first_refusal(lambda: hosts, lambda: is_open, lambda: stands),
    }


def _leads(chair: Chair) -> Ruling:
    if any(each.held for each in chair.by_role.values()) or chair.is_official:
        return ALLOWED
    return denied(_("Activities are led by the head of the cluster, its deputy or the authority's official."))


def _hosts(user: User, activity: Activity) -> Ruling:
    if activity.host and post.works_for(user, activity.host.organisation):
        return ALLOWED
    return denied(_("This is entered by the host or by those who lead the cluster."))


def _year_is_open(season: Season) -> Ruling:
    if season.phase == Phase.CLOSED:
        return not_now(_("The year is closed; nothing in it changes any more."))
    return ALLOWED


def _in(activity: Activity, *states: ActivityState) -> Ruling:
    if activity.state in states:
        return ALLOWED
    return not_now(_("Not in this state: {state}.").format(state=activity.get_state_display()))
