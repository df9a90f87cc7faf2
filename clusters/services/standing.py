"""Sealing a ranking: frozen placings, and the manifest from which they follow."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, clock, manifest
from clusters.enums import Event
from clusters.errors import Invalid
from clusters.models import Placing, Report, Score, Season, Standing, User
from clusters.policies import standing as policy
from clusters.queries import account, post, ranking
from clusters.queries import manifest as contents
from clusters.queries.ranking import Line, Live
from clusters.scoring.grading import Grading
from clusters.services import assessment as assessments
from clusters.services import consideration, lock, notice

Corrections = Mapping[Report, assessments.Given]
NO_CORRECTIONS: Corrections = MappingProxyType({})


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
    fresh = lock.season(season, "table")
    list(Report.objects.in_season(fresh).select_for_update().order_by("pk").values_list("pk"))
    return ranking.live(fresh)


def _seal(live: Live, by: User, left_out_reason: str, replaces: Standing | None = None, reason: str = "") -> Standing:
    left_out_reason = left_out_reason.strip()
    _leave_out(live, left_out_reason, by)
    content = contents.content_of(live, left_out_reason)
    standing = Standing.objects.create(
        season=live.season,
        manifest=content,
        hash=manifest.digest(content),
        replaces=replaces,
        reason=reason,
        sealed_at=clock.now(),
        sealed_by=by,
    )
    Placing.objects.bulk_create(_placings(standing, live))
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


def _leave_out(live: Live, reason: str, by: User) -> None:
    """Units without a report of which nobody has said yet why they are not considered."""
    if live.unexplained and not reason:
        raise Invalid({"left_out_reason": _("Write why the units without a report are not considered.")})
    if live.unexplained:
        consideration.leave_out(live.season, reason=reason, by=by)


def _placings(standing: Standing, live: Live) -> list[Placing]:
    minutes = account.frozen(live)
    return [_placing(standing, live.grading, line, minutes[line.report.pk]) for line in live.lines]


def _placing(standing: Standing, grading: Grading, line: Line, minutes: Mapping[str, Any]) -> Placing:
    grade = grading.grade(line.verdict.grade)
    return Placing(
        standing=standing,
        participant=line.participant,
        points=line.sheet.total,
        rank=line.rank,
        grade=grade.name if grade else "",
        why={
            "sections": {name: manifest.text(getattr(line.sheet, name)) for name in ("core", "bonus", "penalty")},
            "lines": {leaf.criterion.code: _why(leaf.own, leaf.head) for leaf in line.leaves},
            "account": minutes,
            **({"verdict": line.verdict.as_json()} if grading.grades else {}),
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
