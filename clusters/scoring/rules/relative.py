"""Points relative to the best of the cluster: so much at the target, the rest by how near one comes to the best.

With A the result, T the target, M the maximum, s the share at the target and L the best ratio of the cluster:
A < T gives s·M·A/T, A = T gives s·M, the best gives M, and whoever lies between gives s·M + (1−s)·M·(A/T−1)/(L−1).
A unit without a target is compared by its result: A ÷ best result · M. Where lower is better, ratios are turned over.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal, localcontext
from typing import Any, NamedTuple

from django.utils.translation import gettext_noop

from clusters.scoring import reaching
from clusters.scoring.declaration import CASES, Input, Outcome, Parameter, Reach, RuleType, Setting, Template, Typed
from clusters.scoring.ratio import HUNDRED, percentage
from clusters.scoring.rules.proportional import BETTER
from clusters.scoring.values import ZERO, Entry, Problem, Reason

SHARE = Parameter(
    "share", "decimal", gettext_noop("Per cent of the points at the target"), default=Decimal(50), least=ZERO
)
TARGETS = Parameter("with_targets", "boolean", gettext_noop("Compared by what was reached of the target"), default=True)
ACTUAL = Input("actual", "number", gettext_noop("Result"))
_STORED = Decimal("0.0001")
# Digits of the longest result times the longest target times points: amounts in đồng are longer than 28 together.
_EXACT = 60


class Ratio(NamedTuple):
    """Kept as its two parts: a quotient that was cut off at its last digit would round to the wrong side."""

    part: Decimal
    whole: Decimal

    def exceeds(self, other: "Ratio") -> bool:
        return self.part * other.whole > other.part * self.whole

    @property
    def beyond_one(self) -> "Ratio":
        """This ratio − 1."""
        return Ratio(self.part - self.whole, self.whole)

    @property
    def shown(self) -> Decimal:
        return percentage(self.part, self.whole)


ONE = Ratio(Decimal(1), Decimal(1))


class Best(NamedTuple):
    """The best of the cluster: `ratio` to the target, None where nobody has one; `result`, None where nobody counts.

    `is_beyond` where lower is better and somebody reached nothing at all, which no ratio can express.
    """

    ratio: Ratio | None = None
    result: Decimal | None = None
    is_beyond: bool = False


def _inputs(parameters: Typed) -> tuple[Input, ...]:
    return (ACTUAL,)


def _prepare(parameters: Typed, entries: Mapping[Any, Entry]) -> Best:
    """One pass over the cluster."""
    lower, best = parameters["better"] == "lower", Best()
    for entry in entries.values():
        actual = entry.values["actual"]
        if best.result is None or (actual < best.result if lower else actual > best.result):
            best = best._replace(result=actual)
        if not _has_target(parameters, entry):
            continue
        ratio = _ratio(parameters, entry)
        if ratio is None:
            best = best._replace(is_beyond=True)
        elif best.ratio is None or ratio.exceeds(best.ratio):
            best = best._replace(ratio=ratio)
    return best


def _has_target(parameters: Typed, entry: Entry) -> bool:
    """Nothing can be reached of a target of 0, but one may keep to it where lower is better."""
    if not parameters["with_targets"] or entry.target is None:
        return False
    return parameters["better"] == "lower" or entry.target > ZERO


def _ratio(parameters: Typed, entry: Entry) -> Ratio | None:
    """What was reached of the target, turned over where lower is better; None for better than any ratio."""
    actual, target = entry.values["actual"], entry.target or ZERO
    if parameters["better"] == "higher":
        return Ratio(max(actual, ZERO), target)
    if actual > ZERO:
        return Ratio(max(target, ZERO), actual)
    return None if actual <= target else Ratio(ZERO, Decimal(1))


def _score(setting: Setting, entry: Entry) -> Outcome:
    parameters = setting.parameters
    best = _prepare(parameters, {None: entry}) if setting.cluster is None else setting.cluster
    if _has_target(parameters, entry):
        return _by_target(setting, entry, best)
    return _by_result(setting, entry.values["actual"], best)


def _by_target(setting: Setting, entry: Entry, best: Best) -> Outcome:
    ratio, top = _ratio(setting.parameters, entry), setting.max_points
    at_target = top * setting.parameters["share"] / HUNDRED
    if ratio is None:
        return _said("relative.beyond", top, setting, entry)
    if ONE.exceeds(ratio):
        return _said("relative.below", at_target * ratio.part / ratio.whole, setting, entry, ratio=ratio)
    if ratio.part == ratio.whole:
        return _said("relative.met", at_target, setting, entry)
    if best.is_beyond:
        return _said("relative.after_beyond", at_target, setting, entry, ratio=ratio)
    if best.ratio is None or not best.ratio.exceeds(ratio):
        return _said("relative.leader", top, setting, entry, ratio=ratio)
    points = at_target + _way(top - at_target, ratio.beyond_one, best.ratio.beyond_one)
    return _said("relative.above", points, setting, entry, ratio=ratio, best=best.ratio)


def _way(rest: Decimal, own: Ratio, leader: Ratio) -> Decimal:
    """The part of the rest that lies between the target and where one came, measured by the best."""
    with localcontext(prec=_EXACT):
        return rest * own.part * leader.whole / (own.whole * leader.part)


def _said(code: str, points: Decimal, setting: Setting, entry: Entry, **ratios: Ratio) -> Outcome:
    shown = {name: ratio.shown for name, ratio in ratios.items()}
    share, top = setting.parameters["share"], setting.max_points
    values = {"actual": entry.values["actual"], "target": entry.target or ZERO, "share": share, "rest": HUNDRED - share}
    return Outcome(points, (Reason.of(code, max=top, points=round(points, 6), **values, **shown),))


def _by_result(setting: Setting, actual: Decimal, best: Best) -> Outcome:
    """Result ÷ best result, or best ÷ result where lower is better; nothing to divide gives nothing."""
    lower, top, first = setting.parameters["better"] == "lower", setting.max_points, best.result
    values = {"actual": actual, "best": actual if first is None else first, "max": top}
    if lower and (first is None or actual <= max(first, ZERO)):
        return Outcome(top, (Reason.of("relative.best_result", **values),))
    if not lower and actual > ZERO and (first is None or actual >= first):
        return Outcome(top, (Reason.of("relative.best_result", **values),))
    part, whole = (max(values["best"], ZERO), actual) if lower else (actual, values["best"])
    if part <= ZERO:
        return Outcome(ZERO, (Reason.of("relative.nothing", **values),))
    points = top * part / whole
    code = "relative.share_lower" if lower else "relative.share"
    return Outcome(points, (Reason.of(code, points=round(points, 6), **values),))


def _words(setting: Setting) -> tuple[Reason, ...]:
    parameters, top = setting.parameters, setting.max_points
    suffix = "_lower" if parameters["better"] == "lower" else ""
    if not parameters["with_targets"]:
        return (Reason.of(f"relative.rule_result{suffix}", max=top),)
    at_target = top * parameters["share"] / HUNDRED
    values = {"max": top, "points": round(at_target, 6), "rest": round(top - at_target, 6)}
    return (Reason.of(f"relative.rule{suffix}", **values), Reason.of(f"relative.rule_without{suffix}", max=top))


def _check(setting: Setting) -> tuple[Problem, ...]:
    share = setting.parameters["share"]
    return (Problem.of("relative.share_above_all", "share", share=share),) if share > HUNDRED else ()


def _headline(parameters: Typed, values: Typed) -> Decimal | None:
    return values.get("actual")


def _order(parameters: Typed) -> Mapping[str, int]:
    if parameters["share"] > HUNDRED:
        return {}
    return {"actual": -1 if parameters["better"] == "lower" else 1}


def _reach(setting: Setting, entry: Entry) -> Iterable[Reach]:
    """The target, and what the best of the cluster reached."""
    if setting.cluster is None:
        return ()
    marks = _marks(setting.parameters, entry, setting.cluster)
    return reaching.better(_score, setting, entry, ({"actual": actual} for actual in marks))


def _marks(parameters: Typed, entry: Entry, best: Best) -> Iterable[Decimal]:
    """Results to aim at, the nearest first."""
    if not _has_target(parameters, entry):
        return () if best.result is None else (best.result,)
    target, ratio = entry.target or ZERO, best.ratio
    if best.is_beyond:
        return (target, ZERO)
    if ratio is None or not ratio.exceeds(ONE):
        return (target,)
    if parameters["better"] == "lower":
        return (target, (target * ratio.whole / ratio.part).quantize(_STORED, "ROUND_FLOOR"))
    return (target, (target * ratio.part / ratio.whole).quantize(_STORED, "ROUND_CEILING"))


TYPE = RuleType(
    label=gettext_noop("Relative to the best of the cluster"),
    parameters=(BETTER, TARGETS, SHARE, *CASES),
    own_inputs=_inputs,
    prepare=_prepare,
    uses_target=lambda parameters: parameters["with_targets"],
    arithmetic=_score,
    words=_words,
    check=_check,
    headline=_headline,
    order=_order,
    reach=_reach,
    sections=("core", "bonus"),
    templates={
        "relative.below": Template(
            gettext_noop("{actual}, target {target}: {ratio} % of it × {share} % × {max} = {points}")
        ),
        "relative.met": Template(gettext_noop("{actual}, exactly the target: {share} % × {max} = {points}")),
        "relative.leader": Template(
            gettext_noop("{actual}, target {target}: {ratio} % of it, the best of the cluster: {max}")
        ),
        "relative.above": Template(
            gettext_noop(
                "{actual}, target {target}: {ratio} % of it, the best of the cluster {best} %: {share} % × {max}"
                " + {rest} % × {max} × ({ratio} − 100) ÷ ({best} − 100) = {points}"
            )
        ),
        "relative.beyond": Template(gettext_noop("{actual}: nothing can be better, full points, {max}")),
        "relative.after_beyond": Template(
            gettext_noop("{actual}, target {target}, but the best of the cluster has none at all: {points}")
        ),
        "relative.best_result": Template(gettext_noop("{actual}, the best result of the cluster: {max}")),
        "relative.share": Template(gettext_noop("{actual} ÷ {best}, the best of the cluster, × {max} = {points}")),
        "relative.share_lower": Template(
            gettext_noop("{best}, the best of the cluster, ÷ {actual} × {max} = {points}")
        ),
        "relative.nothing": Template(gettext_noop("{actual}, with {best} the best of the cluster: 0")),
        "relative.rule": Template(
            gettext_noop(
                "{points} at the target, below it in proportion; above it up to {rest} more, as near as the result"
                " comes to the best of the cluster, which has {max}"
            )
        ),
        "relative.rule_lower": Template(
            gettext_noop(
                "{points} at the target (lower is better), above it target ÷ result; below it up to {rest} more, as"
                " near as the result comes to the best of the cluster, which has {max}"
            )
        ),
        "relative.rule_without": Template(
            gettext_noop("where there is no target: result ÷ best result of the cluster × {max}")
        ),
        "relative.rule_without_lower": Template(
            gettext_noop("where there is no target: best result of the cluster ÷ result × {max} (lower is better)")
        ),
        "relative.rule_result": Template(gettext_noop("result ÷ best result of the cluster × {max}")),
        "relative.rule_result_lower": Template(
            gettext_noop("best result of the cluster ÷ result × {max} (lower is better)")
        ),
        "relative.share_above_all": Template(gettext_noop("No more than 100 % of the points can stand at the target.")),
    },
)
