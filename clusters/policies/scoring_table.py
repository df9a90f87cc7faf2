"""Who drafts and publishes scoring tables."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from clusters.enums import AUTHORITY_ROLES
from clusters.models import ScoringTableVersion, User
from clusters.models.organisation import holds
from clusters.policies import cluster as clusters
from clusters.policies import decision as decisions
from clusters.queries.table_problem import Finding
from clusters.rulings import ALLOWED, Ruling, denied, not_now

# A refusal names so many obstacles; the page of the table lists them all.
SAID_AT_ONCE = 5
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


def may_publish_table(user: User, version: ScoringTableVersion, obstacles: Sequence[str]) -> Ruling:
    """Fix a version for good: whoever may change it, once nothing of `obstacles` (see `table_gate`) is left."""
    return _with_nothing_left(may_change_table(user, version), obstacles)


def _with_nothing_left(ruling: Ruling, obstacles: Sequence[str]) -> Ruling:
    if not ruling or not obstacles:
        return ruling
    shown, rest = obstacles[:SAID_AT_ONCE], len(obstacles) - SAID_AT_ONCE
    more = [_("And {count} more.").format(count=rest)] if rest > 0 else []
    return not_now(" ".join([_("The table cannot be published yet."), *shown, *more]))


def rulings_on(user: User, version: ScoringTableVersion, obstacles: Sequence[str]) -> dict[str, Ruling]:
    """What the page of the version offers; a published one can be copied, a draft be changed and published."""
    rehearse = may_rehearse_table(user, version)
    if version.published_at:
        return {"copy": may_copy_table(user, version), "rehearse": rehearse}
    change = may_change_table(user, version)
    return {"change": change, "publish": _with_nothing_left(change, obstacles), "rehearse": rehearse}


def may_waive_problem(user: User, version: ScoringTableVersion, finding: Finding | None) -> Ruling:
    """Explain an inconsistency by the regulation, while it stands and leaves something to compute with."""
    ruling = may_change_table(user, version)
    if ruling and finding is None:
        return not_now(_("This inconsistency does not stand any more: the draft was changed meanwhile."))
    if ruling and finding and not finding.may_be_waived:
        return not_now(_("No regulation can mean this; it has to be mended: {problem}").format(problem=finding.words))
    return ruling


def may_match_tables(user: User, version: ScoringTableVersion, older: ScoringTableVersion) -> Ruling:
    """Say which lines continue which: an official of the authority, for a published table of it."""
    ruling = decisions.may_act_for(user, version.table.authority)
    if ruling and older.table.authority_id != version.table.authority_id:
        return not_now(_("Only tables of one authority are matched."))
    if ruling and not older.published_at:
        return not_now(_("A draft can still change; match with a published version."))
    return ruling


def may_rehearse_table(user: User, version: ScoringTableVersion) -> Ruling:
    """Try a table on the figures of a past year: those who act for the authority, who see all of them anyhow."""
    if holds(user, AUTHORITY_ROLES, version.table.authority):
        return ALLOWED
    return denied(_("Only those who act for the authority try a table on a past year."))


def may_copy_table(user: User, version: ScoringTableVersion) -> Ruling:
    """Draft the next version from a published one, while no other draft of the table is under way."""
    ruling = decisions.may_act_for(user, version.table.authority)
    if ruling and not version.published_at:
        return not_now(_("This version is still a draft; go on writing it."))
    if ruling and version.table.versions.filter(published_at__isnull=True).exists():
        return not_now(_("A draft of this table is under way already; finish that one first."))
    return ruling
