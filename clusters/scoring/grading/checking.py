"""What an author must mend before grades, sanctions and tie-breakers can be published."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from clusters.scoring.grading.conditions import CONDITIONS
from clusters.scoring.grading.effects import EFFECTS
from clusters.scoring.grading.judging import threshold
from clusters.scoring.grading.kinds import Kind
from clusters.scoring.grading.lines import Lines
from clusters.scoring.grading.parsing import read_grading
from clusters.scoring.grading.ties import DECIDED, TIES
from clusters.scoring.grading.values import Clause, Grade, Grading, Sanction
from clusters.scoring.ratio import HUNDRED
from clusters.scoring.values import ZERO, Bilingual, Problem, Table, Unreadable


def check_stored(data: Mapping[str, Any], table: Table) -> list[Problem]:
    """The same for the JSON of a version; what cannot be read is said first, and alone."""
    try:
        return check_grading(read_grading(data), table)
    except Unreadable as unreadable:
        return list(unreadable.problems)


def check_grading(grading: Grading, table: Table) -> list[Problem]:
    """Every problem in order; `where` is `grades/1`, `sanctions/2` or `tie_breakers/3`, '' for the whole."""
    lines = Lines(table)
    problems = [*_codes(grading), *_thresholds(grading, lines)]
    for number, grade in enumerate(grading.grades, start=1):
        clauses = [each for alternatives in grade.conditions for each in alternatives]
        found = [*_quota(grade), *(p for each in clauses for p in _clause(each, CONDITIONS, lines))]
        problems += _at(f"grades/{number}", found)
    for number, sanction in enumerate(grading.sanctions, start=1):
        problems += _at(f"sanctions/{number}", _sanction(sanction, grading, lines))
    return [*problems, *_ties(grading, lines)]


def _at(where: str, problems: Iterator[Problem] | list[Problem]) -> list[Problem]:
    return [replace(problem, where=where) for problem in problems]


def _codes(grading: Grading) -> Iterator[Problem]:
    if grading.sanctions and not grading.grades:
        yield Problem("grading.no_grades")
    for code, count in Counter(grade.code for grade in grading.grades).items():
        if count > 1:
            where = f"grades/{grading.index_of(code) + 1}"
            yield Problem.of("grading.code_twice", where, grade=code, count=Decimal(count))


def _thresholds(grading: Grading, lines: Lines) -> Iterator[Problem]:
    """Falling, none beyond reach, and the last one open to everybody."""
    for number, (above, grade) in enumerate(pairwise(grading.grades), start=2):
        least, top = threshold(grade, lines), threshold(above, lines)
        if least >= top:
            said: dict[str, Decimal | str] = {"grade": grade.code, "least": least, "above": above.code, "from": top}
            yield Problem.of("grading.not_descending", f"grades/{number}", **said)
    for number, grade in enumerate(grading.grades, start=1):
        if threshold(grade, lines) > lines.most:
            yield Problem.of(
                "grading.out_of_reach",
                f"grades/{number}",
                grade=grade.code,
                least=threshold(grade, lines),
                most=lines.most,
            )
    if grading.grades:
        yield from _bottom(grading.grades[-1], f"grades/{len(grading.grades)}", lines)


def _bottom(grade: Grade, where: str, lines: Lines) -> Iterator[Problem]:
    least = threshold(grade, lines)
    if least > lines.table.floor:
        yield Problem.of("grading.bottom_open", where, grade=grade.code, least=least)
    if grade.conditions:
        yield Problem.of("grading.bottom_conditions", where, grade=grade.code)
    if grade.quota:
        yield Problem.of("grading.bottom_quota", where, grade=grade.code)


def _quota(grade: Grade) -> Iterator[Problem]:
    if grade.quota and not ZERO < grade.quota.percent <= HUNDRED:
        yield Problem.of("grading.quota_range", grade=grade.code, percent=grade.quota.percent)


def _clause(clause: Clause, kinds: Mapping[str, Kind], lines: Lines) -> Iterator[Problem]:
    """Lines that are not there, and what the kind itself finds."""
    kind = kinds[clause.kind]
    for code in kind.codes(clause):
        if code not in lines.nodes:
            yield Problem.of("grading.unknown_line", line=code)
    yield from kind.check(clause.settings, lines)


def _said(of: Bilingual) -> dict[str, str]:
    return {"of": str(of), "of_en": of.en or str(of)}


def _sanction(sanction: Sanction, grading: Grading, lines: Lines) -> Iterator[Problem]:
    yield from _clause(sanction.trigger, CONDITIONS, lines)
    yield from _clause(sanction.effect, EFFECTS, lines)
    settings, named = sanction.effect.settings, _said(sanction.name)
    grade, grades = settings.get("grade"), settings.get("grades")
    if grade is not None and grading.grades and grading.grade(grade) is None:
        yield Problem.of("grading.unknown_grade", grade=grade, **named)
    elif grade is not None and grading.index_of(grade) == 0 and sanction.effect.kind == "not_above":
        yield Problem.of("grading.bars_nothing", grade=grade, **named)
    if grades is not None and grading.grades and grades >= len(grading.grades):
        yield Problem.of("grading.too_far_down", grades=grades, **named)


def _ties(grading: Grading, lines: Lines) -> Iterator[Problem]:
    seen: list[Clause] = []
    last = len(grading.tie_breakers)
    for number, each in enumerate(grading.tie_breakers, start=1):
        where = f"tie_breakers/{number}"
        yield from _at(where, _clause(each.clause, TIES, lines))
        if each.clause in seen:
            yield Problem("grading.tie_twice", where)
        if each.clause.kind == DECIDED and number < last:
            yield Problem("grading.meeting_not_last", where)
        seen.append(each.clause)
