"""Everything that the page of a year's election shows, read once."""

from functools import cached_property

from clusters.models import Election, Season
from clusters.policies import election as policy
from clusters.policies import handover as handover_policy
from clusters.queries import election as elections
from clusters.queries.post import Chair
from clusters.rulings import Ruling


class Page:
    """Proposals of one year as a person sees them, and what the person may do next."""

    def __init__(self, season: Season, user) -> None:
        self.season, self.user = season, user
        self.found = list(elections.of_season(season, user))
        self.proposal: Election | None = elections.open_proposal(self.found)
        self.elected: Election | None = elections.standing_election(self.found)
        self._chair = Chair(season, user)

    @property
    def may_propose(self) -> Ruling:
        return policy.may_propose_head(self.user, self.season, self._chair)

    @property
    def may_withdraw(self) -> Ruling | None:
        return policy.may_decide_election(self.user, self.proposal, self._chair) if self.proposal else None

    @property
    def may_elect(self) -> Ruling | None:
        return policy.may_elect(self.user, self.proposal, self._chair) if self.proposal else None

    @cached_property
    def handover(self):
        """The hand-over that follows the election, None as long as there is none."""
        return getattr(self.elected, "handover", None) if self.elected else None

    @property
    def may_give(self) -> Ruling | None:
        return handover_policy.may_give_handover(self.user, self.elected) if self.elected else None
