"""From sheets to grades: what the points allow, what the conditions and sanctions leave of it, then the quotas.

Sanctions bite before the quotas, so that a unit that may not have a grade takes up no place of it; a grade lost to a
quota is not lowered a second time. Where a quota leaves units to the meeting, its decision goes grade by grade from the
best: a unit that it refuses is considered for the next grade.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Generic, NamedTuple, TypeVar

from clusters.scoring.grading import questions, quotas
from clusters.scoring.grading.conditions import CONDITIONS
from clusters.scoring.grading.effects import EFFECTS, words_of
from clusters.scoring.grading.kinds import Case
from clusters.scoring.grading.lines import Lines
from clusters.scoring.grading.questions import Decision, Question, Seating
from clusters.scoring.grading.values import (
    MET,
    MISSED,
    UNKNOWN,
    Clause,
    Finding,
    Grade,
    Grading,
    Sanction,
    Step,
    Verdict,
)
from clusters.scoring.ratio import HUNDRED
from clusters.scoring.values import Entry, Reason, Sheet, Table

Participant = TypeVar("Participant", bound=Hashable)
Entries = Mapping[str, Entry]
Facts = Mapping[str, Decimal]
NOTHING: Mapping[str, Entry] = {}
NO_FACTS: Facts = {}


@dataclass
class _File:
    """One unit on its way: places among the grades, 0 for the best. `forced` asks no conditions."""

    by_points: int
    starts: int
    forced: int = -1
    met: set[int] = field(default_factory=set)
    steps: list[Step] = field(default_factory=list)
    grade: str = ""
    pending: str = ""

    def may_have(self, place: int) -> bool:
        return place >= self.starts and (place in self.met or place == self.forced)


class Judged(NamedTuple, Generic[Participant]):
    """A verdict for each unit, and what the quotas left to the meeting, the best grade first."""

    verdicts: dict[Participant, Verdict]
    questions: tuple[Question[Participant], ...]


def threshold(grade: Grade, lines: Lines) -> Decimal:
    """From how many points."""
    return grade.least * lines.full / HUNDRED if grade.in_percent else grade.least


def judge_cluster(
    grading: Grading,
    table: Table,
    sheets: Mapping[Participant, Sheet],
    entries: Mapping[Participant, Entries],
    facts: Mapping[Participant, Facts],
    ranks: Mapping[Participant, int],
    decisions: Iterable[Decision[Participant]] = (),
) -> Judged[Participant]:
    """`ranks` are those of the order, equal ones for units that are tied.

    `decisions` are the meeting's, the latest last: the last on a grade counts, while it is about just the units that
    are in question.
    """
    lines, found, said = Lines(table), [], {each.grade: each for each in decisions}
    files = {
        key: _opened(grading, Case(lines, sheet, entries.get(key, NOTHING), facts.get(key, NO_FACTS)))
        for key, sheet in sheets.items()
    }
    for place, grade in enumerate(grading.grades):
        seekers = [key for key, file in files.items() if not file.grade and file.may_have(place)]
        seating = questions.seat(grade, seekers, ranks, len(files), said.get(grade.code))
        _give(grade, files, seekers, seating)
        found += [seating.question] if seating.question else []
    return Judged({key: _closed(grading, file) for key, file in files.items()}, tuple(found))


def grade_cluster(
    grading: Grading,
    table: Table,
    sheets: Mapping[Participant, Sheet],
    entries: Mapping[Participant, Entries],
    facts: Mapping[Participant, Facts],
    ranks: Mapping[Participant, int],
    decisions: Iterable[Decision[Participant]] = (),
) -> dict[Participant, Verdict]:
    """The verdicts alone, see `judge_cluster`."""
    return judge_cluster(grading, table, sheets, entries, facts, ranks, decisions).verdicts


def grade_alone(
    grading: Grading, table: Table, sheet: Sheet, entries: Entries = NOTHING, facts: Facts = NO_FACTS
) -> Verdict:
    """The grade that one unit would have by itself: no quota is asked."""
    file = _opened(grading, Case(Lines(table), sheet, entries, facts))
    file.grade = next((g.code for place, g in enumerate(grading.grades) if file.may_have(place)), "")
    return _closed(grading, file)


def _opened(grading: Grading, case: Case) -> _File:
    """Everything about the unit that does not depend on the others."""
    grades, total = grading.grades, case.sheet.total
    allowed = [place for place, grade in enumerate(grades) if total >= threshold(grade, case.lines)]
    file = _File(by_points=min(allowed, default=len(grades)), starts=0)
    file.steps.append(_by_points(grading, file.by_points, case))
    for place in allowed:
        findings = [_either(alternatives, case) for alternatives in grades[place].conditions]
        if all(finding.state == MET for finding in findings):
            file.met.add(place)
        file.steps += [Step("condition", *finding, grades[place].code) for finding in findings]
    file.starts = min(file.met, default=len(grades))
    _sanctioned(grading, case, file)
    return file


def _by_points(grading: Grading, place: int, case: Case) -> Step:
    total = case.sheet.total
    if place == len(grading.grades):
        return Step("points", MISSED, (Reason.of("grading.no_grade_by_points", total=total),))
    grade = grading.grades[place]
    said = {"total": total, "least": threshold(grade, case.lines)}
    return Step("points", MET, (Reason.of("grading.by_points", **said, **_named(grade)),), grade.code)


def _either(alternatives: tuple[Clause, ...], case: Case) -> Finding:
    """Met by the first of them that is; else the figures of all are told."""
    found = [CONDITIONS[each.kind].judge(each.settings, case) for each in alternatives]
    met = next((finding for finding in found if finding.state == MET), None)
    if met or len(found) == 1:
        return met or found[0]
    state = UNKNOWN if any(finding.state == UNKNOWN for finding in found) else MISSED
    return Finding(state, tuple(reason for finding in found for reason in finding.reasons))


def _sanctioned(grading: Grading, case: Case, file: _File) -> None:
    """Bars first, then grades taken off, then what is forced."""
    codes = tuple(grade.code for grade in grading.grades)
    for sanction in sorted(grading.sanctions, key=lambda each: EFFECTS[each.effect.kind].turn):
        finding = CONDITIONS[sanction.trigger.kind].judge(sanction.trigger.settings, case)
        if finding.state != MISSED:
            file.steps.append(_sanction(grading, sanction, finding))
        if finding.state == MET:
            effect = EFFECTS[sanction.effect.kind]
            file.starts = effect.lower(sanction.effect.settings, file.starts, codes)
            if effect.asks_nothing and file.starts == grading.index_of(sanction.effect.settings["grade"]):
                file.forced = file.starts


def _sanction(grading: Grading, sanction: Sanction, finding: Finding) -> Step:
    """A sanction that bites, with what it does; or one that nobody can judge yet, with what is not known."""
    code = "grading.sanction_legal" if sanction.legal_line else "grading.sanction"
    named = {
        "name": str(sanction.name),
        "name_en": sanction.name.en or str(sanction.name),
        "legal": sanction.legal_line,
    }
    if finding.state == UNKNOWN:
        return Step("sanction", UNKNOWN, (Reason("grading.sanction_open", named), *finding.reasons))
    return Step("sanction", MISSED, (Reason(code, named), words_of(sanction.effect, grading), *finding.reasons))


def _give(
    grade: Grade, files: Mapping[Participant, _File], seekers: list[Participant], seating: Seating[Participant]
) -> None:
    """The grade to those who qualify, within its quota or by decision of the meeting."""
    for key in seekers:
        file = files[key]
        if grade.quota is None:
            file.grade = grade.code
            continue
        file.steps += _seat(grade, seating, key, len(files))
        if seating.gets_it(key):
            file.grade = grade.code
        elif not file.pending and seating.is_waiting(key):
            file.pending = grade.code


def _seat(grade: Grade, seating: Seating[Participant], key: Participant, units: int) -> list[Step]:
    """Where the unit stands in the quota, and what the meeting decided on it."""
    seat, quota = seating.seats[key], grade.quota
    if quota is None:
        return []
    code, state = f"grading.quota_{seat.state}", MET if seating.gets_it(key) else MISSED
    if seating.is_asked(key):
        code = "grading.quota_tied" if seat.state == quotas.TIED else "grading.quota_meeting"
        code, state = (code, UNKNOWN) if seating.is_waiting(key) else (f"{code}_settled", state)
    free = quotas.places(quota, units)
    counts = {"place": seat.place, "seekers": len(seating.seats), "free": free, "units": units}
    decimals = {name: Decimal(count) for name, count in counts.items()}
    reason = Reason.of(code, **decimals, percent=quota.percent, **_named(grade))
    return [Step("quota", state, (reason,), grade.code), *_decided(grade, seating, key)]


def _decided(grade: Grade, seating: Seating[Participant], key: Participant) -> list[Step]:
    decision = seating.question.decision if seating.question else None
    if decision is None or not seating.is_asked(key):
        return []
    code, state = ("grading.meeting_gave", MET) if seating.is_given(key) else ("grading.meeting_refused", MISSED)
    return [Step("meeting", state, (Reason.of(code, reason=decision.reason, **_named(grade)),), grade.code)]


def _closed(grading: Grading, file: _File) -> Verdict:
    """The verdict, with the conditions of the grades that were in question only."""
    told = {"", *(grade.code for grade in grading.grades[: grading.index_of(file.grade) + 1])}
    grade = grading.grade(file.grade)
    end = Reason.of("grading.grade", **_named(grade)) if grade else Reason("grading.no_grade")
    steps = [step for step in file.steps if step.grade in told]
    steps.append(Step("grade", MET if grade else MISSED, (end,), file.grade))
    by_points = grading.grades[file.by_points].code if file.by_points < len(grading.grades) else ""
    return Verdict(file.grade, by_points, tuple(steps), file.pending)


def _named(grade: Grade) -> dict[str, str]:
    return {"grade": str(grade.name), "grade_en": grade.name.en or str(grade.name)}
