"""Opening a year with what was planned for it: by a template, as last year, or from nothing."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from clusters import audit, clock
from clusters.enums import PHASES, Event, PeriodKind, Phase
from clusters.models import Cluster, Season, SeasonTemplate, TemplateUse, User
from clusters.policies import season_template as policy
from clusters.queries.season_plan import Plan
from clusters.services import season as seasons
from clusters.services import season_template as templates
from clusters.services.period import PeriodLine


@transaction.atomic
def open(
    cluster: Cluster,
    *,
    by: User,
    template: SeasonTemplate | None = None,
    left_out: Mapping[Phase, str] | None = None,
    **year: Any,
) -> Season:
    """Open the year (see `services.season.open`) without the phases left out, and keep from which template it came."""
    season = seasons.open(cluster, by=by, **year)
    for phase, reason in (left_out or {}).items():
        season = seasons.skip(season, phase, reason=reason, by=by)
    if template:
        _keep_use(template, season, by)
    return season


def year_of(plan: Plan) -> dict[str, Any]:
    """What `open` takes of a plan that is followed as it stands."""
    due = {phase: moment for phase in PHASES if (moment := plan.due(phase))}
    lines = [PeriodLine(**{**each._asdict(), "kind": PeriodKind(each.kind)}) for each in plan.periods]
    days = {name: plan.initial[name] for name in ("starts_on", "ends_on")}
    return {**days, "table": plan.table, "due": due, "periods": lines, "left_out": plan.left_out}


def _keep_use(read: SeasonTemplate, season: Season, by: User) -> None:
    template = templates.locked(read)
    policy.may_open_by(by, template, season.cluster).require()
    templates.require_seen(template, read.version)
    use = {"version": template.version, "opened_at": clock.now(), "opened_by": by}
    TemplateUse.objects.create(template=template, season=season, **use)
    after = {"season": str(season), "version": template.version}
    audit.record(Event.SEASON_TEMPLATE_USED, template, by=by, after=after)
