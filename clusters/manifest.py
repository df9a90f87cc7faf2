"""The manifest of a sealed ranking: everything from which anybody can compute the same placings and grades again.

Plain JSON, decimals as strings without trailing zeros. Pure: no model, no clock; `clusters.services.standing` fills it.
Format 2 added limits, exclusions, effects and grading; what was sealed in format 1 is still computed as it was.
`decisions` stand there only where the meeting decided on grades.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from clusters import canonical, ranking
from clusters.scoring import Entry, Node, Rounding, Sheet, Table, as_json, grading, sum_points
from clusters.scoring.grading.lines import Lines

FORMAT = 2
FORMATS = (1, 2)


class Result(NamedTuple):
    """What a placing says: whose, how many points, which rank, and the grade's name where the table grades."""

    participant: int
    points: Decimal
    rank: int
    grade: str = ""


def build(
    *,
    season: Mapping[str, Any],
    table: Mapping[str, Any],
    units: Iterable[Mapping[str, Any]],
    scores: Iterable[Mapping[str, Any]],
    left_out: Iterable[Mapping[str, Any]],
    known: Iterable[Mapping[str, Any]] = (),
    rulings: Iterable[Iterable[int]] = (),
    decisions: Iterable[grading.Decision[int]] = (),
) -> dict[str, Any]:
    """`units` name the participants considered, `scores` hold every leaf's points by kind, `left_out` the others.

    `known` is from `known_of`; `rulings` and `decisions` are the meeting's on equals and on grades, the latest last.
    """
    return _decided(decisions) | {
        "format": FORMAT,
        "season": dict(season),
        "table": dict(table),
        "order": {"by": "points", "ties": "shared", "rulings": [list(order) for order in rulings]},
        "units": [dict(unit) for unit in units],
        "scores": [dict(score) for score in scores],
        "known": [dict(one) for one in known],
        "left_out": [dict(unit) for unit in left_out],
    }


def digest(manifest: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical JSON."""
    return canonical.sha256(dict(manifest))


def recompute(manifest: Mapping[str, Any]) -> list[Result]:
    """The placings that follow from the manifest alone, in order of rank, then of participant."""
    sheets = sheets_of(manifest)
    if manifest["format"] == 1:
        return _first_format(manifest, sheets)
    table, rules = table_of(manifest["table"]), grading.read_grading(manifest["table"]["grading"])
    entries, facts = _entries(manifest, table), _facts(manifest)
    rulings = manifest["order"]["rulings"]
    placed = grading.order_cluster(rules, table, sheets, entries, facts, rulings)
    ranks = {one.key: one.rank for one in placed}
    verdicts = grading.grade_cluster(rules, table, sheets, entries, facts, ranks, _decisions(manifest))
    names = {grade.code: str(grade.name) for grade in rules.grades}
    grades = {key: names.get(verdict.grade, "") for key, verdict in verdicts.items()}
    return [Result(one.key, one.points, one.rank, grades[one.key]) for one in placed]


def _first_format(manifest: Mapping[str, Any], sheets: Mapping[int, Sheet]) -> list[Result]:
    """By points, and by sums of sections where such tie-breakers were named."""
    keys = {key: {"core": sheet.core, "bonus": sheet.bonus} for key, sheet in sheets.items()}
    contenders = [ranking.Contender(key, sheet.total, keys[key]) for key, sheet in sheets.items()]
    placed = ranking.rank(contenders, manifest["order"]["tie_breakers"])
    return [Result(one.key, one.points, one.rank) for one in placed]


def sheets_of(manifest: Mapping[str, Any]) -> dict[int, Sheet]:
    """Every considered participant's sums from the cluster's points."""
    table = table_of(manifest["table"])
    points: dict[int, dict[str, Decimal]] = defaultdict(dict)
    effects: dict[int, dict[str, str]] = defaultdict(dict)
    for score in manifest["scores"]:
        if score["kind"] == "head":
            points[score["participant"]][score["criterion"]] = Decimal(score["points"])
            effects[score["participant"]][score["criterion"]] = score.get("effect", "")
    keys = [unit["participant"] for unit in manifest["units"]]
    return {key: sum_points(table, points[key], effects[key]) for key in keys}


def table_of(table: Mapping[str, Any]) -> Table:
    """The scoring table as the arithmetic takes it, from its lines in order."""
    below: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for line in table["lines"]:
        below[line["parent"]].append(line)

    def nodes(parent: str) -> tuple[Node, ...]:
        return tuple(_node(line, nodes(line["code"])) for line in below[parent])

    return Table(
        nodes(""),
        step=Decimal(table["step"]),
        rounding=table["rounding"],
        full=_decimal(table.get("full")),
        floor=_decimal(table.get("floor")) or Decimal(0),
        cap=_decimal(table.get("cap")),
        total_rounding=_rounding(table.get("total_step"), table.get("total_rounding")),
        rescaled=table.get("rescaled", False),
    )


def known_of(participant: int, entries: Mapping[str, Entry], facts: Mapping[str, Decimal]) -> dict[str, Any]:
    """What a grading looks at beyond one unit's points, as the manifest keeps it."""
    figures = {
        code: {
            "inputs": as_json(entry.values),
            "target": None if entry.target is None else text(entry.target),
            "evidence": entry.has_evidence,
            "given": None if entry.given is None else text(entry.given),
        }
        for code, entry in entries.items()
    }
    return {"participant": participant, "figures": figures, "facts": {kind: text(v) for kind, v in facts.items()}}


def _decided(decisions: Iterable[grading.Decision[int]]) -> dict[str, Any]:
    found = [
        {"grade": each.grade, "asked": sorted(each.asked), "given": sorted(each.given), "reason": each.reason}
        for each in decisions
    ]
    return {"decisions": found} if found else {}


def _decisions(manifest: Mapping[str, Any]) -> list[grading.Decision[int]]:
    return [
        grading.Decision(said["grade"], frozenset(said["asked"]), frozenset(said["given"]), said["reason"])
        for said in manifest.get("decisions", [])
    ]


def text(value: Decimal) -> str:
    """A decimal as the manifest writes it: 95.5, 100."""
    return f"{value.normalize():f}"


def _entries(manifest: Mapping[str, Any], table: Table) -> dict[int, dict[str, Entry]]:
    lines = Lines(table)
    return {
        one["participant"]: {
            code: Entry(
                lines.typed(code, said["inputs"]),
                _decimal(said["target"]),
                said["evidence"],
                given=_decimal(said["given"]),
            )
            for code, said in one["figures"].items()
        }
        for one in manifest["known"]
    }


def _facts(manifest: Mapping[str, Any]) -> dict[int, dict[str, Decimal]]:
    return {
        one["participant"]: {kind: Decimal(value) for kind, value in one["facts"].items()} for one in manifest["known"]
    }


def _decimal(said: str | None) -> Decimal | None:
    return None if said is None else Decimal(said)


def _rounding(step: str | None, mode: str | None) -> Rounding | None:
    return Rounding(Decimal(step), mode) if step and mode else None


def _node(line: Mapping[str, Any], children: tuple[Node, ...]) -> Node:
    return Node(
        code=line["code"],
        max_points=Decimal(line["max_points"]),
        section=line["section"],
        rule=line["rule"],
        parameters=line["parameters"],
        evidence_required=line["evidence_required"],
        children=children,
        floor=_decimal(line.get("floor")),
        combine=line.get("combine", "sum"),
        rounding=_rounding(line.get("step"), line.get("rounding")),
        not_with=tuple(line.get("not_with", ())),
        supplier=line.get("supplier", "unit"),
    )
