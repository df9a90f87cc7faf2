"""One line of a scoring table, and the columns that it has as text and as a row of a workbook."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_noop

from clusters.enums import Combination, RoundingMode, SectionKind, Supplier
from clusters.scoring.rules import RULES

COLUMNS = (
    gettext_noop("Code"),
    gettext_noop("Criterion"),
    gettext_noop("Maximum points"),
    gettext_noop("Section"),
    gettext_noop("Rule"),
    gettext_noop("Settings of the rule"),
    gettext_noop("Unit of measure"),
    gettext_noop("Evidence"),
    gettext_noop("Criterion in English"),
    gettext_noop("Options of the line"),
    gettext_noop("Legal line"),
)
CODE, TEXT, POINTS, SECTION, RULE, SETTINGS, MEASURE, EVIDENCE, ENGLISH, OPTIONS, LEGAL = range(len(COLUMNS))
LONGEST = {CODE: 30, TEXT: 2000, MEASURE: 40, ENGLISH: 2000, LEGAL: 500}
# Named by message id, so that either language is understood.
SECTIONS = [(kind.value, label) for kind, label in zip(SectionKind, ("Content", "Bonus", "Penalty"), strict=True)]
RULE_NAMES = [(name, rule.label) for name, rule in RULES.items()]
MOST_POINTS, FINEST = Decimal(100_000), Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion as a table holds it; a line below another has the section of the one at the top."""

    code: str
    text: str
    max_points: Decimal
    section: str = SectionKind.CORE.value
    rule_type: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    unit_of_measure: str = ""
    evidence_required: bool = False
    text_en: str = ""
    floor: Decimal | None = None
    combine: str = Combination.SUM.value
    step: Decimal | None = None
    rounding: str = RoundingMode.HALF_UP.value
    not_with: list[str] = field(default_factory=list)
    supplier: str = Supplier.UNIT.value
    scorer: str = ""
    fact: str = ""
    reported: str = ""
    derived: str = ""
    legal_line: str = ""


def parent_of(code: str) -> str:
    """I.1 for I.1.a, nothing for I."""
    return code.rpartition(".")[0]


def tidy(text: str) -> str:
    """In one line, with single spaces."""
    return " ".join(text.split())


def short(text: str) -> str:
    """To be named in a sentence."""
    return text if len(text) <= 40 else f"{text[:40]}…"
