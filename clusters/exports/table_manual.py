"""How a scoring table is written, as rows of a sheet: made from the declarations of rules, options and grading."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from clusters.imports import layout
from clusters.scoring import RULES as RULE_TYPES
from clusters.scoring import notation, option_notation, setting_notation
from clusters.scoring.grading import phrases
from clusters.scoring.grading.conditions import CONDITIONS
from clusters.scoring.grading.effects import EFFECTS
from clusters.scoring.grading.ties import TIES
from clusters.validating import Ref, Term, write_expression
from clusters.validating.expressions import ONE
from clusters.validating.rows import RULES
from clusters.validating.rule_row import relations, reports

Row = tuple[bool, list[str]]
_SIDES = (
    gettext_noop("Figures of this year, by the criterion's code; of one with several figures, with the name of one"),
    gettext_noop("Figures of the year before"),
)
_HOW = (
    gettext_noop(
        "Fill in the sheets and upload the workbook on the page of the draft. First you see what would change."
    ),
    gettext_noop(
        "Words are understood in Vietnamese and in English, numbers as 2,5 and as 2.5. Sheets may be left out."
    ),
    gettext_noop("Cells of the criteria can be copied to the page that writes the table, and back."),
)
_COLUMNS = {
    notation.CODE: gettext_noop(
        "I, I.1, I.1.a: below the line that the code begins with. Marks such as A, I, 1, a become such codes."
    ),
    notation.TEXT: gettext_noop("What is assessed, in Vietnamese."),
    notation.POINTS: gettext_noop("The most that the line gives; what a penalty takes off at most, without a minus."),
    notation.SECTION: gettext_noop("At the top lines only: what the group does to the total."),
    notation.RULE: gettext_noop("How a line without lines below it is scored; nothing for a group."),
    notation.SETTINGS: gettext_noop("What the rule needs, as below."),
    notation.MEASURE: gettext_noop("In what the result is counted: %, days, models."),
    notation.EVIDENCE: gettext_noop("Yes where there are no points without evidence."),
    notation.ENGLISH: gettext_noop("For readers of English; may be left empty."),
    notation.OPTIONS: gettext_noop("Further words about the line, with a semicolon between two, as below."),
    notation.LEGAL: gettext_noop("Article, clause and point that the line stands on."),
}


def rows() -> Iterator[Row]:
    """Whether it is a heading, and its cells, in the active language."""
    yield True, [_("How to fill in this workbook")]
    yield from ((False, [_(said)]) for said in _HOW)
    yield from _criteria()
    yield from _rules()
    yield from _grading()
    yield from _validation()


def _criteria() -> Iterator[Row]:
    yield from _titled(layout.sheet_name(layout.CRITERIA), _("What stands in the column"))
    yield from ((False, [_(label), _(_COLUMNS[place])]) for place, label in enumerate(notation.COLUMNS))
    sections = ", ".join(notation.section_word(code) for code, _label in notation.SECTIONS)
    yield False, [_(notation.COLUMNS[notation.SECTION]), sections]
    yield from _titled(_(notation.COLUMNS[notation.OPTIONS]))
    yield from ((False, [said]) for said in option_notation.manual())


def _rules() -> Iterator[Row]:
    yield from _titled(_("Rule"), _("Settings, for example"), _("Can be added, after a semicolon"))
    for rule in RULE_TYPES.values():
        needed = setting_notation.example(rule) or _("nothing is needed")
        yield False, [_(rule.label), needed, "; ".join(setting_notation.options(rule))]


def _grading() -> Iterator[Row]:
    yield from _titled(layout.sheet_name("grades"), _("Conditions, for example"))
    yield from ((False, ["", said]) for said in phrases.manual(CONDITIONS))
    yield from _titled(layout.sheet_name("sanctions"), _("Effects, for example"))
    yield from ((False, ["", said]) for said in phrases.manual(EFFECTS))
    yield from _titled(layout.sheet_name("tie_breakers"), _("For example"))
    yield from ((False, ["", said]) for said in phrases.manual(TIES))


def _validation() -> Iterator[Row]:
    yield from _titled(layout.sheet_name(RULES), _("For example"))
    count = Ref("I.2", "count")
    sides = ((Term(ONE, Ref("I.1")), Term(Decimal(2), count)), (Term(Decimal("1.2"), Ref("I.1", last=True)),))
    yield from ((False, [_(said), write_expression(side)]) for said, side in zip(_SIDES, sides, strict=True))
    before = write_expression((Term(ONE, Ref("I.1", last=True)),), of_period=True)
    yield False, [_("Of a rule that speaks of periods: figures of the same period of the year before"), before]
    yield False, [_("Relation"), "  ".join(relations())]
    yield False, [_("Speaks of"), ", ".join(reports())]


def _titled(*titles: str) -> Iterator[Row]:
    yield False, []
    yield True, list(titles)
