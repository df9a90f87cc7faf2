"""Who grants places, and when."""

from clusters.models import Season, User
from clusters.policies import season as seasons
from clusters.rulings import Ruling


def may_grant_quota(user: User, season: Season) -> Ruling:
    """The official of the authority that runs the season, until it is closed."""
    return seasons.may_arrange_season(user, season)
