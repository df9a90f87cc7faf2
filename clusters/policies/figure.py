"""Who cites figures."""

from clusters.models import Season, User
from clusters.policies import decision as decisions
from clusters.rulings import Ruling


def may_cite_figure(user: User, season: Season) -> Ruling:
    """The authority's official, in a closed year too: statistics are published late."""
    return decisions.may_act_for(user, season.cluster.authority)
