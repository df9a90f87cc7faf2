"""Expressions over the results of one report: sums of figures, numbers, and figures of the year before.

Written `[I.1] + 2 × [I.2:total] − 5`; a figure is named by its criterion's code, behind a colon one of its inputs, and
before the bracket stands whether it is that of the year before: `last year [I.1] × 1,2` or `năm trước [I.1] × 1,2`;
where the report is that of a period, the same period is meant: `cùng kỳ năm trước [I.1]`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import get_language

from clusters import numbers

ONE = Decimal(1)
LAST_YEAR = {"en": "last year", "vi": "năm trước"}
SAME_PERIOD = {"en": "same period last year", "vi": "cùng kỳ năm trước"}
_LAST = r"(?:same\s+period\s+)?last\s+year|(?:cùng\s+kỳ\s+)?năm\s+trước"
_TOKEN = re.compile(
    rf"\s*(?:(?P<ref>(?P<last>{_LAST})?\s*\[(?P<code>[^\[\]:]+)(?::\s*(?P<input>\w+)\s*)?\])"
    r"|(?P<number>[0-9][0-9.,]*)|(?P<sign>[+−–*×·-]))",
    re.IGNORECASE,
)
_SIGNS = {"−": "-", "–": "-", "×": "*", "·": "*"}


class Ref(NamedTuple):
    """A figure: of a criterion, or one input of it; of this year or the last, of a period the same one then."""

    code: str
    input: str = ""
    last: bool = False


class Term(NamedTuple):
    """So many times a figure, or just a number."""

    factor: Decimal
    ref: Ref | None = None


Expression = tuple[Term, ...]
Figures = Mapping[Ref, Decimal]


class NotAnExpression(ValueError):
    """A text that cannot be read; `at` is the part that is wrong, '' where something is missing at the end."""

    def __init__(self, at: str) -> None:
        super().__init__(at)
        self.at = at


def read(text: str) -> Expression:
    """Understands what people write. Raises NotAnExpression; nothing gives an empty expression."""
    if not text.strip():
        return ()
    groups: list[tuple[Decimal, list[Ref | Decimal | str]]] = [(ONE, [])]
    for token in _tokens(text):
        if token not in ("+", "-"):
            groups[-1][1].append(token)
        elif groups[-1][1]:
            groups.append((ONE if token == "+" else -ONE, []))
        elif groups == [(ONE, [])] and token == "-":
            groups = [(-ONE, [])]
        else:
            raise NotAnExpression(str(token))
    return tuple(_term(sign, factors) for sign, factors in groups)


def _tokens(text: str) -> Iterator[Ref | Decimal | str]:
    place, whole = 0, text.rstrip()
    while place < len(whole):
        found = _TOKEN.match(whole, place)
        if found is None:
            raise NotAnExpression(whole[place:].strip())
        place = found.end()
        if found["ref"]:
            yield Ref(found["code"].strip(), found["input"] or "", bool(found["last"]))
        elif found["number"]:
            yield _number(found["number"])
        else:
            yield _SIGNS.get(found["sign"], found["sign"])


def _number(text: str) -> Decimal:
    try:
        return numbers.parse(text)
    except numbers.NotANumber as wrong:
        raise NotAnExpression(text) from wrong


def _term(sign: Decimal, factors: list[Ref | Decimal | str]) -> Term:
    """Factors with a sign of multiplication between them, one of them a figure at most."""
    factor, ref = sign, None
    for place, each in enumerate(factors):
        is_sign = each == "*"
        if is_sign != bool(place % 2) or (isinstance(each, Ref) and ref is not None):
            raise NotAnExpression(write((Term(ONE, each),)) if isinstance(each, Ref) else str(each))
        if isinstance(each, Ref):
            ref = each
        elif isinstance(each, Decimal):
            factor *= each
    if len(factors) % 2 == 0:
        raise NotAnExpression("")
    return Term(factor, ref)


def write(expression: Expression, *, of_period: bool = False) -> str:
    """As `read` understands it, in the active language; `of_period` says in its words which figure was before."""
    said = []
    for place, term in enumerate(expression):
        sign = ("−" if term.factor < 0 else "") if not place else (" − " if term.factor < 0 else " + ")
        said.append(f"{sign}{_write(term, SAME_PERIOD if of_period else LAST_YEAR)}")
    return "".join(said)


def _write(term: Term, before: Mapping[str, str]) -> str:
    factor = numbers.editable(abs(term.factor))
    if term.ref is None:
        return factor
    last = f"{before['en' if (get_language() or '').startswith('en') else 'vi']} " if term.ref.last else ""
    named = f":{term.ref.input}" if term.ref.input else ""
    figure = f"{last}[{term.ref.code}{named}]"
    return figure if abs(term.factor) == ONE else f"{factor} × {figure}"


def value(expression: Expression, figures: Figures) -> Decimal | None:
    """None as soon as one of its figures is not known."""
    total = Decimal(0)
    for term in expression:
        figure = ONE if term.ref is None else figures.get(term.ref)
        if figure is None:
            return None
        total += term.factor * figure
    return total


def refs(*expressions: Expression) -> tuple[Ref, ...]:
    """The figures that they name, each once, in their order."""
    return tuple(dict.fromkeys(term.ref for each in expressions for term in each if term.ref is not None))


def as_json(expression: Expression) -> list[dict[str, Any]]:
    """Decimals as text, so that both databases give back what was stored; the same for the same number."""
    return [
        {"factor": plain(term.factor), **({"code": ref.code, "input": ref.input, "last": ref.last} if ref else {})}
        for term in expression
        for ref in [term.ref]
    ]


def plain(value: Decimal | int) -> str:
    """Without exponent and idle zeros."""
    return f"{Decimal(value).normalize():f}"


def from_json(stored: Iterable[Mapping[str, Any]]) -> Expression:
    """What `as_json` wrote."""
    return tuple(Term(Decimal(each["factor"]), _ref(each)) for each in stored)


def _ref(stored: Mapping[str, Any]) -> Ref | None:
    return Ref(stored["code"], stored.get("input", ""), stored.get("last", False)) if stored.get("code") else None
