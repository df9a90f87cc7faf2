"""Tables of sixty leaves of every kind of rule, and results for any number of units."""

import random
from collections.abc import Callable, Iterator
from decimal import Decimal

from clusters.scoring import Entry, Node, Table

LEAVES, IN_A_GROUP, IN_A_CLUSTER = 60, 6, 15
SEED = 20261122

D = Decimal
Draw = Callable[[random.Random], Entry]
Entries = dict[int, dict[str, Entry]]

BANDS = [
    {"low": "100", "high": None, "points": "2"},
    {"low": "95", "high": "100", "points": "1.75"},
    {"low": "80", "high": "95", "points": "1.5"},
    {"low": None, "high": "80", "points": "0"},
]

LEVELS = [{"name": name, "points": points} for name, points in (("Đạt", "2"), ("Một phần", "1"), ("Không đạt", "0"))]


def _percentage(rng: random.Random) -> Entry:
    whole = rng.randint(1, 200)
    return Entry({"numerator": D(rng.randint(0, whole)), "denominator": D(whole)})


def _against_target(rng: random.Random) -> Entry:
    return Entry({"actual": D(rng.randint(1, 2000)) / 10}, D(rng.randint(50, 150)))


def _count(rng: random.Random) -> Entry:
    return Entry({"count": D(rng.randint(0, 9))})


def _level(rng: random.Random) -> Entry:
    return Entry({"level": rng.choice(LEVELS)["name"]})


def _days(rng: random.Random) -> Entry:
    return Entry({"days": D(rng.randint(0, 20))})


def _quarters(rng: random.Random) -> Entry:
    return Entry({"results": tuple(D(rng.randint(60, 110)) for _ in range(4))})


def _judged(rng: random.Random) -> Entry:
    return Entry({"points": D(rng.randint(0, 8)) / 4})


def _answer(rng: random.Random) -> Entry:
    return Entry({"answer": rng.random() < 0.5})


# Rule, its parameters as stored, and how a unit's entry is drawn.
KINDS: list[tuple[str, dict, Draw]] = [
    ("bands", {"bands": BANDS}, _percentage),
    ("proportional", {}, _against_target),
    ("count", {"points_each": "0.5"}, _count),
    ("deduction", {"per_case": "0.25"}, _count),
    ("yes_no", {}, _answer),
    ("proportional", {"better": "lower"}, _against_target),
    ("choice", {"levels": LEVELS}, _level),
    ("lateness", {"per_day": "0.1"}, _days),
    ("periods", {"gives": "bands", "bands": BANDS}, _quarters),
    ("judged", {}, _judged),
]
RELATIVE: tuple[str, dict, Draw] = ("relative", {}, _against_target)


def table(kinds: list[tuple[str, dict, Draw]] = KINDS) -> Table:
    """Ten groups of six leaves of two points, the kinds in turn."""
    groups = []
    for group in range(LEAVES // IN_A_GROUP):
        numbers = range(group * IN_A_GROUP, (group + 1) * IN_A_GROUP)
        rules = [kinds[number % len(kinds)] for number in numbers]
        leaves = tuple(
            Node(f"{group}.{number}", D(2), rule=rule, parameters=parameters)
            for number, (rule, parameters, _draw) in zip(numbers, rules, strict=True)
        )
        groups.append(Node(str(group), D(2 * IN_A_GROUP), children=leaves))
    return Table(tuple(groups))


def cluster(rng: random.Random, units: int = IN_A_CLUSTER, kinds: list[tuple[str, dict, Draw]] = KINDS) -> Entries:
    """What each unit of one cluster brings."""
    codes = [f"{number // IN_A_GROUP}.{number}" for number in range(LEAVES)]
    draws = [kinds[number % len(kinds)][2] for number in range(LEAVES)]
    return {unit: {code: draw(rng) for code, draw in zip(codes, draws, strict=True)} for unit in range(units)}


def clusters(units: int) -> Iterator[Entries]:
    """Clusters of fifteen until so many units have come; each is drawn when it is asked for."""
    rng = random.Random(SEED)
    for _ in range(units // IN_A_CLUSTER):
        yield cluster(rng)
