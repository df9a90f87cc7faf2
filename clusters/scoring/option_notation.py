"""The options of a line as text: `only the highest counts; at least 1; step 0,25 half up; not counted with VIII.3`.

Every option stands in `OPTIONS`: the words that it begins with, in either language, and what follows them.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext, gettext_noop

from clusters import numbers
from clusters.enums import Combination, Derivation, FactKind, ReportedFor, RoundingMode, Supplier
from clusters.scoring import quoting, wording
from clusters.scoring.table_line import FINEST, MOST_POINTS, Line, short, tidy
from clusters.scoring.values import ZERO, Problem

MODES: list[tuple[str, Any]] = [(mode.value, mode.label) for mode in RoundingMode]
FACTS: list[tuple[str, Any]] = [(fact.value, fact.label) for fact in FactKind]
DERIVATIONS: list[tuple[str, Any]] = [(way.value, way.label) for way in Derivation]
LONGEST_SCORER, LONGEST_CODE, MOST_STEP = 150, 30, Decimal(1000)
_ONE_CODE = re.compile(rf" ?(?P<code>{quoting.QUOTED}|[^,]+?) ?(?:,|$)")


class _Odd(ValueError):
    """What follows the words of an option and is not understood."""

    def __init__(self, code: str, **values: Decimal | str) -> None:
        super().__init__(code)
        self.problem = Problem.of(code, "", **values)


@dataclass(frozen=True, slots=True)
class Option:
    """`phrases` pairs a value with the message id of its words; `reads` makes fields of the value and of what follows.

    `writes` gives the value and what follows, or nothing for a line that does without; `sample` shows what follows,
    and `sign` stands before it.
    """

    phrases: tuple[tuple[str, str], ...]
    reads: Callable[[str, str], dict[str, Any]]
    writes: Callable[[Line], tuple[str, str] | None]
    sample: Callable[[], str] = str
    sign: str = ""


def read(text: str) -> tuple[dict[str, Any], list[Problem]]:
    """Fields of `Line` by name, and what is not understood."""
    fields: dict[str, Any] = {}
    problems = []
    for part in quoting.parts(text):
        try:
            found = _read_part(part)
            if found.keys() & fields.keys():
                raise _Odd("option.twice", given=short(part))
            fields |= found
        except _Odd as odd:
            problems.append(odd.problem)
    return fields, problems


def write(line: Line) -> str:
    """The text that `read` reads as the same options, in the active language."""
    said = ((option, option.writes(line)) for option in OPTIONS)
    return "; ".join(_write_part(line, option, *each) for option, each in said if each is not None)


def manual() -> list[str]:
    """Each option as it is written, in the active language."""
    pairs = ((option, words) for option in OPTIONS for _value, words in option.phrases)
    return [_joined(gettext(words), option.sample(), option.sign) for option, words in pairs]


def _read_part(part: str) -> dict[str, Any]:
    for option, value, said in _phrases():
        head, tail = _after(part, len(said.split()))
        if wording.fold(head) == wording.fold(said):
            return option.reads(value, tail)
    raise _Odd("option.not_understood", given=short(part), choices="; ".join(manual()))


def _phrases() -> Iterator[tuple[Option, str, str]]:
    for option in OPTIONS:
        for value, words in option.phrases:
            yield from ((option, value, said) for said in wording.in_languages(words))


def _after(part: str, count: int) -> tuple[str, str]:
    """That many words from the beginning, without the colon behind them, and the rest."""
    words = part.split(" ")
    head = " ".join(words[:count])
    for sign in (":", "="):
        name, found, rest = head.partition(sign)
        if found:
            return name.strip(), tidy(f"{rest} {' '.join(words[count:])}")
    return head, " ".join(words[count:]).removeprefix(":").removeprefix("=").strip()


def _write_part(line: Line, option: Option, value: str, tail: str) -> str:
    words = gettext(dict(option.phrases)[value])
    ways = [_joined(words, tail, option.sign), _joined(words, tail, ":")]
    ways.append(_joined(words, quoting.quoted(tail), ":"))
    return next((way for way in ways if quoting.stands_alone(way) and _is_meant(line, way)), ways[-1])


def _is_meant(line: Line, part: str) -> bool:
    try:
        return all(getattr(line, name) == value for name, value in _read_part(part).items())
    except _Odd:
        return False


def _joined(words: str, tail: str, sign: str) -> str:
    return f"{words}{sign} {tail}" if tail else words


# --- what follows the words -------------------------------------------------------------------------------------


def _nothing(tail: str) -> None:
    if tail:
        raise _Odd("option.not_understood", given=short(tail), choices="; ".join(manual()))


def _number(tail: str, most: Decimal) -> Decimal:
    try:
        number = numbers.parse(tail)
    except numbers.NotANumber:
        number = None
    if number is None or number < ZERO or number >= most or number % FINEST:
        raise _Odd("option.not_a_number", given=short(tail), most=most)
    return number


def _mode(tail: str) -> str:
    mode = wording.choice(tail, MODES)
    if mode is None:
        raise _Odd("option.rounding", given=short(tail), choices=", ".join(str(label) for _code, label in MODES))
    return mode


def _words(tail: str, most: int) -> str:
    words = tidy(quoting.bare(tail))
    if len(words) > most:
        raise _Odd("option.too_long", given=short(words), most=Decimal(most))
    return words


def _read_highest(value: str, tail: str) -> dict[str, Any]:
    _nothing(tail)
    return {"combine": value}


def _read_floor(value: str, tail: str) -> dict[str, Any]:
    return {"floor": _number(tail, MOST_POINTS)}


def _read_step(value: str, tail: str) -> dict[str, Any]:
    number, _space, mode = tail.partition(" ")
    step = _number(number, MOST_STEP)
    if not step:
        raise _Odd("option.no_step")
    return {"step": step, **({"rounding": _mode(mode)} if mode else {})}


def _write_step(line: Line) -> tuple[str, str] | None:
    mode = str(dict(MODES).get(line.rounding, line.rounding)).lower()
    return None if line.step is None else ("", f"{numbers.editable(line.step)} {mode}")


def _read_mode(value: str, tail: str) -> dict[str, Any]:
    return {"rounding": _mode(tail)}


def _write_mode(line: Line) -> tuple[str, str] | None:
    """A way of rounding that waits for its step."""
    idle = line.step is None and line.rounding != RoundingMode.HALF_UP
    return ("", str(dict(MODES).get(line.rounding, line.rounding)).lower()) if idle else None


def _read_codes(value: str, tail: str) -> dict[str, Any]:
    found = [_words(each["code"], LONGEST_CODE) for each in _ONE_CODE.finditer(tail)]
    if not all(found) or not found:
        raise _Odd("option.no_codes")
    return {"not_with": list(dict.fromkeys(found))}


def _write_codes(line: Line) -> tuple[str, str] | None:
    codes = (code if re.fullmatch(r'[^,;:="{}()\[\]]+', code) else quoting.quoted(code) for code in line.not_with)
    return ("", ", ".join(codes)) if line.not_with else None


def _read_supplier(value: str, tail: str) -> dict[str, Any]:
    return {"supplier": value, **({"scorer": _words(tail, LONGEST_SCORER)} if tail else {})}


def _write_supplier(line: Line) -> tuple[str, str] | None:
    return (line.supplier, line.scorer) if line.supplier != Supplier.UNIT else None


def _read_scorer(value: str, tail: str) -> dict[str, Any]:
    if not tail:
        raise _Odd("option.no_scorer")
    return {"scorer": _words(tail, LONGEST_SCORER)}


def _write_scorer(line: Line) -> tuple[str, str] | None:
    return ("", line.scorer) if line.scorer and line.supplier == Supplier.UNIT else None


def _read_fact(value: str, tail: str) -> dict[str, Any]:
    fact = wording.choice(quoting.bare(tail), FACTS)
    if fact is None:
        raise _Odd("option.fact", given=short(tail), choices=", ".join(str(label) for _code, label in FACTS))
    return {"fact": fact}


def _read_reported(value: str, tail: str) -> dict[str, Any]:
    _nothing(tail)
    return {"reported": value}


def _read_derived(value: str, tail: str) -> dict[str, Any]:
    way = wording.choice(quoting.bare(tail), DERIVATIONS)
    if way is None:
        choices = ", ".join(str(label) for _code, label in DERIVATIONS)
        raise _Odd("option.derived", given=short(tail), choices=choices)
    return {"derived": way}


OPTIONS = (
    Option(
        ((Combination.HIGHEST.value, gettext_noop("only the highest counts")),),
        _read_highest,
        lambda line: (Combination.HIGHEST.value, "") if line.combine == Combination.HIGHEST else None,
    ),
    Option(
        (("", gettext_noop("at least")),),
        _read_floor,
        lambda line: None if line.floor is None else ("", numbers.editable(line.floor)),
        lambda: numbers.editable(1),
    ),
    Option(
        (("", gettext_noop("step")),),
        _read_step,
        _write_step,
        lambda: f"{numbers.editable(Decimal('0.25'))} {str(RoundingMode.HALF_UP.label).lower()}",
    ),
    Option(
        (("", gettext_noop("rounding")),), _read_mode, _write_mode, lambda: str(RoundingMode.DOWN.label).lower(), ":"
    ),
    Option((("", gettext_noop("not counted with")),), _read_codes, _write_codes, lambda: "VIII.3"),
    Option(
        (
            (Supplier.HEAD.value, gettext_noop("entered by the head of the cluster")),
            (Supplier.AUTHORITY.value, gettext_noop("entered by the authority")),
            (Supplier.SYSTEM.value, gettext_noop("entered by the system")),
        ),
        _read_supplier,
        _write_supplier,
        lambda: "Sở Nội vụ",
        ":",
    ),
    Option((("", gettext_noop("scorer")),), _read_scorer, _write_scorer, lambda: "Sở Nội vụ", ":"),
    Option(
        (("", gettext_noop("fact")),),
        _read_fact,
        lambda line: ("", str(dict(FACTS).get(line.fact, line.fact))) if line.fact else None,
        lambda: str(FactKind.REPORTS_LATE.label),
        ":",
    ),
    Option(
        (
            (ReportedFor.MONTH.value, gettext_noop("reported each month")),
            (ReportedFor.QUARTER.value, gettext_noop("reported each quarter")),
            (ReportedFor.HALF_YEAR.value, gettext_noop("reported each half-year")),
        ),
        _read_reported,
        lambda line: (line.reported, "") if line.reported else None,
    ),
    Option(
        (("", gettext_noop("figure of the year")),),
        _read_derived,
        lambda line: ("", str(dict(DERIVATIONS).get(line.derived, line.derived))) if line.derived else None,
        lambda: str(Derivation.SUM.label),
        ":",
    ),
)
