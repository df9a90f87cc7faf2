"""Who issues an award decision, and what may stand in it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from awards.enums import NominationState
from awards.models import Nomination
from awards.policies import award as awards
from clusters import clock
from clusters.enums import Phase
from clusters.models import Organisation, User
from clusters.policies import decision as decisions
from clusters.queries import organisation as organisations
from clusters.rulings import ALLOWED, Ruling, denied, first_refusal, not_now

DECIDING = (Phase.SUBMITTED, Phase.DECIDED)


def may_issue_any(user: User) -> Ruling:
    """Whoever acts as an official for an authority of today."""
    if organisations.acted_for(user).exists():
        return ALLOWED
    return denied(_("Award decisions are issued by officials in charge of emulation at an authority."))


def may_issue_award_decision(user: User, authority: Organisation) -> Ruling:
    """An official of an authority that exists today."""
    return first_refusal(
        lambda: decisions.may_act_for(user, authority),
        lambda: _exists_today(authority),
    )


def may_decide_nominations(authority: Organisation, inherited: set[int], found: Sequence[Nomination]) -> Ruling:
    """All approved, all of years that the authority or what it took over runs, all within its competence.

    `inherited` are the keys of the authority itself and of the bodies it took over.
    """
    return first_refusal(*(lambda each=each: may_decide_nomination(authority, inherited, each) for each in found))


def may_decide_nomination(authority: Organisation, inherited: set[int], nomination: Nomination) -> Ruling:
    """One nomination, as part of a decision."""
    return first_refusal(
        lambda: _runs(authority, inherited, nomination),
        lambda: _is_approved(nomination),
        lambda: awards.decides(authority, nomination.award),
        lambda: _time_to_decide(nomination),
    )


def _exists_today(authority: Organisation) -> Ruling:
    if authority.valid_to is None or authority.valid_to >= clock.today():
        return ALLOWED
    return not_now(_("{authority} no longer exists; what took it over decides.").format(authority=authority))


def _runs(authority: Organisation, inherited: set[int], nomination: Nomination) -> Ruling:
    if nomination.participant.season.cluster.authority_id in inherited:
        return ALLOWED
    return denied(
        _("{nomination}: the year is not run by {authority}.").format(nomination=nomination, authority=authority)
    )


def _is_approved(nomination: Nomination) -> Ruling:
    if nomination.state == NominationState.APPROVED:
        return ALLOWED
    return not_now(
        _("{nomination}: only an approved nomination can be decided; it stands at “{state}”.").format(
            nomination=nomination, state=nomination.get_state_display()
        )
    )


def _time_to_decide(nomination: Nomination) -> Ruling:
    season = nomination.participant.season
    if season.phase in DECIDING:
        return ALLOWED
    return not_now(
        _("{season} is now in “{phase}”; awards are decided once it has been submitted, until it is closed.").format(
            season=season, phase=season.get_phase_display()
        )
    )
