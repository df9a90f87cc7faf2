"""Who drafts and publishes scoring tables."""

from django.utils.translation import gettext as _

from clusters.models import ScoringTableVersion, User
from clusters.policies import cluster as clusters
from clusters.policies import decision as decisions
from clusters.rulings import ALLOWED, Ruling, denied, not_now

may_draft_table = decisions.may_act_for


def may_draft_any(user: User) -> Ruling:
    """Whether there is an authority for which the person may draft a table."""
    if clusters.may_found_any(user):
        return ALLOWED
    return denied(_("Only an official in charge of emulation at an authority drafts scoring tables."))


def may_change_table(user: User, version: ScoringTableVersion) -> Ruling:
    """Change or publish a version: the authority's official, until it is published."""
    ruling = decisions.may_act_for(user, version.table.authority)
    if ruling and version.published_at:
        return not_now(_("This version is published and cannot change; draft a new version instead."))
    return ruling


def may_copy_table(user: User, version: ScoringTableVersion) -> Ruling:
    """Draft the next version from a published one, while no other draft of the table is under way."""
    ruling = decisions.may_act_for(user, version.table.authority)
    if ruling and not version.published_at:
        return not_now(_("This version is still a draft; go on writing it."))
    if ruling and version.table.versions.filter(published_at__isnull=True).exists():
        return not_now(_("A draft of this table is under way already; finish that one first."))
    return ruling
