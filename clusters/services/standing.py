"""Sealing a ranking: frozen placings, and the manifest from which they follow."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, clock, manifest
from clusters.enums import Event, ScoreKind
from clusters.errors import Invalid
from clusters.models import Criterion, Placing, Report, Score, ScoringTableVersion, Season, Standing, User
from clusters.policies import standing as policy
from clusters.queries import post, ranking
from clusters.queries.ranking import Line, Live
from clusters.services import assessment as assessments
from clusters.services import notice

Corrections = Mapping[Report, assessments.Given]
NO_CORRECTIONS: Corrections = MappingProxyType({})
KINDS = (ScoreKind.SELF, ScoreKind.HEAD)


@transaction.atomic
def seal(season: Season, *, by: User, left_out_reason: str = "") -> Standing:
    """Freeze the live order. Units whose report is not with the cluster are named as left out, with the reason."""
    live = _locked(season)
    policy.may_seal_ranking(by, live).require()
    return _seal(live, by, left_out_reason)


@transaction.atomic
def seal_again(
    standing: Standing, *, reason: str, by: User, left_out_reason: str = "", corrections: Corrections = NO_CORRECTIONS
) -> Standing:
    """A new sealed ranking that names the old one and replaces it, with points mended first where they were wrong."""
    live = _locked(standing.season)
    standing = Standing.objects.select_related("season__cluster__authority").get(pk=standing.pk)
    policy.may_seal_again(by, standing, live).require()
    if not reason.strip():
        raise Invalid({"reason": _("Write why the sealed ranking is replaced.")})
    for report, given in corrections.items():
        assessments.correct(report, given, by=by)
    live = ranking.live(live.season)
    return _seal(live, by, left_out_reason, replaces=standing, reason=reason.strip())


def _locked(season: Season) -> Live:
    """The live order with the season and all its reports locked, so that no points are given meanwhile."""
    locked = Season.objects.select_for_update(of=("self",)).select_related("cluster__authority", "table")
    fresh = locked.get(pk=season.pk)
    list(Report.objects.in_season(fresh).select_for_update().order_by("pk").values_list("pk"))
    return ranking.live(fresh)


def _seal(live: Live, by: User, left_out_reason: str, replaces: Standing | None = None, reason: str = "") -> Standing:
    left_out_reason = left_out_reason.strip()
    if live.unsent and not left_out_reason:
        raise Invalid({"left_out_reason": _("Write why the units without a report are not considered.")})
    content = _manifest(live, left_out_reason)
    standing = Standing.objects.create(
        season=live.season,
        manifest=content,
        hash=manifest.digest(content),
        replaces=replaces,
        reason=reason,
        sealed_at=clock.now(),
        sealed_by=by,
    )
    Placing.objects.bulk_create(_placing(standing, line) for line in live.lines)
    after = {
        "hash": standing.hash,
        "count": len(live.lines),
        "left_out": [str(each.participant) for each in live.unsent],
    }
    audit.record(Event.STANDING_SEALED, standing, by=by, after=after, reason=reason or left_out_reason)
    path = reverse("standing", args=[standing.pk])
    members = post.people_of_season(live.season)
    notice.tell(Event.STANDING_SEALED, standing, to=members, path=path, season=str(live.season))
    return standing


def _placing(standing: Standing, line: Line) -> Placing:
    return Placing(
        standing=standing,
        participant=line.participant,
        points=line.sheet.total,
        rank=line.rank,
        why={
            "sections": {name: manifest.text(getattr(line.sheet, name)) for name in ("core", "bonus", "penalty")},
            "lines": {leaf.criterion.code: _why(leaf.own, leaf.head) for leaf in line.leaves},
        },
    )


def _why(own: Score | None, head: Score | None) -> dict[str, Any]:
    """One leaf as it stood: both points, the reason codes of the self-score, the head's note."""
    return {
        "self": manifest.text(own.points) if own else None,
        "head": manifest.text(head.points) if head else None,
        "reasons": own.reasons if own else [],
        "note": head.note if head else "",
    }


def _manifest(live: Live, left_out_reason: str) -> dict[str, Any]:
    season = live.season
    return manifest.build(
        season={"id": season.pk, "year": season.year, "cluster": season.cluster.name},
        table=_table(season, list(live.criteria.values())),
        units=[_unit(line.report) for line in live.lines],
        scores=[row for line in live.lines for row in _scores(line)],
        left_out=[{**_unit(report), "reason": left_out_reason} for report in live.unsent],
    )


def _unit(report: Report) -> dict[str, Any]:
    unit = report.participant.organisation.name
    return {"participant": report.participant_id, "unit": unit, "report": report.pk, "state": str(report.state)}


def _scores(line: Line) -> Iterable[dict[str, Any]]:
    for leaf in line.leaves:
        for kind, row in zip(KINDS, (leaf.own, leaf.head), strict=True):
            if row is not None:
                yield {
                    "participant": line.participant.pk,
                    "criterion": leaf.criterion.code,
                    "kind": str(kind),
                    "points": manifest.text(row.points),
                    "scorer": row.scored_by_id,
                    "version": row.version,
                }


def _table(season: Season, criteria: list[Criterion]) -> dict[str, Any]:
    version = ScoringTableVersion.objects.select_related("table").get(seasons=season)
    codes: dict[int | None, str] = {each.pk: each.code for each in criteria}
    return {
        "version": version.pk,
        "name": version.table.name,
        "number": version.number,
        "step": manifest.text(Decimal(version.step)),
        "rounding": str(version.rounding),
        "lines": [_criterion(each, codes.get(each.parent_id, "")) for each in criteria],
    }


def _criterion(each: Criterion, parent: str) -> dict[str, Any]:
    return {
        "code": each.code,
        "parent": parent,
        "text": each.text,
        "section": str(each.section),
        "max_points": manifest.text(each.max_points),
        "rule": each.rule_type,
        "parameters": each.parameters,
        "unit_of_measure": each.unit_of_measure,
        "evidence_required": each.evidence_required,
    }
