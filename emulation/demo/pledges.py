"""S0's common targets in the running year of cluster VI, with what each unit pledges: made up, marked so."""

from decimal import Decimal

from clusters.enums import Comparison, Measure, Provenance
from clusters.models import Participant, Season
from clusters.services import pledge as pledges
from clusters.services.pact import CommonTargetLine
from clusters.services.pledge import Part
from emulation.demo import sources, walk
from emulation.demo.tables import MADE_UP

# Text, comparison, value, unit of measure, what the units pledge, and whether it is a part of the line above.
COMMON = [
    ("Tập thể lao động tiên tiến", Comparison.MORE_THAN, "95", "%", Measure.SHARE, False),
    ("Trong đó Tập thể lao động xuất sắc", Comparison.AT_LEAST, "20", "%", Measure.SHARE, True),
    ("Cá nhân đạt Lao động tiên tiến", Comparison.MORE_THAN, "95", "%", Measure.SHARE, False),
    ("Trong đó Chiến sĩ thi đua cơ sở", Comparison.MORE_THAN, "15", "%", Measure.SHARE, True),
    ("Phấn đấu đạt Cờ thi đua của Bộ Công Thương", Comparison.AT_LEAST, "1", "cờ", Measure.SUM, False),
    ("Phấn đấu đạt Bằng khen của Bộ Công Thương", Comparison.AT_LEAST, "2", "bằng khen", Measure.SUM, False),
    ("Phấn đấu đứng trong nhóm đầu về Chỉ số cải cách hành chính (PAR Index)", "", "", "", Measure.RANK, False),
    ("Phấn đấu đứng trong nhóm đầu về DDCI", "", "", "", Measure.RANK, False),
]
# Of each unit in the order of its name; the fourth has not pledged everything.
PARTS = [
    ["12/12", "3", "88/90", "14", "0", "1", "3", "5"],
    ["11/11", "2", "95/97", "15", "1", "0", "8", "2"],
    ["9/10", "2", "70/74", "10", "0", "0", "12", "9"],
    ["10/10", "2", "81/82", "13", "0", "1", "", ""],
    ["13/13", "3", "92/95", "15", "0", "0", "6", "4"],
]


def common_targets() -> list[CommonTargetLine]:
    """As the article gives them for a year; it names no rank in the two indices."""
    return [
        CommonTargetLine(
            text,
            comparison or Comparison.AT_LEAST,
            Decimal(value) if value else None,
            unit,
            mark=Provenance.SOURCE,
            source=sources.S0,
            measure=measure,
            is_part=is_part,
        )
        for text, comparison, value, unit, measure, is_part in COMMON
    ]


def give(season: Season) -> None:
    """Each unit's officer, for its own unit."""
    targets = list(season.pact.common_targets.order_by("position"))
    for unit, parts in zip(walk.units(season), PARTS, strict=False):
        _give(unit, {target: _part(text) for target, text in zip(targets, parts, strict=True) if text})


def _give(unit: Participant, given: dict) -> None:
    pledges.set_pledges(unit, given, by=walk.officer(unit), seen={}, mark=Provenance.DEMO, source=MADE_UP)


def _part(text: str) -> Part:
    value, _slash, whole = text.partition("/")
    return Part(Decimal(value), Decimal(whole) if whole else None)
