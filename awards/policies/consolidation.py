"""Who consolidates the registrations of a year, and who says by when."""

from django.utils.translation import gettext as _

from awards.enums import RegistrationState
from awards.models import Registration
from awards.policies import registration as registrations
from clusters.models import Season, User
from clusters.queries import post
from clusters.rulings import ALLOWED, Ruling, denied, first_refusal, not_now


def may_consolidate(user: User, season: Season) -> Ruling:
    """The head of today, when something was sent that no consolidation holds yet."""
    return first_refusal(
        lambda: _at_the_head(user, season),
        lambda: registrations.not_decided_yet(season),
        lambda: _something_is_new(season),
    )


def may_set_due(user: User, season: Season) -> Ruling:
    """The officials of the authority, until the year is decided."""
    if not post.is_official_of(user, season.cluster.authority):
        sentence = _("The officials of {authority} set the time limit of registrations.")
        return denied(sentence.format(authority=season.cluster.authority))
    return registrations.not_decided_yet(season)


def _at_the_head(user: User, season: Season) -> Ruling:
    if post.heads(user, season):
        return ALLOWED
    head = post.head_of(season)
    if head is None:
        return denied(_("The cluster has no head today. An official of the authority names one."))
    return denied(_("Registrations are consolidated by the head of the cluster, {head}.").format(head=head))


def _something_is_new(season: Season) -> Ruling:
    states = set(Registration.objects.counting_in(season).values_list("state", flat=True))
    if RegistrationState.SENT in states:
        return ALLOWED
    if states:
        return not_now(_("All that was sent is consolidated already. An amendment opens it again."))
    return not_now(_("No unit has sent its registration yet."))
