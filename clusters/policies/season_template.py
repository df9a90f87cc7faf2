"""Who keeps the templates of an authority's year, and who opens years from them."""

from django.utils.translation import gettext as _

from clusters.enums import AUTHORITY_ROLES, SEASON_TEMPLATE_MOVES, SeasonTemplateState
from clusters.models import Appointment, Cluster, SeasonTemplate, User
from clusters.policies import cluster as clusters
from clusters.policies import decision as decisions
from clusters.rulings import ALLOWED, Ruling, denied, first_refusal, not_now

may_draft_template = decisions.may_act_for


def may_see_templates(user: User) -> Ruling:
    """Whoever acts for an authority today."""
    if Appointment.objects.current().of(user).filter(role__in=AUTHORITY_ROLES).exists():
        return ALLOWED
    return denied(_("Templates of a year are read by those who act for an authority."))


def may_draft_any(user: User) -> Ruling:
    """Whether there is an authority for which the person may draft a template."""
    if clusters.may_found_any(user):
        return ALLOWED
    return denied(_("Only an official in charge of emulation at an authority drafts templates of a year."))


def may_change_template(user: User, template: SeasonTemplate) -> Ruling:
    """The authority's official, until it is retired; years already open keep what they were opened with."""
    return first_refusal(lambda: decisions.may_act_for(user, template.authority), lambda: _not_retired(template))


def may_put_in_force(user: User, template: SeasonTemplate) -> Ruling:
    """A draft, by the authority's official."""
    return _may_become(user, template, SeasonTemplateState.IN_FORCE)


def may_retire(user: User, template: SeasonTemplate) -> Ruling:
    """One in force, or a draft that is not wanted."""
    return _may_become(user, template, SeasonTemplateState.RETIRED)


def rulings_on(user: User, template: SeasonTemplate) -> dict[str, Ruling]:
    """What the page of the template offers; one query."""
    change = may_change_template(user, template)
    goals = {"may_enforce": SeasonTemplateState.IN_FORCE, "may_retire": SeasonTemplateState.RETIRED}
    moves = {name: _may_go(change, template, goal) for name, goal in goals.items()}
    return {"may_change": change, "may_open": _in_force(template) if change else change, **moves}


def may_open_by(user: User, template: SeasonTemplate, cluster: Cluster | None = None) -> Ruling:
    """Open years from it: the authority's official, while it is in force; only years of that authority's clusters."""
    ruling = first_refusal(lambda: decisions.may_act_for(user, template.authority), lambda: _in_force(template))
    if ruling and cluster and cluster.authority_id != template.authority_id:
        return not_now(_("{cluster} belongs to another authority than the template.").format(cluster=cluster))
    return ruling


def _may_become(user: User, template: SeasonTemplate, goal: SeasonTemplateState) -> Ruling:
    return _may_go(may_change_template(user, template), template, goal)


def _may_go(ruling: Ruling, template: SeasonTemplate, goal: SeasonTemplateState) -> Ruling:
    if ruling and goal not in SEASON_TEMPLATE_MOVES[SeasonTemplateState(template.state)]:
        return not_now(_("The template is in force already."))
    return ruling


def _in_force(template: SeasonTemplate) -> Ruling:
    if template.state == SeasonTemplateState.IN_FORCE:
        return ALLOWED
    return not_now(_("The template is not in force. Put it in force first."))


def _not_retired(template: SeasonTemplate) -> Ruling:
    if template.state == SeasonTemplateState.RETIRED:
        return not_now(_("The template is retired and does not change any more. Keep a year as a new template."))
    return ALLOWED
