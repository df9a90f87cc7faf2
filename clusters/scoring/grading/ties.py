"""What separates units of equal points. A new kind is one entry of `TIES`.

What is not known never puts a unit first: it comes last among the equals.
"""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext_noop

from clusters.scoring.declaration import Template
from clusters.scoring.grading.conditions import FACT, LINE, check_figure
from clusters.scoring.grading.facts import FACTS
from clusters.scoring.grading.kinds import Case, Settings, Slot, TieKind
from clusters.scoring.values import ZERO, Reason

LAST = Decimal("-Infinity")
DECIDED = "meeting"

SECTION_LABELS = {"core": gettext_noop("Content"), "bonus": gettext_noop("Bonus"), "penalty": gettext_noop("Penalty")}
SECTION = Slot("section", "choice", gettext_noop("Section"), choices=tuple(SECTION_LABELS.items()))
BETTER = Slot(
    "better",
    "choice",
    gettext_noop("Which is better"),
    choices=(("more", gettext_noop("more is better")), ("less", gettext_noop("less is better"))),
    default="more",
)
FROM = Slot("least", "decimal", gettext_noop("counted from"), default=Decimal(70), least=ZERO, per_cent=True)


def _points(settings: Settings, case: Case) -> Decimal:
    """Of what is taken off, less is better."""
    line = case.sheet.lines.get(settings["line"])
    if line is None:
        return LAST
    return -line.points if case.lines.is_penalty(settings["line"]) else line.points


def _section(settings: Settings, case: Case) -> Decimal:
    points: Decimal = getattr(case.sheet, settings["section"])
    return -points if settings["section"] == "penalty" else points


def _fact(settings: Settings, case: Case) -> Decimal:
    return _signed(settings, case.facts.get(settings["fact"]))


def _figure(settings: Settings, case: Case) -> Decimal:
    return _signed(settings, case.figure(settings["line"]))


def _signed(settings: Settings, figure: Decimal | None) -> Decimal:
    if figure is None:
        return LAST
    return -figure if settings["better"] == "less" else figure


def _women(settings: Settings, case: Case) -> Decimal:
    """Those from the share onwards before the others; how far beyond it does not matter."""
    figure = case.figure(settings["line"])
    return LAST if figure is None else Decimal(figure >= settings["least"])


def _meeting(settings: Settings, case: Case) -> Decimal:
    """The order of the meeting is not measured: `ordering` brings it in."""
    return ZERO


def _words_better(code: str, settings: Settings, **values: str) -> Reason:
    return Reason.of(f"{code}_less" if settings["better"] == "less" else code, **values)


TIES: Mapping[str, TieKind] = {
    "points": TieKind(
        label=gettext_noop("Points of"),
        slots=(LINE,),
        words=lambda settings: Reason.of("tie.points", line=settings["line"]),
        measure=_points,
        templates={"tie.points": Template(gettext_noop("points of {line}"), verbatim=("line",))},
    ),
    "section": TieKind(
        label=gettext_noop("Sum of"),
        slots=(SECTION,),
        words=lambda settings: Reason.of("tie.section", section=SECTION_LABELS[settings["section"]]),
        measure=_section,
        templates={"tie.section": Template(gettext_noop("points of the section “{section}”"), words=("section",))},
    ),
    "figure": TieKind(
        label=gettext_noop("Figure of"),
        slots=(LINE, BETTER),
        words=lambda settings: _words_better("tie.figure", settings, line=settings["line"]),
        measure=_figure,
        asks_figures=True,
        check=check_figure,
        templates={
            "tie.figure": Template(gettext_noop("figure of {line}, more is better"), verbatim=("line",)),
            "tie.figure_less": Template(gettext_noop("figure of {line}, less is better"), verbatim=("line",)),
        },
    ),
    "fact": TieKind(
        label=gettext_noop("Fact"),
        slots=(FACT, BETTER),
        words=lambda settings: _words_better("tie.fact", settings, fact=FACTS[settings["fact"]]),
        measure=_fact,
        templates={
            "tie.fact": Template(gettext_noop("{fact}, more is better"), words=("fact",)),
            "tie.fact_less": Template(gettext_noop("{fact}, less is better"), words=("fact",)),
        },
    ),
    "women": TieKind(
        label=gettext_noop("Share of women in"),
        slots=(LINE, FROM),
        words=lambda settings: Reason.of("tie.women", line=settings["line"], least=settings["least"]),
        measure=_women,
        asks_figures=True,
        check=check_figure,
        templates={
            "tie.women": Template(
                gettext_noop("a share of women of {least} % or more, as entered at {line}"), verbatim=("line",)
            )
        },
    ),
    DECIDED: TieKind(
        label=gettext_noop("Decided by the meeting"),
        slots=(),
        words=lambda settings: Reason("tie.meeting"),
        measure=_meeting,
        templates={"tie.meeting": Template(gettext_noop("the decision of the meeting"))},
    ),
}
