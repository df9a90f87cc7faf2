"""The edge where codes with values become sentences in the reader's language."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from django.utils.translation import get_language, gettext, gettext_noop

from clusters import numbers
from clusters.filetypes import FileRefused
from clusters.scoring import RULES, Node, Problem, Reason, Unreadable, parse_parameters
from clusters.scoring.declaration import Setting, Template
from clusters.scoring.messages import TEMPLATES

_NOTATION = re.compile(r"(?P<opening>[\[(])(?P<low>[^;]*);(?P<high>[^;]*)(?P<closing>[\])])(?P<unit>%?)")
_BETWEEN = {
    "[]": gettext_noop("from {low} to {high}"),
    "[)": gettext_noop("from {low} to under {high}"),
    "(]": gettext_noop("over {low} to {high}"),
    "()": gettext_noop("over {low} to under {high}"),
}
_FROM = {"[": gettext_noop("{low} or more"), "(": gettext_noop("over {low}")}
_UNDER = {"]": gettext_noop("up to {high}"), ")": gettext_noop("under {high}")}


class _Values(dict):
    """A value that an old stored reason does not have is shown as …, not as an error."""

    def __missing__(self, name: str) -> str:
        return "…"


def explain(reason: Reason) -> str:
    """The reason as a sentence; the bare code for one that no rule knows any more."""
    return _sentence(reason.code, reason.values)


def explain_problem(problem: Problem) -> str:
    """The problem as a sentence, without the place where it stands."""
    return _sentence(problem.code, problem.values)


def explain_refusal(refused: FileRefused) -> str:
    """Why a file was not taken."""
    return gettext(refused.template).format_map(_Values(refused.values))


def describe_rule(node: Node) -> str:
    """A criterion's rule in words; '' for a group, and a sentence for a rule that cannot be read."""
    if node.children or not node.rule:
        return ""
    rule = RULES.get(node.rule)
    try:
        parameters = parse_parameters(rule, node.parameters) if rule else None
    except Unreadable:
        parameters = None
    if rule is None or parameters is None:
        return explain(Reason("rule_not_usable"))
    words = [explain(reason) for reason in rule.words(Setting(parameters, node.max_points))]
    return "; ".join([*words, explain(Reason("no_case.rule"))] if parameters.get("no_case_full") else words)


def _sentence(code: str, values: Mapping[str, str]) -> str:
    template = TEMPLATES.get(code)
    if template is None:
        return code
    return gettext(template.text).format_map(_Values({k: _shown(template, k, v) for k, v in values.items()}))


def _shown(template: Template, name: str, value: str) -> str:
    if name in template.words:
        return gettext(value) if value else ""
    if name in template.verbatim:
        return value
    return describe_band(value) if name in template.bands else _number(value)


def _number(value: str) -> str:
    return _number_in(value, get_language() or "")


@lru_cache(maxsize=10_000)
def _number_in(value: str, language: str) -> str:
    """Points, maxima and thresholds come back by the thousand on one page."""
    try:
        return numbers.format(Decimal(value), language=language)
    except (InvalidOperation, ValueError):
        return value


def describe_band(notation: str) -> str:
    """`[95;100)%` as 'from 95 % to under 100 %'; the notation itself where it is not one."""
    found = _NOTATION.fullmatch(notation)
    if found is None:
        return notation
    low, high = _end(found["low"], found["unit"]), _end(found["high"], found["unit"])
    if low and low == high:
        return low
    return gettext(_phrase(found["opening"], low, high, found["closing"])).format(low=low, high=high)


def _end(number: str, unit: str) -> str:
    if not number or not unit:
        return _number(number) if number else ""
    return gettext("{number} %").format(number=_number(number))


def _phrase(opening: str, low: str, high: str, closing: str) -> str:
    if low and high:
        return _BETWEEN[opening + closing]
    if low:
        return _FROM[opening]
    return _UNDER[closing] if high else gettext_noop("any number")
