"""`make bench`: how long scoring takes, printed as times and as ratios within this run.

Times depend on the machine; the ratios are what to compare. Nothing here is asserted.
"""

import random
import resource
import time
from decimal import Decimal
from importlib import import_module

import django

from clusters import explanations
from clusters.scoring import Scorer
from tests.bench import material
from tests.bench.clockwork import cpu, line, say


def main() -> None:
    """One cluster, a country, a rule that looks at the others; then pages."""
    django.setup()
    say(f"{'':58}{'CPU':>12}{'ratio':>10}")
    floor = _one_cluster()
    _many_units(floor)
    _relative()
    # Models can be read only now.
    import_module("tests.bench.pages").main()


def _one_cluster() -> float:
    """A cluster of fifteen, against a bare loop of Decimal arithmetic over the same leaves; seconds a leaf of it."""
    table, entries = material.table(), material.cluster(random.Random(material.SEED))
    scorer, leaves = Scorer(table), material.LEAVES * material.IN_A_CLUSTER
    floor = cpu(lambda: _bare(leaves))
    line(f"bare loop of Decimal, {leaves} leaves", floor, 1)
    for name, work in (
        ("table made ready", lambda: Scorer(table)),
        ("15 units × 60 leaves, scored", lambda: scorer.score(entries)),
        ("15 units × 60 leaves, scored and explained", lambda: _explained(scorer.score(entries))),
    ):
        took = cpu(work)
        line(name, took, took / floor)
    return floor / leaves


def _many_units(floor: float) -> None:
    """A country, cluster by cluster; the peak of memory tells whether anything is kept."""
    scorer = Scorer(material.table())
    for units in (1_500, 7_500, 30_000):
        took = 0.0
        for entries in material.clusters(units):
            began = time.process_time()
            _explained(scorer.score(entries))
            took += time.process_time() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        name = f"{units} units × 60 leaves, scored and explained"
        line(name, took, took / (floor * units * material.LEAVES), f"{took / units * 1e6:6.0f} µs/unit, {peak:.0f} MiB")


def _relative() -> None:
    """One pass per cluster: a unit costs the same among ten and among a thousand."""
    kinds = [material.RELATIVE]
    scorer, first = Scorer(material.table(kinds)), 0.0
    for units in (10, 100, 1_000):
        entries = material.cluster(random.Random(material.SEED), units, kinds)
        each = cpu(lambda entries=entries: scorer.score(entries), rounds=5) / units
        first = first or each
        line(f"60 relative leaves, a cluster of {units}, each unit", each, each / first)


def _bare(leaves: int) -> Decimal:
    """The least that any implementation must do: a division, a comparison, a rounding and a sum for each leaf."""
    total, step, most = Decimal(0), Decimal("0.01"), Decimal(2)
    part, whole = Decimal("97"), Decimal("103")
    for _ in range(leaves):
        total += (min(part * most / whole, most) / step).to_integral_value() * step
    return total


def _explained(sheets: dict) -> None:
    for sheet in sheets.values():
        explanations.explain_sheet(sheet)


if __name__ == "__main__":
    main()
