"""The kinds of conditions: of grades, and of what makes a sanction bite. A new kind is one entry of `CONDITIONS`."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from django.utils.translation import gettext_noop

from clusters.scoring.declaration import Template
from clusters.scoring.grading.facts import FACTS
from clusters.scoring.grading.kinds import (
    AT_MOST,
    FACT_CHOICES,
    SIGN_CHOICES,
    SIGNS,
    Case,
    ConditionKind,
    Settings,
    Slot,
)
from clusters.scoring.grading.lines import Lines
from clusters.scoring.grading.values import MET, MISSED, UNKNOWN, Finding
from clusters.scoring.ratio import HUNDRED, percentage, shortened
from clusters.scoring.values import LEFT_OUT, ZERO, Problem, Reason

LINE = Slot("line", "line", gettext_noop("Line"))
SIGN = Slot("sign", "choice", gettext_noop("Comparison"), choices=SIGN_CHOICES)
VALUE = Slot("value", "decimal", gettext_noop("Value"))
SHARE = Slot("value", "decimal", gettext_noop("Value"), least=ZERO, per_cent=True)
FACT = Slot("fact", "choice", gettext_noop("Fact"), choices=FACT_CHOICES)
TARGETS = Slot("lines", "lines", gettext_noop("Lines"))
EXCEPT = Slot("missed", "integer", gettext_noop("except"), least=Decimal(1), optional=True)
SHORT_BY = Slot("by", "decimal", gettext_noop("missed by at most"), least=ZERO, optional=True, per_cent=True)


def _compared(figure: Decimal, settings: Settings) -> str:
    return MET if SIGNS[settings["sign"]](figure, settings["value"]) else MISSED


def _asked(settings: Settings) -> dict[str, str | Decimal]:
    return {"sign": settings["sign"], "value": settings["value"]}


def _points(settings: Settings, case: Case) -> Finding:
    """Points that rest on nothing yet never prove that few were taken off."""
    code = settings["line"]
    if code not in case.sheet.lines or (settings["sign"] in AT_MOST and case.lines.is_missing(code, case.sheet)):
        return Finding(UNKNOWN, (Reason.of("condition.points.unknown", line=code, **_asked(settings)),))
    points = case.sheet.lines[code].points
    reason = Reason.of("condition.points", line=code, points=points, **_asked(settings))
    return Finding(_compared(points, settings), (reason,))


def _check_points(settings: Settings, lines: Lines) -> Iterable[Problem]:
    node = lines.nodes.get(settings["line"])
    if node and settings["sign"] not in AT_MOST and settings["value"] > node.max_points:
        return (
            Problem.of("condition.points.out_of_reach", line=node.code, value=settings["value"], max=node.max_points),
        )
    return ()


def _share(settings: Settings, case: Case) -> Finding:
    code, node = settings["line"], case.lines.nodes.get(settings["line"])
    missing = settings["sign"] in AT_MOST and case.lines.is_missing(code, case.sheet)
    if node is None or node.max_points <= ZERO or code not in case.sheet.lines or missing:
        return Finding(UNKNOWN, (Reason.of("condition.share.unknown", line=code, **_asked(settings)),))
    points, most = case.sheet.lines[code].points, node.max_points
    said = {"line": code, "points": points, "max": most, "share": percentage(points, most)}
    state = _compared(points * HUNDRED, {**settings, "value": settings["value"] * most})
    return Finding(state, (Reason.of("condition.share", **said, **_asked(settings)),))


def _check_share(settings: Settings, lines: Lines) -> Iterable[Problem]:
    if settings["value"] > HUNDRED:
        return (Problem.of("condition.share.above_hundred", line=settings["line"], value=settings["value"]),)
    return ()


def _figure(settings: Settings, case: Case) -> Finding:
    code, figure = settings["line"], case.figure(settings["line"])
    if figure is None:
        lacks = "condition.figure.unproven" if case.is_given(code) else "condition.figure.unknown"
        return Finding(UNKNOWN, (Reason.of(lacks, line=code, **_asked(settings)),))
    told = "condition.figure.given" if case.is_given(code) else "condition.figure"
    reason = Reason.of(told, line=code, figure=shortened(figure), **_asked(settings))
    return Finding(_compared(figure, settings), (reason,))


def check_figure(settings: Settings, lines: Lines) -> Iterable[Problem]:
    """A line that exists must be one for which a number is entered."""
    code = settings["line"]
    if code in lines.nodes and not lines.has_figure(code):
        return (Problem.of("condition.no_figure", line=code),)
    return ()


def _fact(settings: Settings, case: Case) -> Finding:
    label, figure = FACTS[settings["fact"]], case.facts.get(settings["fact"])
    if figure is None:
        return Finding(UNKNOWN, (Reason.of("condition.fact.unknown", fact=label, **_asked(settings)),))
    reason = Reason.of("condition.fact", fact=label, figure=figure, **_asked(settings))
    return Finding(_compared(figure, settings), (reason,))


def _targets(settings: Settings, case: Case) -> Finding:
    """All met, or so many missed by so little. What does not apply to the unit is passed over."""
    found = [(code, *_target(settings, case, code)) for code in settings["lines"]]
    states = [state for _code, state, _slight, _reason in found if state]
    missed, slightly = states.count(MISSED), sum(slight for _code, _state, slight, _reason in found)
    allowed = missed == slightly <= (settings["missed"] or ZERO)
    state = MISSED if not allowed else UNKNOWN if UNKNOWN in states or not states else MET
    values = {"missed": Decimal(missed), "count": Decimal(len(states))}
    reasons = (reason for _code, _state, _slight, reason in found)
    return Finding(state, (_targets_words(settings), Reason.of("condition.targets", **values), *reasons))


def _target(settings: Settings, case: Case, code: str) -> tuple[str, bool, Reason]:
    """Its state ('' where it does not apply), whether it is missed by little enough, and the figures."""
    line = case.sheet.lines.get(code)
    if line is not None and line.effect == LEFT_OUT:
        return "", False, Reason.of("condition.target.left_out", line=code)
    figure, target = case.figure(code), case.target(code)
    if figure is None or target is None:
        return UNKNOWN, False, Reason.of("condition.target.unknown", line=code)
    short = figure - target if case.lines.is_lower_better(code) else target - figure
    said: dict[str, Decimal | str] = {"line": code, "figure": shortened(figure), "target": target}
    if short <= ZERO:
        return MET, False, Reason.of("condition.target.met", **said)
    if target <= ZERO:
        return MISSED, False, Reason.of("condition.target.missed", **said)
    slight = settings["by"] is not None and short * HUNDRED <= settings["by"] * target
    return MISSED, slight, Reason.of("condition.target.missed_by", **said, by=percentage(short, target))


def _targets_words(settings: Settings) -> Reason:
    lines = ", ".join(settings["lines"])
    if settings["missed"] is None:
        return Reason.of("condition.targets.rule", lines=lines)
    by = ZERO if settings["by"] is None else settings["by"]
    return Reason.of("condition.targets.rule_except", lines=lines, missed=settings["missed"], by=by)


def _check_targets(settings: Settings, lines: Lines) -> Iterator[Problem]:
    listed, missed = settings["lines"], settings["missed"]
    yield from (
        Problem.of("condition.no_figure", line=c) for c in listed if c in lines.nodes and not lines.has_figure(c)
    )
    if len(set(listed)) < len(listed):
        yield Problem.of("condition.targets.twice", lines=", ".join(listed))
    if (missed is None) != (settings["by"] is None):
        yield Problem("condition.targets.half")
    if missed is not None and missed >= len(listed):
        yield Problem.of("condition.targets.too_many", missed=missed, count=Decimal(len(listed)))


CONDITIONS: Mapping[str, ConditionKind] = {
    "points": ConditionKind(
        label=gettext_noop("Points of"),
        slots=(LINE, SIGN, VALUE),
        words=lambda settings: Reason.of("condition.points.rule", line=settings["line"], **_asked(settings)),
        judge=_points,
        check=_check_points,
        templates={
            "condition.points": Template(
                gettext_noop("points of {line}: {points}; asked is {sign} {value}"), verbatim=("line", "sign")
            ),
            "condition.points.unknown": Template(
                gettext_noop("points of {line}: not known yet; asked is {sign} {value}"), verbatim=("line", "sign")
            ),
            "condition.points.rule": Template(
                gettext_noop("points of {line} {sign} {value}"), verbatim=("line", "sign")
            ),
            "condition.points.out_of_reach": Template(
                gettext_noop("{line} gives at most {max} points, so {value} are never reached."), verbatim=("line",)
            ),
        },
    ),
    "share": ConditionKind(
        label=gettext_noop("Share of the maximum of"),
        slots=(LINE, SIGN, SHARE),
        words=lambda settings: Reason.of("condition.share.rule", line=settings["line"], **_asked(settings)),
        judge=_share,
        check=_check_share,
        templates={
            "condition.share": Template(
                gettext_noop("{line}: {points} of {max} points = {share} %; asked is {sign} {value} %"),
                verbatim=("line", "sign"),
            ),
            "condition.share.unknown": Template(
                gettext_noop("{line}: its share of the maximum is not known yet; asked is {sign} {value} %"),
                verbatim=("line", "sign"),
            ),
            "condition.share.rule": Template(
                gettext_noop("points of {line} {sign} {value} % of its maximum"), verbatim=("line", "sign")
            ),
            "condition.share.above_hundred": Template(
                gettext_noop("{value} % of the maximum of {line}: no more than 100 % can be reached."),
                verbatim=("line",),
            ),
        },
    ),
    "figure": ConditionKind(
        label=gettext_noop("Figure of"),
        slots=(LINE, SIGN, VALUE),
        words=lambda settings: Reason.of("condition.figure.rule", line=settings["line"], **_asked(settings)),
        judge=_figure,
        asks_figures=True,
        check=check_figure,
        templates={
            "condition.figure": Template(
                gettext_noop("figure of {line}: {figure}; asked is {sign} {value}"), verbatim=("line", "sign")
            ),
            "condition.figure.unknown": Template(
                gettext_noop("figure of {line}: not entered, or without evidence; asked is {sign} {value}"),
                verbatim=("line", "sign"),
            ),
            "condition.figure.given": Template(
                gettext_noop(
                    "figure of {line}: {figure}, by the points that the cluster gave; asked is {sign} {value}"
                ),
                verbatim=("line", "sign"),
            ),
            "condition.figure.unproven": Template(
                gettext_noop(
                    "figure of {line}: the cluster gave other points than it gives, so it does not count; "
                    "asked is {sign} {value}"
                ),
                verbatim=("line", "sign"),
            ),
            "condition.figure.rule": Template(
                gettext_noop("figure of {line} {sign} {value}"), verbatim=("line", "sign")
            ),
            "condition.no_figure": Template(gettext_noop("No number is entered for {line}."), verbatim=("line",)),
        },
    ),
    "fact": ConditionKind(
        label=gettext_noop("Fact"),
        slots=(FACT, SIGN, VALUE),
        words=lambda settings: Reason.of("condition.fact.rule", fact=FACTS[settings["fact"]], **_asked(settings)),
        judge=_fact,
        templates={
            "condition.fact": Template(
                gettext_noop("{fact}: {figure}; asked is {sign} {value}"), words=("fact",), verbatim=("sign",)
            ),
            "condition.fact.unknown": Template(
                gettext_noop("{fact}: nothing is recorded; asked is {sign} {value}"),
                words=("fact",),
                verbatim=("sign",),
            ),
            "condition.fact.rule": Template(gettext_noop("{fact} {sign} {value}"), words=("fact",), verbatim=("sign",)),
        },
    ),
    "targets": ConditionKind(
        label=gettext_noop("Targets met"),
        slots=(TARGETS, EXCEPT, SHORT_BY),
        words=_targets_words,
        judge=_targets,
        asks_figures=True,
        check=_check_targets,
        templates={
            "condition.targets": Template(gettext_noop("{missed} of {count} targets missed")),
            "condition.targets.rule": Template(gettext_noop("all targets met: {lines}"), verbatim=("lines",)),
            "condition.targets.rule_except": Template(
                gettext_noop("all targets met: {lines}; of them {missed} may be missed, by not more than {by} %"),
                verbatim=("lines",),
            ),
            "condition.target.met": Template(
                gettext_noop("{line}: {figure} against the target of {target}, met"), verbatim=("line",)
            ),
            "condition.target.missed": Template(
                gettext_noop("{line}: {figure} against the target of {target}, missed"), verbatim=("line",)
            ),
            "condition.target.missed_by": Template(
                gettext_noop("{line}: {figure} against the target of {target}, missed by {by} %"), verbatim=("line",)
            ),
            "condition.target.unknown": Template(
                gettext_noop("{line}: the target or the result is not known"), verbatim=("line",)
            ),
            "condition.target.left_out": Template(
                gettext_noop("{line}: does not apply to the unit"), verbatim=("line",)
            ),
            "condition.targets.twice": Template(
                gettext_noop("A target is named twice among {lines}."), verbatim=("lines",)
            ),
            "condition.targets.half": Template(
                gettext_noop("How many targets may be missed and by how much are written together, or neither.")
            ),
            "condition.targets.too_many": Template(
                gettext_noop("{missed} of {count} targets may be missed: none would have to be met.")
            ),
        },
    ),
}
