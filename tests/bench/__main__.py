"""`make bench`: how long scoring takes, printed as times and as ratios within this run.

Times depend on the machine; the ratios are what to compare. Nothing here is asserted.
"""

import random
import resource
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from statistics import median

import django

from clusters import explanations
from clusters.scoring import Scorer
from tests.bench import material

ROUNDS = 25


def main() -> None:
    """One cluster, a country, and a rule that looks at the others."""
    django.setup()
    _say(f"{'':58}{'CPU':>12}{'ratio':>10}")
    floor = _one_cluster()
    _many_units(floor)
    _relative()


def _one_cluster() -> float:
    """A cluster of fifteen, against a bare loop of Decimal arithmetic over the same leaves; seconds a leaf of it."""
    table, entries = material.table(), material.cluster(random.Random(material.SEED))
    scorer, leaves = Scorer(table), material.LEAVES * material.IN_A_CLUSTER
    floor = _cpu(lambda: _bare(leaves))
    _line(f"bare loop of Decimal, {leaves} leaves", floor, 1)
    for name, work in (
        ("table made ready", lambda: Scorer(table)),
        ("15 units × 60 leaves, scored", lambda: scorer.score(entries)),
        ("15 units × 60 leaves, scored and explained", lambda: _explained(scorer.score(entries))),
    ):
        took = _cpu(work)
        _line(name, took, took / floor)
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
        _line(
            name, took, took / (floor * units * material.LEAVES), f"{took / units * 1e6:6.0f} µs/unit, {peak:.0f} MiB"
        )


def _relative() -> None:
    """One pass per cluster: a unit costs the same among ten and among a thousand."""
    kinds = [material.RELATIVE]
    scorer, first = Scorer(material.table(kinds)), 0.0
    for units in (10, 100, 1_000):
        entries = material.cluster(random.Random(material.SEED), units, kinds)
        each = _cpu(lambda entries=entries: scorer.score(entries), rounds=5) / units
        first = first or each
        _line(f"60 relative leaves, a cluster of {units}, each unit", each, each / first)


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


def _cpu(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median of several rounds, in seconds of one core."""
    work()
    times = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return median(times)


def _line(name: str, seconds: float, ratio: float, more: str = "") -> None:
    shown = f"{seconds * 1000:9.2f} ms" if seconds < 1 else f"{seconds:9.2f} s "
    _say(f"{name:58}{shown}{ratio:9.1f}×  {more}".rstrip())


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
