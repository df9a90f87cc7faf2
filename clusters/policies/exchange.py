"""Who takes part in the exchange of a cluster."""

from django.utils.translation import gettext as _

from clusters import clock
from clusters.models import Cluster, Organisation, Season, User
from clusters.queries import exchange as queries
from clusters.queries import post
from clusters.rulings import ALLOWED, Ruling, denied, first_refusal, not_now


def may_take_part(user: User, cluster: Cluster) -> Ruling:
    """The people of the members of today and the authority's officials, while the cluster exists."""
    return first_refusal(lambda: _has_a_seat(user, cluster), lambda: goes_on(cluster))


def may_speak_for(user: User, cluster: Cluster, organisation: Organisation) -> Ruling:
    """The same, for one of the bodies that the person speaks for."""
    if not queries.seats(user, cluster).filter(pk=organisation.pk).exists():
        return denied(_("You do not speak for {unit} in this cluster.").format(unit=organisation))
    return goes_on(cluster)


def may_lead(user: User, cluster: Cluster) -> Ruling:
    """Head and deputy of a year that is not closed, and the authority's officials."""
    led = Season.objects.open().filter(cluster=cluster).led_by(user)
    if not post.is_official_of(user, cluster.authority) and not led.exists():
        return denied(_("This falls to the head of the cluster, its deputy or the authority's official."))
    return goes_on(cluster)


def goes_on(cluster: Cluster) -> Ruling:
    """An ended cluster keeps what was exchanged and adds nothing."""
    if cluster.ended_on and cluster.ended_on < clock.today():
        return not_now(_("The cluster has ended."))
    return ALLOWED


def _has_a_seat(user: User, cluster: Cluster) -> Ruling:
    if queries.seats(user, cluster).exists():
        return ALLOWED
    return denied(_("Only the people of the members and the authority's officials take part in the exchange."))
