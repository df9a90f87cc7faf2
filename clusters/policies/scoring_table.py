"""Who drafts and publishes scoring tables."""

from django.utils.translation import gettext as _

from clusters.models import ScoringTableVersion, User
from clusters.policies import decision as decisions
from clusters.rulings import Ruling, not_now

may_draft_table = decisions.may_act_for


def may_change_table(user: User, version: ScoringTableVersion) -> Ruling:
    """Change or publish a version: the authority's official, until it is published."""
    ruling = decisions.may_act_for(user, version.table.authority)
    if ruling and version.published_at:
        return not_now(_("This version is published and cannot change; draft a new version instead."))
    return ruling
