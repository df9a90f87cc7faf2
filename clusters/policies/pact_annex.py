"""Who draws up the annex by which a unit enters a signed pact, and when."""

from django.utils.translation import gettext as _

from clusters.enums import PactState
from clusters.models import Pact, Participant, User
from clusters.policies import signature as signing
from clusters.queries import post
from clusters.rulings import ALLOWED, Ruling, denied, first_refusal, not_now


def may_draw_up(user: User, pact: Pact, participant: Participant, *, complete: bool) -> Ruling:
    """The head's people, the official where there is no head today; again while it is not `complete`."""
    return judge(pact, participant, leads=leads(user, pact), complete=complete)


def judge(pact: Pact, participant: Participant, *, leads: bool, complete: bool) -> Ruling:
    """The same where it is known whether the person stands at the head."""
    return first_refusal(
        lambda: ALLOWED if leads else denied(_("The head of the cluster draws up the annexes to the pact.")),
        lambda: may_be_annexed(pact, participant, complete=complete),
    )


def leads(user: User, pact: Pact) -> bool:
    """Whether the head's deeds fall to the person; up to two queries."""
    if post.heads(user, pact.season):
        return True
    return post.head_of(pact.season) is None and post.is_official_of(user, pact.season.cluster.authority)


def may_be_annexed(pact: Pact, participant: Participant, *, complete: bool) -> Ruling:
    """Whether the unit still enters the pact by an annex, and so may set or change its targets for it."""
    return first_refusal(
        lambda: _joined_late(pact, participant),
        lambda: _signed(pact),
        lambda: signing.annexes_open(pact.season),
        lambda: signing.stays(participant),
        lambda: _incomplete(participant, complete),
    )


def _joined_late(pact: Pact, participant: Participant) -> Ruling:
    if signing.is_late(participant, pact):
        return ALLOWED
    return not_now(_("{unit} signs the pact itself and needs no annex.").format(unit=participant))


def _signed(pact: Pact) -> Ruling:
    if pact.state == PactState.SIGNED:
        return ALLOWED
    return not_now(_("The annex follows the pact, which is not signed by everybody yet."))


def _incomplete(participant: Participant, complete: bool) -> Ruling:
    if complete:
        return not_now(_("{unit} has entered the pact; its annex does not change any more.").format(unit=participant))
    return ALLOWED
