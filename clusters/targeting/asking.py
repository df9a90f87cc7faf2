"""Which target a criterion asks for: from its rule, what a unit reports for it, and its unit of measure."""

from decimal import Decimal

from clusters.enums import PER_CENT_UNIT, RANK_UNIT, TargetKind
from clusters.scoring.declaration import Input, RuleType, Typed
from clusters.scoring.ratio import HUNDRED
from clusters.targeting.promises import ONE, ZERO, Asked, kind_of_unit


def asked_of(rule: RuleType, parameters: Typed, unit_of_measure: str, is_penalty: bool = False) -> Asked | None:
    """None where the table sets the target itself and where there is no figure to promise."""
    reported = next((one for one in rule.own_inputs(parameters) if one.required), None)
    if reported is None or reported.kind == "choice" or rule.own_target(parameters) is not None:
        return None
    lower = rule.is_lower_better(parameters, is_penalty)
    if reported.kind == "boolean":
        return Asked(TargetKind.YES_NO, "", ZERO, ONE, True, lower)
    kind, unit = kind_of_unit(unit_of_measure)
    if kind == TargetKind.PER_CENT or rule.is_percentage(parameters):
        return Asked(TargetKind.PER_CENT, PER_CENT_UNIT, *_bounds(rule, reported, parameters), False, lower)
    if kind == TargetKind.RANK or rule.gives_rank(parameters):
        return Asked(TargetKind.RANK, RANK_UNIT, ONE, None, True, True)
    if not unit and not rule.takes_target(parameters):
        return None
    return Asked(kind, unit, ZERO, None, reported.kind == "integer", lower)


def _bounds(rule: RuleType, reported: Input, parameters: Typed) -> tuple[Decimal | None, Decimal | None]:
    """A share lies from 0 to 100. Other figures too, unless they have bounds of their own or the bands go beyond; and
    what is measured against the target itself, such as growth or a part of a plan, may be promised above 100."""
    least, most = ZERO, HUNDRED
    if reported.kind != "ratio_part":
        if rule.takes_target(parameters):
            return reported.least, reported.most
        least = least if reported.least is None else reported.least
        most = most if reported.most is None else reported.most
    edges = [edge for band in parameters.get("bands") or () for edge in (band.low, band.high) if edge is not None]
    below, beyond = any(edge < least for edge in edges), any(edge > most for edge in edges)
    return (None if below else least, None if beyond else most)
