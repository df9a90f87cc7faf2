"""A year opened from a template for several clusters at once, with their places; and a year kept as a template."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from awards.queries import template_quota as template_quotas
from awards.services import quota as quotas
from awards.services import template_quota as places_of_template
from awards.services.quota import Wish
from clusters.enums import HeadshipRole
from clusters.errors import Invalid
from clusters.models import Cluster, Decision, Organisation, Season, SeasonTemplate, User
from clusters.policies import season_template as policy
from clusters.queries import election as elections
from clusters.queries import season_plan as plans
from clusters.services import season_opening as openings
from clusters.services import season_template as templates


@transaction.atomic
def keep(season: Season, name: str, *, by: User) -> SeasonTemplate:
    """A draft of a template from the year as it stands, with the places that it was granted."""
    return places_of_template.keep(templates.keep(season, name, by=by), season, by=by)


@transaction.atomic
def open_all(
    template: SeasonTemplate,
    clusters: Sequence[Cluster],
    *,
    year: int,
    by: User,
    basis: Decision | None = None,
    paper: Mapping[str, Any] | None = None,
    seen: int | None = None,
) -> list[Season]:
    """Open the year for all of them or for none, as the template has it; its places are granted by one decision,
    recorded already or entered with them. Led by whom the conferences elected. `seen` is the version that was read."""
    template = templates.locked(template)
    policy.may_open_by(by, template).require()
    templates.require_seen(template, seen)
    if not clusters:
        raise Invalid({"clusters": _("Tick at least one cluster.")})
    plan = plans.from_template(template, year)
    seasons = [_opened(template, cluster, plan, year, by) for cluster in clusters]
    for season in seasons:
        wishes = {award: Wish(n, 0) for award, n in template_quotas.for_year(template, season.ends_on).items()}
        if wishes:
            basis = quotas.grant_by(season, wishes, by=by, basis=basis, paper=paper)[0].basis
    return seasons


def _opened(template: SeasonTemplate, cluster: Cluster, plan: plans.Plan, year: int, by: User) -> Season:
    said = {**openings.year_of(plan), "lead": _lead(cluster, year)}
    try:
        return openings.open(cluster, template=template, year=year, by=by, **said)
    except Invalid as invalid:
        sentence = f"{cluster}: {invalid}"
        raise Invalid({"clusters": sentence}) from invalid


def _lead(cluster: Cluster, year: int) -> dict[HeadshipRole, Organisation]:
    """Those elected for the year, where a conference has elected."""
    found = elections.elected(cluster, year)
    named = {HeadshipRole.HEAD: found.head, HeadshipRole.DEPUTY: found.deputy} if found else {}
    return {role: unit for role, unit in named.items() if unit}
