"""Who drafts, promises, agrees and reopens the pact, and when."""

from django.utils.translation import gettext as _

from clusters.enums import PactState
from clusters.models import Pact, Participant, Season, User
from clusters.policies import pact_annex as annex_policy
from clusters.policies.signature import DRAFTING, being_signed, is_late
from clusters.queries import post, signing_place
from clusters.rulings import ALLOWED, Ruling, denied, first_refusal, not_now


def may_change_pact(user: User, pact: Pact) -> Ruling:
    """The head's people, while the pact is a draft."""
    return _at_the_head(user, pact.season) and _changeable(pact)


def may_set_targets(user: User, participant: Participant, pact: Pact) -> Ruling:
    """A unit's own people set what it promises while the pact is a draft; of one that joined late, until its annex
    is signed by both sides."""
    return _own_people(user, participant) and _settable(participant, pact)


def may_set_own_targets(pact: Pact) -> Ruling:
    """The same for the units that the asker is known to work for: for a page that shows several."""
    return first_refusal(
        lambda: _drafting(pact.season),
        lambda: _still_a_draft(pact),
        lambda: _table_is_there(pact.season),
    )


def is_open(pact: Pact) -> Ruling:
    """Whether units still promise and pledge: while the pact is a draft."""
    return _changeable(pact)


def may_agree_pact(user: User, pact: Pact) -> Ruling:
    """The head's people freeze the text, once there is one."""
    return _at_the_head(user, pact.season) and _changeable(pact) and _has_a_text(pact)


def may_reopen_pact(user: User, pact: Pact) -> Ruling:
    """The head's people take an agreed text back while a signature is still missing."""
    return _at_the_head(user, pact.season) and _reopenable(pact)


def may_lead_pact(user: User, pact: Pact) -> dict[str, Ruling]:
    """The three deeds of the head at once for a page, asking only once who is head."""
    head = _at_the_head(user, pact.season)
    change = head and _changeable(pact)
    return {"may_change": change, "may_agree": change and _has_a_text(pact), "may_reopen": head and _reopenable(pact)}


def _settable(participant: Participant, pact: Pact) -> Ruling:
    if not is_late(participant, pact):
        return may_set_own_targets(pact)
    return first_refusal(
        lambda: annex_policy.may_be_annexed(pact, participant, complete=signing_place.has_entered(participant)),
        lambda: _table_is_there(pact.season),
    )


def _at_the_head(user: User, season: Season) -> Ruling:
    if post.heads(user, season):
        return ALLOWED
    head = post.head_of(season)
    if head is None:
        return denied(_("The pact is drafted by the head of the cluster, and there is none today."))
    return denied(_("The pact is drafted by the head of the cluster: {head}.").format(head=head))


def _changeable(pact: Pact) -> Ruling:
    return first_refusal(lambda: _drafting(pact.season), lambda: _still_a_draft(pact))


def _reopenable(pact: Pact) -> Ruling:
    return first_refusal(lambda: _drafting(pact.season), lambda: being_signed(pact))


def _own_people(user: User, participant: Participant) -> Ruling:
    if post.works_for(user, participant.organisation):
        return ALLOWED
    return denied(_("Only the people of {unit} set its targets.").format(unit=participant))


def _drafting(season: Season) -> Ruling:
    if season.phase in DRAFTING:
        return ALLOWED
    return not_now(_("The pact is drafted while it is being prepared; that time is over."))


def _still_a_draft(pact: Pact) -> Ruling:
    if pact.state == PactState.DRAFT:
        return ALLOWED
    if pact.state == PactState.SIGNING:
        return not_now(_("The text is agreed; the head of the cluster can reopen it while a signature is missing."))
    return not_now(_("All members have signed the pact; it does not change any more."))


def _table_is_there(season: Season) -> Ruling:
    if season.table_id:
        return ALLOWED
    return not_now(_("The year has no scoring table yet; the officials of the authority assign it."))


def _has_a_text(pact: Pact) -> Ruling:
    if pact.theme and pact.contents:
        return ALLOWED
    return not_now(_("Write the theme and the contents before the pact is agreed."))
