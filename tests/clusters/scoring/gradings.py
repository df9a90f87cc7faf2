"""A table and its grading after the draft of Thanh Hóa, small enough to count by hand."""

from collections.abc import Mapping
from decimal import Decimal

from clusters.scoring import Entry, Node, Table, sum_points
from clusters.scoring.grading import Grading, read_grading

D = Decimal
LEAVES = ("I.1", "I.2", "I.3", "V.1", "V.2", "VIII.1", "IX.1", "IX.6", "IX.8")
FULL = {"I.1": 30, "I.2": 30, "I.3": 25, "V.1": 10, "V.2": 5, "VIII.1": 0, "IX.1": 0, "IX.6": 0, "IX.8": 0}


def _group(code: str, section: str, *leaves: tuple[str, int, str, dict]) -> Node:
    most = sum(points for _code, points, _rule, _parameters in leaves)
    children = tuple(Node(code, D(points), section, rule, given) for code, points, rule, given in leaves)
    return Node(code, D(most), section, children=children)


TABLE = Table(
    (
        _group(
            "I",
            "core",
            ("I.1", 30, "proportional", {}),
            ("I.2", 30, "proportional", {}),
            ("I.3", 25, "proportional", {"better": "lower"}),
        ),
        _group("V", "core", ("V.1", 10, "count", {"points_each": "5"}), ("V.2", 5, "yes_no", {})),
        _group("VIII", "bonus", ("VIII.1", 10, "count", {"points_each": "1"})),
        _group(
            "IX",
            "penalty",
            ("IX.1", 5, "penalty_per_case", {"per_case": "5"}),
            ("IX.6", 10, "penalty_per_case", {"per_case": "10"}),
            ("IX.8", 5, "penalty_per_case", {"per_case": "5"}),
        ),
    ),
    cap=D(110),
)

ALL_MET = {"kind": "targets", "lines": ["I.1", "I.2", "I.3"]}
GRADES = [
    {
        "code": "XS",
        "name": "Xuất sắc",
        "name_en": "Excellent",
        "least": "90",
        "conditions": [
            [{"kind": "share", "line": "V", "sign": "≥", "value": "60"}],
            [{"kind": "figure", "line": "V.1", "sign": "≥", "value": "2"}],
            [ALL_MET],
        ],
        "quota": {"percent": "25", "rounding": "down", "over": "next"},
    },
    {
        "code": "T",
        "name": "Tốt",
        "name_en": "Good",
        "least": "80",
        "conditions": [
            [{"kind": "points", "line": "V.2", "sign": ">", "value": "4"}, {**ALL_MET, "missed": "1", "by": "15"}]
        ],
    },
    {"code": "K", "name": "Khá", "name_en": "Fair", "least": "65"},
    {"code": "TB", "name": "Trung bình", "name_en": "Average", "least": "50", "in_percent": True},
    {"code": "Y", "name": "Yếu", "name_en": "Weak", "least": "0"},
]


def _case(line: str, least: int) -> dict:
    return {"kind": "figure", "line": line, "sign": "≥", "value": str(least)}


SANCTIONS = [
    {
        "name": "Nghị quyết trái luật",
        "name_en": "Unlawful resolution",
        "trigger": {"kind": "points", "line": "IX.1", "sign": ">", "value": "0"},
        "effect": {"kind": "not_above", "grade": "T"},
        "legal_line": "Điều 6",
    },
    {"name": "Kỷ luật tập thể", "trigger": _case("IX.6", 1), "effect": {"kind": "not_above", "grade": "K"}},
    {"name": "Minh chứng sai", "trigger": _case("IX.8", 1), "effect": {"kind": "down", "grades": "1"}},
    {"name": "Minh chứng sai nhiều lần", "trigger": _case("IX.8", 2), "effect": {"kind": "forced", "grade": "Y"}},
    {
        "name": "Hụt chỉ tiêu chủ yếu",
        "trigger": {"kind": "fact", "fact": "targets_missed_share", "sign": "≥", "value": "30"},
        "effect": {"kind": "not_above", "grade": "T"},
    },
]
TIE_BREAKERS = [
    {"kind": "points", "line": "VIII"},
    {"kind": "points", "line": "V"},
    {"kind": "section", "section": "penalty"},
    {"kind": "fact", "fact": "awards_held", "better": "more"},
    {"kind": "fact", "fact": "reports_late", "better": "less"},
    {"kind": "meeting", "legal_line": "Điều 7"},
]
JSON = {"grades": GRADES, "sanctions": SANCTIONS, "tie_breakers": TIE_BREAKERS}
NO_FACTS: Mapping[str, Decimal] = {"targets_missed_share": D(0), "awards_held": D(0), "reports_late": D(0)}


def grading(**parts) -> Grading:
    """The whole, with some of its parts replaced."""
    return read_grading(JSON | parts)


def sheet(**points):
    """A unit with full points but for what `points` says: I_1=20."""
    given = FULL | {name.replace("_", "."): value for name, value in points.items()}
    return sum_points(TABLE, {code: D(value) for code, value in given.items()})


def entries(**figures) -> dict[str, Entry]:
    """Targets of 100 just met, two models and no case of anything, but for what `figures` says."""
    results = {"I.1": 100, "I.2": 100, "I.3": 100} | {
        name.replace("_", "."): value for name, value in figures.items() if name.startswith("I_")
    }
    counts = {"V.1": 2, "VIII.1": 0, "IX.1": 0, "IX.6": 0, "IX.8": 0} | {
        name.replace("_", "."): value for name, value in figures.items() if not name.startswith("I_")
    }
    found = {code: Entry({"actual": D(v)} if v is not None else {}, D(100)) for code, v in results.items()}
    return found | {code: Entry({"count": D(v)} if v is not None else {}) for code, v in counts.items()}
