"""The manifest of a sealed ranking: everything from which anybody can compute the same placings again.

Plain JSON, decimals as strings without trailing zeros. Pure: no model, no clock; `clusters.services.standing` fills it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from clusters import canonical, ranking
from clusters.scoring import Node, Sheet, Table, sum_points

FORMAT = 1
# No regulation says yet how ties are broken, so they stay ties. A name here must be a key of `_keys`.
TIE_BREAKERS: tuple[str, ...] = ()


class Result(NamedTuple):
    """What a placing says: whose, how many points, which rank."""

    participant: int
    points: Decimal
    rank: int


def build(
    *,
    season: Mapping[str, Any],
    table: Mapping[str, Any],
    units: Iterable[Mapping[str, Any]],
    scores: Iterable[Mapping[str, Any]],
    left_out: Iterable[Mapping[str, Any]],
) -> dict[str, Any]:
    """`units` name the participants considered, `scores` hold every leaf's points by kind, `left_out` the others."""
    return {
        "format": FORMAT,
        "season": dict(season),
        "table": dict(table),
        "order": {"by": "points", "ties": "shared", "tie_breakers": list(TIE_BREAKERS)},
        "units": [dict(unit) for unit in units],
        "scores": [dict(score) for score in scores],
        "left_out": [dict(unit) for unit in left_out],
    }


def digest(manifest: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical JSON."""
    return canonical.sha256(dict(manifest))


def recompute(manifest: Mapping[str, Any]) -> list[Result]:
    """The placings that follow from the manifest alone, in order of rank, then of participant."""
    sheets = sheets_of(manifest)
    contenders = [ranking.Contender(key, sheet.total, _keys(sheet)) for key, sheet in sheets.items()]
    placed = ranking.rank(contenders, manifest["order"]["tie_breakers"])
    return [Result(one.key, one.points, one.rank) for one in placed]  # type: ignore[arg-type]


def sheets_of(manifest: Mapping[str, Any]) -> dict[int, Sheet]:
    """Every considered participant's sums from the cluster's points."""
    table = table_of(manifest["table"])
    given: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for score in manifest["scores"]:
        if score["kind"] == "head":
            given[score["participant"]][score["criterion"]] = Decimal(score["points"])
    return {unit["participant"]: sum_points(table, given[unit["participant"]]) for unit in manifest["units"]}


def table_of(table: Mapping[str, Any]) -> Table:
    """The scoring table as the arithmetic takes it, from its lines in order."""
    below: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for line in table["lines"]:
        below[line["parent"]].append(line)

    def nodes(parent: str) -> tuple[Node, ...]:
        return tuple(_node(line, nodes(line["code"])) for line in below[parent])

    return Table(nodes(""), step=Decimal(table["step"]), rounding=table["rounding"])


def text(value: Decimal) -> str:
    """A decimal as the manifest writes it: 95.5, 100."""
    return f"{value.normalize():f}"


def _node(line: Mapping[str, Any], children: tuple[Node, ...]) -> Node:
    return Node(
        code=line["code"],
        max_points=Decimal(line["max_points"]),
        section=line["section"],
        rule=line["rule"],
        parameters=line["parameters"],
        evidence_required=line["evidence_required"],
        children=children,
    )


def _keys(sheet: Sheet) -> dict[str, Decimal]:
    return {"core": sheet.core, "bonus": sheet.bonus}
