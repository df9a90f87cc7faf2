"""Everything that the page of one nomination shows, and what the person may do there."""

from collections.abc import Callable
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from awards.enums import NOMINATION_MOVES, NominationState
from awards.models import Nomination
from awards.policies import award_decision as decision_policy
from awards.policies import nomination as policy
from awards.queries import nomination as nominations
from clusters.errors import Denied
from clusters.models import User
from clusters.queries import exemplar as exemplars
from clusters.queries import organisation as organisations
from clusters.queries import ranking
from clusters.queries.trail import trail
from clusters.rulings import Ruling, first_refusal


class Way(NamedTuple):
    """A deed that the state leaves open: whose it is, where it is done, and to which state it leads."""

    goal: NominationState
    label: object
    address: str
    rule: Callable[[User, Nomination], Ruling]
    icon: str
    look: str


class Action(NamedTuple):
    """A button with the ruling on it."""

    label: object
    url: str
    ruling: Ruling
    icon: str
    look: str


PROPOSED, APPROVED, RETURNED, WITHDRAWN = (
    NominationState.PROPOSED,
    NominationState.APPROVED,
    NominationState.RETURNED,
    NominationState.WITHDRAWN,
)
OF_THE_AUTHORITY = (
    Way(APPROVED, _("Approve"), "nomination-approve", policy.may_approve_nomination, "check", "primary"),
    Way(RETURNED, _("Return for mending"), "nomination-return", policy.may_return_nomination, "return", "secondary"),
)
OF_THE_HEAD = (
    Way(
        PROPOSED,
        _("Mend and propose again"),
        "nomination-propose-again",
        policy.may_propose_nomination_again,
        "send",
        "primary",
    ),
    Way(WITHDRAWN, _("Withdraw"), "nomination-withdraw", policy.may_withdraw_nomination, "dash-circle", "danger"),
)


class Page:
    """The nomination as one person sees it."""

    def __init__(self, nomination: Nomination, user: User) -> None:
        self.nomination = nomination
        self.season = nomination.participant.season
        self.placing = nomination.placing
        self.due_at = ranking.due_at(self.season)
        self.steps = nominations.steps(nomination)
        self.entries = trail(nomination, user)
        self.is_returned = nomination.state == RETURNED
        self.is_withdrawn = nomination.state == WITHDRAWN
        self.honour = nomination.honour if nomination.state == NominationState.DECIDED else None
        self.exemplars = exemplars.of_unit(nomination.participant.organisation, user)
        self.actions = [*_open(OF_THE_AUTHORITY, nomination, user), *_open(OF_THE_HEAD, nomination, user)]
        self.actions += [_issuing(nomination, user)] if nomination.state == APPROVED else []


def _open(ways: tuple[Way, ...], nomination: Nomination, user: User) -> list[Action]:
    """What the state leaves open; to somebody who may do none of it, the first stands for all."""
    moves = NOMINATION_MOVES[NominationState(nomination.state)]
    actions = [
        Action(way.label, reverse(way.address, args=[nomination.pk]), way.rule(user, nomination), way.icon, way.look)
        for way in ways
        if way.goal in moves
    ]
    return actions[:1] if all(_is_denied(action.ruling) for action in actions) else actions


def _is_denied(ruling: Ruling) -> bool:
    return not ruling and ruling.error is Denied


def _issuing(nomination: Nomination, user: User) -> Action:
    """The way to the decision, as whichever authority of today the person acts for there."""
    authority = nomination.participant.season.cluster.authority
    heir = organisations.acted_for(user).filter(ancestry__ancestor=authority).first() or authority
    ruling = first_refusal(
        lambda: decision_policy.may_issue_award_decision(user, heir),
        lambda: decision_policy.may_decide_nomination(heir, {authority.pk}, nomination),
    )
    url = f"{reverse('award-decision-issue')}?authority={heir.pk}"
    return Action(_("Issue the award decision"), url, ruling, "award", "primary")
