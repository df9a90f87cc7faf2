"""What a sealed ranking is computed from, taken from the live order as the manifest keeps it."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from clusters import manifest
from clusters.enums import ScoreKind
from clusters.models import Criterion, Report, ScoringTableVersion, Season
from clusters.queries.ranking import Line, Live
from clusters.scoring.grading import as_json, needs

KINDS = (ScoreKind.SELF, ScoreKind.HEAD)


def content_of(live: Live, left_out_reason: str) -> dict[str, Any]:
    """The manifest of this order; `left_out_reason` says why units without a report are not considered
    of which nobody has said it yet."""
    season = live.season
    return manifest.build(
        season={"id": season.pk, "year": season.year, "cluster": season.cluster.name},
        table=_table(season, list(live.criteria.values())) | {"grading": _grading(live)},
        units=[_unit(line.report) for line in live.lines],
        scores=[row for line in live.lines for row in _scores(line)],
        left_out=[{**_unit(report), "reason": _why(report, left_out_reason)} for report in live.unsent],
        known=_known(live),
        rulings=_rulings(live),
        decisions=[each.decision for each in live.questions if each.decision],
    )


def _why(report: Report, left_out_reason: str) -> str:
    """What was said when the year moved on without its report, else what is said now."""
    return report.participant.not_considered_reason or left_out_reason


def _grading(live: Live) -> dict[str, Any]:
    """As the table stores it; with the tie-breakers of the regulations where it has none of its own."""
    stored: dict[str, Any] = live.season.table.grading if live.season.table else {}
    used = as_json(live.grading).get("tie_breakers", [])
    return {**stored, "tie_breakers": used} if used and not stored.get("tie_breakers") else stored


def _known(live: Live) -> list[dict[str, Any]]:
    """Nothing for a table whose grades and order rest on points alone."""
    lines, kinds = needs.lines_of(live.grading), needs.facts_of(live.grading)
    if not lines and not kinds:
        return []
    entries, facts = live.known.entries, live.known.facts
    ranked = [line.participant.pk for line in live.lines]
    return [manifest.known_of(pk, entries.get(pk, {}), facts.get(pk, {})) for pk in ranked]


def _rulings(live: Live) -> list[tuple[int, ...]]:
    """Only those that name a unit that is ranked."""
    ranked = {line.participant.pk for line in live.lines}
    return [order for order in live.known.orders if ranked & {*order}]


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
                    **({"effect": row.effect} if row.effect else {}),
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
        "full": _text(version.full),
        "floor": _text(version.floor),
        "cap": _text(version.cap),
        "total_step": _text(version.total_step),
        "total_rounding": str(version.total_rounding),
        "rescaled": version.rescaled,
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
        "floor": _text(each.floor),
        "combine": str(each.combine),
        "step": _text(each.step),
        "rounding": str(each.rounding),
        "not_with": list(each.not_with),
        "supplier": str(each.supplier),
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else manifest.text(Decimal(value))
