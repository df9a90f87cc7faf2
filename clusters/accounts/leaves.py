"""Why a leaf has its points."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from clusters import explanations, numbers, targeting, writing
from clusters.accounts.values import Account, Basis, Given, Ground, Part, of_line
from clusters.explanations import explain
from clusters.scoring import RULES, Input, Line, parse_parameters
from clusters.scoring.values import UNIT

SYSTEM, FROM_FACT = "system", "from_fact"
UNCOUNTED = ("boolean", "choice", "date")


def of_leaf(basis: Basis, ground: Ground) -> Account:
    """The rule, what was reported, the arithmetic, the evidence, and who gave which points when."""
    code = ground.node.code
    parts = [
        Part("rule", _("The rule"), tuple(_rule(ground))),
        Part("inputs", _("What was reported"), tuple(_reported(ground))),
        Part("arithmetic", _("The arithmetic"), tuple(_arithmetic(ground, basis.given.lines[code]))),
        Part("evidence", _("Evidence"), tuple(_evidence(ground)), ground.evidence),
        Part("given", _("Who gave which points when"), tuple(_gifts(ground))),
    ]
    return of_line(basis, ground, *parts)


def _rule(ground: Ground) -> Iterator[str]:
    yield explanations.describe_rule(ground.node)
    yield _("at most {points} points").format(points=numbers.format(ground.node.max_points))
    if ground.scorer:
        yield _("scored by {scorer}").format(scorer=ground.scorer)


def _reported(ground: Ground) -> Iterator[str]:
    unit = ground.unit_of_measure
    if ground.target is not None:
        yield f"{_('Target')}: {_promised(ground)}"
    known = ground.own.reasons if ground.own else ()
    yield from (explain(reason) for reason in known if reason.code == FROM_FACT)
    aside = ground.node.supplier == SYSTEM or any(
        value is True for name, value in ground.values.items() if _is_answer(ground, name)
    )
    for one in ground.inputs:
        said = figure(one, ground.values.get(one.name), unit)
        if said:
            yield said
        elif one.required and not aside:
            yield _("{input}: not entered").format(input=explanations.word(one.label))
    if ground.note:
        yield _("Note of the unit: {note}").format(note=ground.note)


def _promised(ground: Ground) -> str:
    """The target in the words of its kind."""
    figure, node = ground.target or Decimal(0), ground.node
    rule = RULES.get(node.rule)
    asked = rule and targeting.asked_of(rule, parse_parameters(rule, node.parameters), ground.unit_of_measure)
    if not asked:
        return f"{writing.number(figure)} {ground.unit_of_measure}".rstrip()
    return targeting.word(targeting.in_unit(figure, asked))


def _is_answer(ground: Ground, name: str) -> bool:
    """That no case arose, or that it does not apply: it stands in the place of all figures."""
    return any(one.name == name and not one.required for one in ground.inputs)


def figure(one: Input, value: Any, unit_of_measure: str) -> str:
    """One input with its name and unit: “Result: 97 %”; '' for what is not entered."""
    said = "" if value is None else explanations.say(one, value)
    if not said or (one.kind == "boolean" and not one.required):
        return said
    counted = "" if one.kind in UNCOUNTED else explanations.counted_in(one, unit_of_measure)
    return f"{explanations.word(one.label)}: {said} {counted}".strip()


def _arithmetic(ground: Ground, line: Line) -> Iterator[str]:
    """How the rule came to the self-score, and what the table makes of the points that count."""
    known = ground.own.reasons if ground.own else ()
    if ground.own is None:
        yield _("There is no self-score for this line.")
    said = (*known, *(each for each in line.reasons if each not in known))
    yield from (explain(reason) for reason in said if reason.code != FROM_FACT)


def _evidence(ground: Ground) -> Iterator[str]:
    node = ground.node
    for proof in ground.evidence:
        yield " ".join([proof.name, *proof.same])
    if not any(proof.counts for proof in ground.evidence):
        is_asked = node.evidence_required and node.section != "penalty" and node.supplier == UNIT
        yield _("no evidence: no points") if is_asked else _("no evidence; none is required")


def _gifts(ground: Ground) -> Iterator[str]:
    own, head = ground.own, ground.head
    if own is not None:
        yield _gift(_("Self-score {points}"), own)
    if head is None:
        yield _("The cluster has not given points yet.")
        return
    yield _gift(_("Cluster's points {points}"), head)
    if own is not None and own.points != head.points:
        difference = head.points - own.points
        sign = "+" if difference > 0 else "−"
        yield _("difference {difference}").format(difference=f"{sign}{numbers.format(abs(difference))}")
    if head.note:
        yield _("reason: {note}").format(note=head.note)


def _gift(said: str, given: Given) -> str:
    what = said.format(points=numbers.format(given.points))
    who = ", ".join(part for part in (given.by, writing.moment(given.at) if given.at else "") if part)
    return f"{what} – {who}" if who else what
