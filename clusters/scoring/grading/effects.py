"""What a sanction does to a grade. A new kind is one entry of `EFFECTS`; none of them raises a grade."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext_noop

from clusters.scoring.declaration import Template
from clusters.scoring.grading.kinds import EffectKind, Settings, Slot
from clusters.scoring.grading.values import Clause, Grading
from clusters.scoring.values import Reason

GRADE = Slot("grade", "grade", gettext_noop("Grade"))
GRADES = Slot("grades", "integer", gettext_noop("How many grades"), least=Decimal(1))


def _not_above(settings: Settings, place: int, grades: tuple[str, ...]) -> int:
    """A grade that is not there bars nothing: `check_grading` says so before it is published."""
    return max(place, grades.index(settings["grade"])) if settings["grade"] in grades else place


def _down(settings: Settings, place: int, grades: tuple[str, ...]) -> int:
    """Down to the last grade at most; who has none stays without."""
    return max(place, min(place + int(settings["grades"]), len(grades) - 1))


EFFECTS: Mapping[str, EffectKind] = {
    "not_above": EffectKind(
        label=gettext_noop("Not above"),
        slots=(GRADE,),
        words=lambda settings: Reason.of("effect.not_above", grade=settings["grade"]),
        lower=_not_above,
        turn=0,
        templates={"effect.not_above": Template(gettext_noop("not above grade {grade}"), bilingual=("grade",))},
    ),
    "down": EffectKind(
        label=gettext_noop("Lowered by"),
        slots=(GRADES,),
        words=lambda settings: Reason.of("effect.down", grades=settings["grades"]),
        lower=_down,
        turn=1,
        templates={"effect.down": Template(gettext_noop("lowered in the order of grades by {grades}"))},
    ),
    "forced": EffectKind(
        label=gettext_noop("Graded"),
        slots=(GRADE,),
        words=lambda settings: Reason.of("effect.forced", grade=settings["grade"]),
        lower=_not_above,
        turn=2,
        asks_nothing=True,
        templates={"effect.forced": Template(gettext_noop("graded {grade}"), bilingual=("grade",))},
    ),
}


def words_of(effect: Clause, grading: Grading) -> Reason:
    """The effect with its grade by name, where there is one of this code."""
    reason = EFFECTS[effect.kind].words(effect.settings)
    grade = grading.grade(effect.settings.get("grade", ""))
    if grade is None:
        return reason
    named = {"grade": str(grade.name), "grade_en": grade.name.en or str(grade.name)}
    return Reason(reason.code, {**reason.values, **named})
