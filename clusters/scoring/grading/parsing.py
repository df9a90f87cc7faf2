"""From the JSON of a version (decimals as strings) to typed grading, and back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeVar

from django.utils.translation import gettext_noop

from clusters.scoring.declaration import Parameter
from clusters.scoring.grading.conditions import CONDITIONS
from clusters.scoring.grading.effects import EFFECTS
from clusters.scoring.grading.kinds import Kind, Slot
from clusters.scoring.grading.quotas import OVER, PERCENT, ROUNDING
from clusters.scoring.grading.ties import TIES
from clusters.scoring.grading.values import Clause, Grade, Grading, Quota, Sanction, TieBreaker
from clusters.scoring.parsing import parse_value
from clusters.scoring.values import ZERO, Bilingual, Problem, Unreadable, plain

PARTS = ("grades", "sanctions", "tie_breakers")
Read = TypeVar("Read")
_NOTHING = (None, "")
LEAST = Parameter("least", "decimal", gettext_noop("From points"), least=ZERO)


class _Reader:
    """One part being read; `problems` name where in it they stand, counted from 1."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.where = ""

    def wrong(self, code: str, **values: str) -> None:
        self.problems.append(Problem.of(code, self.where, **values))

    def listed(self, part: str, given: Any, read: Callable[[Mapping[str, Any]], Read]) -> tuple[Read, ...]:
        """The entries of one part, each with its place."""
        found = []
        for number, one in enumerate(given or (), start=1):
            self.where = f"{part}/{number}"
            found.append(read(one if isinstance(one, Mapping) else {}))
        return tuple(found)

    def value(self, parameter: Parameter, given: Any, default: Any = None) -> Any:
        found: list[Problem] = []
        value = default if given in _NOTHING else parse_value(parameter, given, found)
        if given in _NOTHING and default is None:
            found.append(Problem.of("required", label=parameter.label))
        self.problems += (replace(problem, where=self.where) for problem in found)
        return value

    def words(self, data: Mapping[str, Any], name: str) -> Bilingual:
        text, en = (str(data.get(each) or "").strip() for each in (name, f"{name}_en"))
        if not text:
            self.wrong("grading.no_name")
        return Bilingual(text, en)

    def clause(self, kinds: Mapping[str, Kind], data: Any) -> Clause:
        kind = kinds.get(str(data.get("kind"))) if isinstance(data, Mapping) else None
        if kind is None:
            self.wrong("grading.unknown_kind", name=str(data.get("kind")) if isinstance(data, Mapping) else str(data))
            return Clause("")
        for name in data.keys() - {"kind", *(slot.name for slot in kind.slots)}:
            self.wrong("unknown_name", name=str(name))
        return Clause(data["kind"], {slot.name: self.slot(slot, data.get(slot.name)) for slot in kind.slots})

    def slot(self, slot: Slot, given: Any) -> Any:
        if slot.kind == "lines":
            return self._codes(slot, given)
        if slot.kind in ("line", "grade"):
            if not isinstance(given, str) or not given.strip():
                self.wrong("required", label=slot.label)
            return str(given or "").strip()
        if given in _NOTHING and slot.optional:
            return None
        return self.value(slot.parameter, given, slot.default)

    def _codes(self, slot: Slot, given: Any) -> tuple[str, ...]:
        if not isinstance(given, Sequence) or isinstance(given, str) or not given:
            self.wrong("required", label=slot.label)
            return ()
        return tuple(str(one).strip() for one in given)

    def grade(self, data: Mapping[str, Any]) -> Grade:
        code = str(data.get("code") or "").strip()
        if not code:
            self.wrong("grading.no_code")
        least = self.value(LEAST, data.get("least"))
        conditions = tuple(
            tuple(self.clause(CONDITIONS, each) for each in (given if isinstance(given, list | tuple) else [given]))
            for given in data.get("conditions") or ()
        )
        in_percent = data.get("in_percent") is True
        return Grade(
            code, self.words(data, "name"), least or ZERO, in_percent, conditions, self.quota(data.get("quota"))
        )

    def quota(self, data: Any) -> Quota | None:
        if not isinstance(data, Mapping):
            return None
        percent, rounding, over = (
            self.value(parameter, data.get(parameter.name), parameter.default)
            for parameter in (PERCENT, ROUNDING, OVER)
        )
        return Quota(percent or ZERO, rounding or ROUNDING.default, over or OVER.default)

    def sanction(self, data: Mapping[str, Any]) -> Sanction:
        trigger, effect = self.clause(CONDITIONS, data.get("trigger")), self.clause(EFFECTS, data.get("effect"))
        return Sanction(self.words(data, "name"), trigger, effect, str(data.get("legal_line") or "").strip())

    def tie_breaker(self, data: Mapping[str, Any]) -> TieBreaker:
        clause = {name: value for name, value in data.items() if name != "legal_line"}
        return TieBreaker(self.clause(TIES, clause), str(data.get("legal_line") or "").strip())


def read_grading(data: Mapping[str, Any]) -> Grading:
    """The typed grading; nothing stored is one without grades.

    Raises Unreadable; a problem's place is `grades/1`, `sanctions/2` or `tie_breakers/3`.
    """
    reader = _Reader()
    for name in data.keys() - set(PARTS):
        reader.wrong("unknown_name", name=str(name))
    grades, sanctions, ties = PARTS
    found = Grading(
        reader.listed(grades, data.get(grades), reader.grade),
        reader.listed(sanctions, data.get(sanctions), reader.sanction),
        reader.listed(ties, data.get(ties), reader.tie_breaker),
    )
    if reader.problems:
        raise Unreadable(tuple(reader.problems))
    return found


def as_json(grading: Grading) -> dict[str, Any]:
    """As it is stored; reading it back gives the same."""
    parts = (
        [_grade(each) for each in grading.grades],
        [_sanction(each) for each in grading.sanctions],
        [_clause(each.clause) | _if("legal_line", each.legal_line) for each in grading.tie_breakers],
    )
    return {name: listed for name, listed in zip(PARTS, parts, strict=True) if listed}


def _grade(grade: Grade) -> dict[str, Any]:
    said = {"code": grade.code, **_words("name", grade.name), "least": plain(grade.least)}
    if grade.in_percent:
        said["in_percent"] = True
    if grade.conditions:
        said["conditions"] = [[_clause(each) for each in alternatives] for alternatives in grade.conditions]
    if grade.quota:
        percent, rounding, over = plain(grade.quota.percent), grade.quota.rounding, grade.quota.over
        said["quota"] = {"percent": percent, "rounding": rounding, "over": over}
    return said


def _sanction(sanction: Sanction) -> dict[str, Any]:
    clauses = {"trigger": _clause(sanction.trigger), "effect": _clause(sanction.effect)}
    return {**_words("name", sanction.name), **clauses, **_if("legal_line", sanction.legal_line)}


def _clause(clause: Clause) -> dict[str, Any]:
    settings = {name: _jsonable(value) for name, value in clause.settings.items() if value is not None}
    return {"kind": clause.kind, **settings}


def _jsonable(value: Any) -> Any:
    return plain(value) if isinstance(value, Decimal) else list(value) if isinstance(value, tuple) else value


def _words(name: str, words: Bilingual) -> dict[str, Any]:
    return {name: str(words), **_if(f"{name}_en", words.en)}


def _if(name: str, text: str) -> dict[str, Any]:
    return {name: text} if text else {}
