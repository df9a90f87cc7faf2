"""Who founds, changes and ends clusters."""

from django.utils.translation import gettext as _

from clusters import clock
from clusters.enums import Role
from clusters.models import Appointment, Cluster, User
from clusters.policies import decision as decisions
from clusters.rulings import ALLOWED, Ruling, denied, not_now

may_found_cluster = decisions.may_act_for


def may_found_any(user: User) -> Ruling:
    """Whether there is an authority for which the person may found a cluster."""
    if Appointment.objects.current().of(user).filter(role=Role.OFFICIAL, organisation__is_authority=True).exists():
        return ALLOWED
    return denied(_("Only an official in charge of emulation at an authority founds clusters."))


def may_end_cluster(user: User, cluster: Cluster) -> Ruling:
    """End it, merge it, divide it, pass it on: the authority's official, until an end is decided."""
    ruling = may_change_cluster(user, cluster)
    if ruling and cluster.ended_on:
        return not_now(_("Its end on {day:%d/%m/%Y} is decided already.").format(day=cluster.ended_on))
    return ruling


def may_change_cluster(user: User, cluster: Cluster) -> Ruling:
    """Take members in or let them go, open a year, end it: the authority's official, while the cluster lasts."""
    ruling = decisions.may_act_for(user, cluster.authority)
    if not ruling:
        return ruling
    if cluster.ended_on and cluster.ended_on < clock.today():
        return not_now(_("The cluster ended on {day:%d/%m/%Y}.").format(day=cluster.ended_on))
    return ALLOWED
