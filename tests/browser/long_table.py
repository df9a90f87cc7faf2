"""A scoring table of sixty criteria of mixed rules: what is typed in each row by keyboard, and what must stand then."""

from dataclasses import dataclass, field
from typing import Any

from clusters.models import Criterion, Report, ScoringTable, ScoringTableVersion
from tests import factories

LEVELS = ("Tốt", "Khá", "Trung bình", "Yếu")
SHARE = {"of": "percentage", "set_target": "100"}
CHOICE = {"levels": [{"name": name, "points": str(10 - 2 * at)} for at, name in enumerate(LEVELS)]}
DATES = {"per_day": "0.5", "entered": "dates"}


@dataclass
class Row:
    """`typed` by part: a text, or the keys that choose; `stored` as the database keeps it."""

    code: str
    rule: str
    parameters: dict[str, Any]
    typed: dict[str, Any]
    stored: dict[str, Any]
    note: str = ""
    keys: dict[str, str] = field(default_factory=dict)

    def values(self) -> dict[str, Any]:
        """What stands in each part at the end, as the trail keeps it."""
        return {**self.stored, **({"note": self.note} if self.note else {})}


# Numbers as Vietnamese and as English write them.
NUMBERS = [
    ("1.234,5", "1234.5"),
    ("1,234.5", "1234.5"),
    ("0,75", "0.75"),
    ("0.75", "0.75"),
    ("1.234.567", "1234567"),
    ("1,234,567", "1234567"),
    ("12 %", "12"),
    ("1 234,5", "1234.5"),
    ("-3,5", "-3.5"),
    ("98,70", "98.7"),
]
PAIRS = [
    ("45", "50"),
    ("1.250", "1.300"),
    ("7,5", "10"),
    ("0", "12"),
    ("33", "40"),
    ("19", "20"),
    ("88", "90"),
    ("9", "9"),
    ("1,250.5", "2,000.5"),
    ("61", "75"),
]
COUNTS = ["3", "0", "12", "4", "5", "6", "7", "7", "18", "1.002"]
STEPS = [1, 2, 3, 4, 1, 2, 3, 4, 2, 1]
DAYS = [
    ("31/03/2026", "2026-03-31", "01/04/2026", "2026-04-01"),
    ("30/06/2026", "2026-06-30", "28/06/2026", "2026-06-28"),
    ("05/09/2026", "2026-09-05", "05/09/2026", "2026-09-05"),
    ("29/02/2028", "2028-02-29", "01/03/2028", "2028-03-01"),
    ("12/10/2026", "2026-10-12", "15/10/2026", "2026-10-15"),
]
ANSWERS = [True, False, True, True, False]
SERIES = [
    ("3; 0; 12", ["3", "0", "12"]),
    ("1,5; 2,25; 2", ["1.5", "2.25", "2"]),
    ("1.5;2.25", ["1.5", "2.25"]),
    ("1.000,5; 7", ["1000.5", "7"]),
    ("10", ["10"]),
]
LATE = ["0", "2", "15", "1", "31"]


def rows() -> list[Row]:
    """In their order; six groups of ten."""
    numbers = [
        Row(f"I.{at}", "proportional", {"set_target": "100"}, {"actual": text}, {"actual": value})
        for at, (text, value) in enumerate(NUMBERS, 1)
    ]
    made = [*numbers, *_pairs(), *_counts(), *_choices(), *_days(), *_answers(), *_series(), *_late()]
    for at, row in enumerate(made):
        row.note = f"Theo báo cáo số {at + 1}/BC-SCT; còn vướng “giải ngân”" if at % 4 == 1 else row.note
    return made


def _pairs() -> list[Row]:
    return [
        Row(f"II.{at}", "proportional", SHARE, {"numerator": one, "denominator": other}, _as_stored(one, other))
        for at, (one, other) in enumerate(PAIRS, 1)
    ]


def _as_stored(one: str, other: str) -> dict[str, str]:
    written = {"1.250": "1250", "1.300": "1300", "7,5": "7.5", "1,250.5": "1250.5", "2,000.5": "2000.5"}
    return {"numerator": written.get(one, one), "denominator": written.get(other, other)}


def _counts() -> list[Row]:
    return [
        Row(f"III.{at}", "count", {"points_each": "1"}, {"count": text}, {"count": text.replace(".", "")})
        for at, text in enumerate(COUNTS, 1)
    ]


def _choices() -> list[Row]:
    return [
        Row(f"IV.{at}", "choice", CHOICE, {"level": ["ArrowDown"] * steps}, {"level": LEVELS[steps - 1]})
        for at, steps in enumerate(STEPS, 1)
    ]


def _days() -> list[Row]:
    return [
        Row(f"V.{at}", "lateness", DATES, {"due": due, "done": done}, {"due": due_on, "done": done_on})
        for at, (due, due_on, done, done_on) in enumerate(DAYS, 1)
    ]


def _answers() -> list[Row]:
    return [
        Row(f"V.{at}", "yes_no", {}, {"answer": ["ArrowDown"] * (1 if answer else 2)}, {"answer": answer})
        for at, answer in enumerate(ANSWERS, 6)
    ]


def _series() -> list[Row]:
    return [
        Row(f"VI.{at}", "periods", {}, {"results": text}, {"results": numbers})
        for at, (text, numbers) in enumerate(SERIES, 1)
    ]


def _late() -> list[Row]:
    """The last of them does not apply: its box is ticked with the space bar and the days stay empty."""
    asked = {"per_day": "0.5", "may_not_apply": True}
    made = [Row(f"VI.{at}", "lateness", asked, {"days": text}, {"days": text}) for at, text in enumerate(LATE[:4], 6)]
    return [*made, Row("VI.10", "lateness", asked, {"not_applicable": [" "]}, {"not_applicable": True})]


def table(authority) -> ScoringTableVersion:
    """Published, with the rows of `rows()`."""
    version = ScoringTableVersion.objects.create(
        table=ScoringTable.objects.create(authority=authority, name="Bảng điểm sáu mươi tiêu chí"),
        number=1,
        effective_on=factories.LONG_AGO,
        published_at=factories.clock.now(),
        published_by=factories.user(),
    )
    groups: dict[str, Criterion] = {}
    for row in rows():
        group = row.code.split(".")[0]
        if group not in groups:
            groups[group] = factories.criterion(version, group, 100)
        factories.criterion(version, row.code, 10, row.rule, row.parameters, parent=groups[group])
    return version


def stored(report: Report) -> dict[str, dict[str, Any]]:
    """By code the parts that are not empty."""
    found = report.results.select_related("criterion")
    return {each.criterion.code: {**each.inputs, **({"note": each.note} if each.note else {})} for each in found}
