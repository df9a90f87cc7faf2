"""What is frozen when a report is sent, and what its receipt shows."""

from typing import Any

from django.utils import translation

from clusters import scoring
from clusters.models import Criterion, Evidence, Report, Result, Target
from clusters.queries import fact_feed
from clusters.queries import report as reports
from clusters.queries import scoring as scores
from clusters.scoring import Line, Sheet


def content_of(report: Report, sheet: Sheet, **heading: Any) -> dict[str, Any]:
    """The whole report as plain JSON: figures, notes, hashes of the evidence, targets, points with their reasons.

    Decimals are strings, so that both databases give back exactly what was hashed.
    """
    season = report.participant.season
    with translation.override("vi"):
        names = {"unit": str(report.participant), "season": str(season), "year": season.year}
        lines = _lines(report, sheet)
    totals = {name: f"{getattr(sheet, name):f}" for name in ("core", "bonus", "penalty", "total")}
    return {**heading, **names, "table": season.table_id, "lines": lines, **totals}


def _lines(report: Report, sheet: Sheet) -> list[dict[str, Any]]:
    results = {result.criterion_id: result for result in report.results.all()}
    targets = {target.criterion_id: target for target in report.participant.targets.all()}
    proofs: dict[int, list[Evidence]] = {}
    for proof in report.evidence.standing().select_related("file").order_by("pk"):
        proofs.setdefault(proof.criterion_id, []).append(proof)
    criteria = Criterion.objects.filter(version=report.participant.season.table_id).order_by("position", "pk")
    brought = _brought(report, list(criteria))
    return [
        _line(criterion, sheet.lines[criterion.code], results.get(criterion.pk), targets.get(criterion.pk))
        | brought.get(criterion.pk, {})
        | {"evidence": [_proof(proof) for proof in proofs.get(criterion.pk, [])]}
        for criterion in criteria
    ]


def _brought(report: Report, criteria: list[Criterion]) -> dict[int, dict[str, Any]]:
    """By criterion: what the system knew at that moment stands where the unit enters nothing."""
    by_code = {criterion.code: criterion for criterion in criteria}
    known, brought = fact_feed.known_of(report.participant, by_code), {}
    for criterion in fact_feed.fed(by_code).values():
        rule = scores.rule_of(criterion)
        inputs = fact_feed.inputs_of(criterion, rule.inputs if rule else (), known)
        brought[criterion.pk] = {"inputs": scoring.as_json(inputs), "value": None, "note": ""}
    return brought


def _line(criterion: Criterion, line: Line, result: Result | None, target: Target | None) -> dict[str, Any]:
    return {
        "code": criterion.code,
        "text": criterion.text,
        "is_group": not criterion.rule_type,
        "max": f"{criterion.max_points:f}",
        "unit_of_measure": criterion.unit_of_measure,
        "counted_in": reports.unit_of(scores.rule_of(criterion), criterion.unit_of_measure),
        "inputs": result.inputs if result else {},
        "value": None if result is None or result.value is None else f"{result.value:f}",
        "note": result.note if result else "",
        "target": f"{target.value:f}" if target else None,
        "points": f"{line.points:f}",
        "reasons": [reason.as_json() for reason in line.reasons],
    }


def _proof(proof: Evidence) -> dict[str, Any]:
    return {"name": proof.file.original_name, "sha256": proof.file.sha256, "size": proof.file.size}
