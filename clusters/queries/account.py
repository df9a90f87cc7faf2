"""What the account of a sheet rests on: the rows as they stand now, or what was frozen when the ranking was sealed."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from clusters import accounts, scoring
from clusters.accounts import Account, Basis, Given, Ground, Proof
from clusters.models import (
    Criterion,
    Placing,
    Report,
    Score,
    ScoringTableVersion,
    Standing,
    User,
)
from clusters.models.report import OPEN_TO_OTHERS, SENT_IN
from clusters.queries import assessment, fact_feed, ranking
from clusters.queries import grading as gradings
from clusters.queries import scoring as scorings
from clusters.queries import standing as standings
from clusters.queries.brought import NOTHING, Brought, brought_by
from clusters.queries.ranking import Live
from clusters.scoring import Line, Reason, Sheet, Totals, all_nodes
from clusters.scoring.grading import Grading, Verdict


class Points(NamedTuple):
    """Self-score and cluster's points of one leaf, each with what it does beyond counting."""

    own: Given | None = None
    head: Given | None = None
    own_effect: str = ""
    head_effect: str = ""

    @property
    def own_line(self) -> Line:
        return Line(self.own.points, self.own.reasons, effect=self.own_effect) if self.own else Line(Decimal(0))

    @property
    def line(self) -> Line:
        """What counts now."""
        return Line(self.head.points, effect=self.head_effect) if self.head else self.own_line


NO_POINTS = Points()


# --- as it stands ---------------------------------------------------------------------------------------------


def of_report(report: Report, *, graded: bool = False, reader: User | None = None) -> list[Account]:
    """As submitted and verified so far; before it is sent in, as the figures that are there now would be scored.

    With `graded`, the grade is accounted for too: it takes the whole season, for its quotas. A `reader` who
    verifies learns where else the same files are used.
    """
    version = report.participant.season.table
    if version is None:
        return []
    table, criteria = core = scorings.sums_of(version)
    points, own, given = _points_now(report, core)
    season, is_ranked = report.participant.season, graded and report.state in SENT_IN
    # Read once for both where criteria and grades follow from facts.
    facts = (fact_feed.known_in(season, criteria) or None) if is_ranked else None
    brought = _by_code(brought_by([report], criteria, facts, reader).get(report.pk, {}), criteria)
    grounds = _grounds(table, criteria, brought, points)
    verdict = _verdict_now(report, core, facts) if is_ranked else ()
    return accounts.account_of(Basis(table, grounds, given, own, legal_of(version), verdict))


def _points_now(report: Report, core: scorings.Core) -> tuple[dict[str, Points], Sheet, Sheet]:
    """Of each leaf, with both sheets: as given, or as they would be."""
    points = _stored(report, core[1]) if report.state in OPEN_TO_OTHERS else {}
    if points:
        return points, *_sums(core[0], points)
    sheet = scorings.sheet_of(report)
    return {code: Points(Given(line.points, reasons=line.reasons)) for code, line in sheet.lines.items()}, sheet, sheet


def _verdict_now(report: Report, core: scorings.Core, facts: scorings.Facts | None) -> tuple[str, ...]:
    """Of a report that is ranked, where the table grades."""
    season = report.participant.season
    if not gradings.of_version(season.table).grades:
        return ()
    live = ranking.live(season, core, facts)
    return next((_in_words(live.grading, line.verdict) for line in live.lines if line.report == report), ())


def _in_words(grading: Grading, verdict: Verdict) -> tuple[str, ...]:
    """The grade, then every step on the way to it with its outcome and figures."""
    found = gradings.graded(grading, 0, "", verdict)
    steps = ("; ".join(part for part in (each.words, each.outcome, *each.figures) if part) for each in found.steps)
    return tuple(part for part in (found.grade, found.note, *steps) if part)


def _stored(report: Report, criteria: Mapping[str, Criterion]) -> dict[str, Points]:
    scores = assessment.scores_of(report)
    code_of = {each.pk: code for code, each in criteria.items()}
    return {code_of[pk]: _points(pair, _by) for pk, pair in scores.items() if pk in code_of}


def _by(score: Score) -> str:
    return str(score.scored_by)


def _points(pair: assessment.Pair, name_of) -> Points:
    own, head = pair.get("self"), pair.get("head")
    effects = own.effect if own else "", head.effect if head else ""
    return Points(_given(own, name_of), _given(head, name_of), *effects)


def _given(score: Score | None, name_of) -> Given | None:
    if score is None:
        return None
    reasons = tuple(Reason.from_json(each) for each in score.reasons)
    return Given(score.points, name_of(score), score.scored_at, score.note, reasons)


def _by_code(brought: Mapping[int, Brought], criteria: Mapping[str, Criterion]) -> dict[str, Brought]:
    return {code: brought[each.pk] for code, each in criteria.items() if each.pk in brought}


def legal_of(version: ScoringTableVersion) -> str:
    """The table's basis and who issued it."""
    return "; ".join(part for part in (version.legal_basis, version.issuer) if part)


def _sums(table: scoring.Table, points: Mapping[str, Points]) -> tuple[Sheet, Sheet]:
    totals = Totals(table)
    own = totals.sheet({code: each.own_line for code, each in points.items()})
    return own, totals.sheet({code: each.line for code, each in points.items()})


def _grounds(
    table: scoring.Table,
    criteria: Mapping[str, Criterion],
    brought: Mapping[str, Brought],
    points: Mapping[str, Points],
) -> list[Ground]:
    depths: dict[int | None, int] = {None: -1}
    nodes, grounds = {node.code: node for node in all_nodes(table)}, []
    for code, each in criteria.items():
        depths[each.pk] = depths[each.parent_id] + 1
        leaf = points.get(code, NO_POINTS) if each.rule_type else NO_POINTS
        grounds.append(_ground(each, nodes[code], depths[each.pk], brought.get(code, NOTHING), leaf))
    return grounds


def _ground(each: Criterion, node: scoring.Node, depth: int, brought: Brought, points: Points) -> Ground:
    rule = scorings.rule_of(each)
    return Ground(
        title=str(each),
        node=node,
        depth=depth,
        pk=each.pk,
        unit_of_measure=each.unit_of_measure,
        scorer=each.scorer,
        legal=each.legal_line,
        inputs=rule.inputs if rule else (),
        values=scorings.typed(rule, brought.inputs),
        target=brought.target,
        note=brought.note,
        evidence=brought.evidence,
        own=points.own,
        head=points.head,
    )


# --- as it was sealed -----------------------------------------------------------------------------------------


def frozen(live: Live) -> dict[int, dict[str, dict[str, Any]]]:
    """By report and code: what the minutes need besides the points, as JSON; four queries for the whole ranking."""
    brought = brought_by([line.report for line in live.lines], live.criteria)
    scores = [row for line in live.lines for leaf in line.leaves for row in (leaf.own, leaf.head) if row]
    names = {pk: str(user) for pk, user in User.objects.in_bulk({row.scored_by_id for row in scores}).items()}
    return {
        line.report.pk: {
            leaf.criterion.code: _frozen(brought[line.report.pk].get(leaf.criterion.pk, NOTHING), leaf, names)
            for leaf in line.leaves
        }
        for line in live.lines
    }


def _frozen(brought: Brought, leaf: assessment.Leaf, names: Mapping[int, str]) -> dict[str, Any]:
    return {
        "inputs": dict(brought.inputs),
        "target": None if brought.target is None else f"{brought.target:f}",
        "note": brought.note,
        "evidence": [proof.name for proof in brought.evidence],
        "self": _frozen_gift(leaf.own, names),
        "head": _frozen_gift(leaf.head, names),
    }


def _frozen_gift(score: Score | None, names: Mapping[int, str]) -> dict[str, str]:
    if score is None:
        return {}
    return {"by": names[score.scored_by_id], "at": score.scored_at.isoformat(), "effect": score.effect}


def of_placing(standing: Standing, placing: Placing) -> list[Account]:
    """From the values sealed in the placing alone, over the table that the manifest names."""
    number = standing.manifest.get("table", {}).get("version", standing.season.table_id)
    version = ScoringTableVersion.objects.filter(pk=number).first()
    if version is None:
        return []
    table, criteria = scorings.sums_of(version)
    sealed = placing.why.get("account", {})
    points = {code: _sealed_points(line, sealed.get(code, {})) for code, line in placing.why.get("lines", {}).items()}
    brought = {code: _sealed_brought(said) for code, said in sealed.items()}
    own, given = _sums(table, points)
    verdict = _verdict_sealed(standing, placing)
    return accounts.account_of(
        Basis(table, _grounds(table, criteria, brought, points), given, own, legal_of(version), verdict)
    )


def _verdict_sealed(standing: Standing, placing: Placing) -> tuple[str, ...]:
    sealed = placing.why.get("verdict")
    return _in_words(standings.grading_of(standing), Verdict.from_json(sealed)) if sealed else ()


def _sealed_brought(said: Mapping[str, Any]) -> Brought:
    target = said.get("target")
    evidence = tuple(Proof(name) for name in said.get("evidence", ()))
    return Brought(said.get("inputs", {}), None if target is None else Decimal(target), said.get("note", ""), evidence)


def _sealed_points(line: Mapping[str, Any], said: Mapping[str, Any]) -> Points:
    own, head = said.get("self", {}), said.get("head", {})
    reasons = tuple(Reason.from_json(each) for each in line.get("reasons", ()))
    return Points(
        _sealed_gift(line.get("self"), own, reasons=reasons),
        _sealed_gift(line.get("head"), head, note=line.get("note", "")),
        own.get("effect", ""),
        head.get("effect", ""),
    )


def _sealed_gift(points: str | None, said: Mapping[str, str], **more: Any) -> Given | None:
    if points is None:
        return None
    at = dt.datetime.fromisoformat(said["at"]) if said.get("at") else None
    return Given(Decimal(points), said.get("by", ""), at, **more)
