"""What is frozen when a report is sent, and what its receipt shows."""

from collections.abc import Mapping
from typing import Any

from django.utils import translation

from clusters import explanations, scoring
from clusters.enums import Provenance
from clusters.models import Criterion, Evidence, Report, Result, Target
from clusters.queries import evidence_file as library
from clusters.queries import fact_feed
from clusters.queries import finding as findings
from clusters.queries import letterhead as letterheads
from clusters.queries import report as reports
from clusters.queries import scoring as scores
from clusters.scoring import Line, Sheet

FORM = 2


def content_of(report: Report, sheet: Sheet, **heading: Any) -> dict[str, Any]:
    """The whole report as plain JSON: figures, notes, hashes of the evidence, targets, points with their reasons,
    why a line is blank, and what was said about warnings (by the finding's key).

    Decimals are strings, so that both databases give back exactly what was hashed. Words stand in Vietnamese, and
    under `en` in English where they differ; what was frozen before that has no `en`.
    """
    season = report.participant.season
    with translation.override("vi"):
        names = _names(report)
        lines = _lines(report, sheet)
    with translation.override("en"):
        english = {name: text for name, text in _names(report).items() if text != names[name]}
    names |= {"year": season.year} | ({"en": english} if english else {}) | _marks(report)
    totals = {name: f"{getattr(sheet, name):f}" for name in ("core", "bonus", "penalty", "total")}
    said = dict(report.explanations.order_by("finding").values_list("finding", "text"))
    explained = {"explained": said} if said else {}
    return {**heading, **names, "table": season.table_id, "lines": lines, **explained, **totals}


def sent_content(report: Report, sheet: Sheet, **heading: Any) -> dict[str, Any]:
    """The same with what the papers of a sending show besides: warnings with what was said about them, and what stands
    at the head and the end of the paper. `form` tells it from what was frozen before, whose papers stay as they are."""
    with translation.override("vi"):
        letterhead = letterheads.frozen(report)
    said = findings.frozen(lambda: findings.of_report(report, reports.lines_of(report)[0]))
    content = content_of(report, sheet, **heading)
    return content | {"form": FORM, "findings": said, "letterhead": letterhead}


def _marks(report: Report) -> dict[str, Any]:
    """That figures or the year are made up or unverified, where they are, so that the papers of the content say it."""
    given = {report.mark, report.participant.season.mark, *report.results.values_list("mark", flat=True)}
    marks = sorted(given - {Provenance.ENTERED, Provenance.SOURCE})
    return {"marks": marks} if marks else {}


def _names(report: Report) -> dict[str, Any]:
    season = report.participant.season
    return {"unit": str(report.participant), "season": str(season), "authority": str(season.cluster.authority)}


def _lines(report: Report, sheet: Sheet) -> list[dict[str, Any]]:
    results = {result.criterion_id: result for result in report.results.all()}
    targets = {target.criterion_id: target for target in report.participant.targets.all()}
    proofs: dict[int, list[Evidence]] = {}
    for proof in report.evidence.standing().select_related("file__stored").order_by("pk"):
        proofs.setdefault(proof.criterion_id, []).append(proof)
    criteria = Criterion.objects.filter(version=report.participant.season.table_id).order_by("position", "pk")
    brought = _brought(report, list(criteria))
    return [
        _line(criterion, sheet.lines[criterion.code], results.get(criterion.pk), targets.get(criterion.pk))
        | brought.get(criterion.pk, {})
        | {"evidence": [library.frozen(proof) for proof in proofs.get(criterion.pk, [])]}
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
    rule, inputs = scores.rule_of(criterion), result.inputs if result else {}
    counted_in = reports.unit_of(rule, criterion.unit_of_measure)
    english = _in_english(criterion, rule, inputs, counted_in, target)
    return {
        "code": criterion.code,
        "text": criterion.text,
        "is_group": not criterion.rule_type,
        "max": f"{criterion.max_points:f}",
        "unit_of_measure": criterion.unit_of_measure,
        "counted_in": counted_in,
        "inputs": inputs,
        "value": None if result is None or result.value is None else f"{result.value:f}",
        "note": result.note if result else "",
        **({"blank": result.blank} if result and result.blank else {}),
        "target": f"{target.value:f}" if target else None,
        **({"target_said": target.said} if target else {}),
        "points": f"{line.points:f}",
        "reasons": [reason.as_json() for reason in line.reasons],
        **({"en": english} if english else {}),
    }


def _in_english(
    criterion: Criterion, rule: scores.Rule | None, inputs: Mapping[str, Any], counted_in: str, target: Target | None
) -> dict[str, Any]:
    """What of a line is said otherwise in English: its text, what it is counted in, the levels that an author named,
    its target."""
    vietnamese = target.said if target else ""
    with translation.override("en"):
        unit = reports.unit_of(rule, criterion.unit_of_measure)
        asked = [one for one in (rule.inputs if rule else ()) if one.choices and one.name in inputs]
        words = {one.name: explanations.say(one, inputs[one.name]) for one in asked}
        promised = target.said if target else ""
    said = {
        "text": criterion.text_en,
        "counted_in": unit if unit != counted_in else "",
        "target_said": promised if promised != vietnamese else "",
        "inputs": {name: text for name, text in words.items() if text != inputs[name]},
    }
    return {name: value for name, value in said.items() if value}
