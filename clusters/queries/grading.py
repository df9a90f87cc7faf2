"""Grades, sanctions and tie-breakers: what they look at in a year, and in words what they ask and what they gave."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from django.utils.translation import gettext as _

from clusters import explanations, scoring, writing
from clusters.models import Criterion, GradeRuling, ScoringTableVersion, Season, TieRuling
from clusters.queries import fact as facts
from clusters.queries import fact_feed, terms
from clusters.queries import scoring as scorings
from clusters.regulating import ties
from clusters.scoring import Entry, Unreadable
from clusters.scoring.grading import Clause, Decision, Grade, Grading, Verdict, needs, phrases, read_grading, rows
from clusters.scoring.grading.conditions import CONDITIONS
from clusters.scoring.grading.effects import EFFECTS, words_of
from clusters.scoring.grading.kinds import Kind
from clusters.scoring.grading.quotas import OVER, ROUNDING
from clusters.scoring.grading.ties import TIES
from clusters.tables import Cell, Column, Row, Table

Ruled = TypeVar("Ruled", TieRuling, GradeRuling)


@dataclass(frozen=True)
class Known:
    """What a grading looks at beyond points, by participant's pk; rulings are the meeting's, the latest last."""

    entries: Mapping[int, Mapping[str, Entry]] = field(default_factory=dict)
    facts: Mapping[int, Mapping[str, Decimal]] = field(default_factory=dict)
    rulings: tuple[TieRuling, ...] = ()
    grade_rulings: tuple[GradeRuling, ...] = ()

    @property
    def orders(self) -> list[tuple[int, ...]]:
        """The meeting's orders of participants."""
        return [tuple(ruling.order) for ruling in self.rulings]

    @property
    def decisions(self) -> list[Decision[int]]:
        """What the meeting decided on grades."""
        return [
            Decision(each.grade, frozenset(each.asked), frozenset(each.given), each.reason)
            for each in self.grade_rulings
        ]

    def ruling_on(self, participants: Iterable[int]) -> TieRuling | None:
        """The one that orders all of these."""
        wanted = set(participants)
        return next((ruling for ruling in reversed(self.rulings) if wanted <= set(ruling.order)), None)


class Told(NamedTuple):
    """One step on the way to a grade, in words: what it says, and the figures behind it."""

    about: str
    state: str
    words: str
    figures: tuple[str, ...] = ()

    @property
    def outcome(self) -> str:
        """The state in words."""
        return _outcomes()[self.state] if self.about in ("condition", "quota") else ""


class Graded(NamedTuple):
    """One unit with its grade and how it came to it, in words; `key` is where it stands on the page."""

    key: int
    unit: str
    grade: str
    note: str
    steps: list[Told]


def of_version(version: ScoringTableVersion | None) -> Grading:
    """What the version stores; nothing for one whose grading cannot be read, which is never published."""
    try:
        return read_grading(version.grading if version else {})
    except Unreadable:
        return Grading()


def of_year(version: ScoringTableVersion | None, stored: Mapping[str, Any] | None) -> Grading:
    """Of the year's table; where that has no tie-breakers, with those of the regulations by which the year is judged,
    `stored` as `terms.standing` brings them. The table's own come first: it is of all clusters of the authority."""
    found = of_version(version)
    if version is None or found.tie_breakers:
        return found
    return replace(found, tie_breakers=ties.tie_breakers(terms.read(stored).tie_rule))


def known_in(
    season: Season, grading: Grading, criteria: Mapping[str, Criterion], recorded: scorings.Facts | None = None
) -> Known:
    """Only what the grading asks, so a table that does not grade costs no query; `recorded` are facts read already."""
    lines, kinds = needs.lines_of(grading), needs.facts_of(grading)
    asked = {code: each for code, each in criteria.items() if code in lines}
    if recorded is None:
        recorded = facts.by_participant(season) if kinds or fact_feed.fed(asked) else {}
    core = scorings.Core(scoring.Table(()), asked)
    return Known(
        scorings.read_season(season, core, facts=recorded).entries if asked else {},
        {pk: {kind: value for kind, value in own.items() if kind in kinds} for pk, own in recorded.items()},
        _rulings(TieRuling, season) if needs.asks_the_meeting(grading) else (),
        _rulings(GradeRuling, season) if needs.leaves_grades_to_the_meeting(grading) else (),
    )


def _rulings(model: type[Ruled], season: Season) -> tuple[Ruled, ...]:
    """What the meeting decided, the latest last."""
    found = model._default_manager.filter(season=season).select_related("settled_by")
    return tuple(found.order_by("settled_at", "pk"))


# --- what was given -------------------------------------------------------------------------------------------


def told(verdict: Verdict, grading: Grading) -> list[Told]:
    """The way to the grade, step by step, in the reader's language; a condition with the grade that asks it."""
    names = {grade.code: f"{name_of(grade)}: " for grade in grading.grades}
    return [
        Told(step.about, step.state, f"{before}{words[0]}", tuple(words[1:]))
        for step in verdict.steps
        for before in [names.get(step.grade, "") if step.about == "condition" else ""]
        for words in [[explanations.explain(reason) for reason in step.reasons]]
    ]


def graded(grading: Grading, key: int, unit: str, verdict: Verdict) -> Graded:
    """One unit's grade as a page shows it."""
    words = name_of(grading.grade(verdict.grade)) or _("no grade")
    return Graded(key, unit, words, note_of(grading, verdict), told(verdict, grading))


def tables_of_reasons(found: list[Graded]) -> list[Table]:
    """Why each unit has its grade, as a sheet of a workbook: unit, step, outcome, figures; none without grades."""
    if not found:
        return []
    columns = [
        Column("unit", _("Unit"), spot="lead"),
        Column("step", _("Why this grade"), spot="name"),
        Column("outcome", _("Outcome"), spot="mark"),
        Column("figures", _("Figures"), spot="line"),
    ]
    table_rows = [
        Row([each.unit, step.words, step.outcome or None, "; ".join(step.figures) or None])
        for each in found
        for step in each.steps
    ]
    return [Table("why-grade", _("Why this grade"), columns, table_rows, sort_key="why-grade-sort")]


def name_of(grade: Grade | None) -> str:
    """In the reader's language; '' for none."""
    return explanations.word(grade.name) if grade else ""


def note_of(grading: Grading, verdict: Verdict) -> str:
    """What stands beside a grade: that the meeting decides or decided, what is open, what points alone would give."""
    if verdict.pending:
        return _("the meeting decides on {grade}").format(grade=name_of(grading.grade(verdict.pending)))
    if verdict.by_meeting:
        return _("by decision of the meeting")
    if verdict.is_open:
        return _("something it rests on is not known yet")
    if verdict.grade != verdict.by_points:
        return _("by points alone {grade}").format(grade=name_of(grading.grade(verdict.by_points)))
    return ""


def _outcomes() -> dict[str, str]:
    return {"met": _("met"), "missed": _("not met"), "unknown": _("open")}


# --- what is asked --------------------------------------------------------------------------------------------


def tables_of(grading: Grading) -> list[Table]:
    """Grades, sanctions and tie-breakers in words; only those that the version has."""
    found = (_grades(grading), _sanctions(grading), _ties(grading))
    return [each for each in found if each.rows]


def _grades(grading: Grading) -> Table:
    columns = [
        Column("grade", _("Grade"), sortable=False, spot="name"),
        Column("from", _("From points"), sortable=False, spot="figure"),
        Column("conditions", _("Conditions"), sortable=False, spot="line"),
        Column("quota", _("Quota"), sortable=False, spot="line"),
    ]
    table_rows = [
        Row([Cell(name_of(each), note=each.code), _least(each), conditions_of(each) or None, _quota(each) or None])
        for each in grading.grades
    ]
    return Table("grades", _("Grades"), columns, table_rows)


def _least(grade: Grade) -> str:
    number = writing.number(grade.least)
    if grade.in_percent:
        return _("{number} % of the full total").format(number=number)
    return _("{number} points").format(number=number)


def conditions_of(grade: Grade) -> str:
    """All conditions in one sentence, alternatives with “or” between them."""
    either = f" {_('or')} "
    return "; ".join(either.join(_clause(each, CONDITIONS) for each in each_of) for each_of in grade.conditions)


def _quota(grade: Grade) -> str:
    if grade.quota is None:
        return ""
    rounding, over = (dict(p.choices)[v] for p, v in ((ROUNDING, grade.quota.rounding), (OVER, grade.quota.over)))
    said = _("at most {percent} % of the units ({rounding}); over it: {over}")
    percent = writing.number(grade.quota.percent)
    return said.format(percent=percent, rounding=_(rounding), over=_(over))


def _sanctions(grading: Grading) -> Table:
    columns = [
        Column("sanction", _("Sanction"), sortable=False, spot="name"),
        Column("when", _("When"), sortable=False, spot="line"),
        Column("effect", _("Effect"), sortable=False, spot="mark"),
        Column("legal", _("Legal line"), sortable=False),
    ]
    table_rows = [
        Row(
            [
                explanations.word(each.name),
                _clause(each.trigger, CONDITIONS),
                explanations.explain(words_of(each.effect, grading)),
                each.legal_line or None,
            ]
        )
        for each in grading.sanctions
    ]
    return Table("sanctions", _("Sanctions"), columns, table_rows)


def _ties(grading: Grading) -> Table:
    columns = [
        Column("number", _("Order"), "number", sortable=False, spot="figure"),
        Column("breaker", _("What separates units of equal points"), sortable=False, spot="name"),
        Column("legal", _("Legal line"), sortable=False, spot="line"),
    ]
    table_rows = [
        Row([number, breaker_words(each.clause), each.legal_line or None])
        for number, each in enumerate(grading.tie_breakers, start=1)
    ]
    return Table("tie-breakers", _("Tie-breakers"), columns, table_rows)


def breaker_words(clause: Clause) -> str:
    """A tie-breaker in words."""
    return _clause(clause, TIES)


def _clause(clause: Clause, kinds: Mapping[str, Kind]) -> str:
    return explanations.explain(kinds[clause.kind].words(clause.settings))


def place_of(where: str) -> str:
    """`grades/2` in words; anything else as it is."""
    part, _slash, number = where.partition("/")
    sheet = next((each for each in rows.SHEETS if each.name == part and number), None)
    return _("{part}, line {number}").format(part=_(sheet.title), number=number) if sheet else where


def manual() -> Table:
    """How each condition, effect and tie-breaker is written, made from their declarations."""
    columns = [
        Column("where", _("Column"), sortable=False),
        Column("text", _("Is written, for example"), sortable=False),
    ]
    parts = ((_("Conditions, When"), CONDITIONS), (_("Effect"), EFFECTS), (_("Tie-breaker"), TIES))
    table_rows = [Row([label, Cell(text)]) for label, kinds in parts for text in phrases.manual(kinds)]
    return Table("manual", _("How clauses are written"), columns, table_rows, export=False)
