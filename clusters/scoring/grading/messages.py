"""Every code that grades, sanctions and tie-breakers can carry, with its English template; kinds bring their own."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop

from clusters.scoring.declaration import Template
from clusters.scoring.grading.conditions import CONDITIONS
from clusters.scoring.grading.effects import EFFECTS
from clusters.scoring.grading.ties import TIES

WAY: Mapping[str, Template] = {
    "grading.by_points": Template(
        gettext_noop("{total} points: by points alone {grade} (from {least})"), bilingual=("grade",)
    ),
    "grading.no_grade_by_points": Template(gettext_noop("{total} points: fewer than any grade asks")),
    "grading.grade": Template(gettext_noop("Grade: {grade}"), bilingual=("grade",)),
    "grading.no_grade": Template(gettext_noop("no grade")),
    "grading.sanction": Template(gettext_noop("sanction “{name}”"), bilingual=("name",)),
    "grading.sanction_legal": Template(
        gettext_noop("sanction “{name}” ({legal})"), bilingual=("name",), verbatim=("legal",)
    ),
    "grading.sanction_open": Template(
        gettext_noop("sanction “{name}”: cannot be judged yet, so it takes nothing away"), bilingual=("name",)
    ),
    "grading.quota_inside": Template(
        gettext_noop(
            "{grade} for at most {percent} % of {units} units, that is {free}: place {place} of {seekers} who qualify, "
            "within the quota"
        ),
        bilingual=("grade",),
    ),
    "grading.quota_outside": Template(
        gettext_noop(
            "{grade} for at most {percent} % of {units} units, that is {free}: place {place} of {seekers} who qualify, "
            "over the quota and considered for the next grade"
        ),
        bilingual=("grade",),
    ),
    "grading.quota_meeting": Template(
        gettext_noop(
            "{grade} for at most {percent} % of {units} units, that is {free}: place {place} of {seekers} who qualify, "
            "over the quota until the meeting decides"
        ),
        bilingual=("grade",),
    ),
    "grading.quota_tied": Template(
        gettext_noop(
            "{grade} for at most {percent} % of {units} units, that is {free}: tied for place {place} of {seekers} who "
            "qualify across the edge of the quota; the meeting has to decide"
        ),
        bilingual=("grade",),
    ),
    "grading.quota_meeting_settled": Template(
        gettext_noop(
            "{grade} for at most {percent} % of {units} units, that is {free}: place {place} of {seekers} who qualify, "
            "over the quota, so the meeting decided"
        ),
        bilingual=("grade",),
    ),
    "grading.quota_tied_settled": Template(
        gettext_noop(
            "{grade} for at most {percent} % of {units} units, that is {free}: tied for place {place} of {seekers} who "
            "qualify across the edge of the quota, so the meeting decided"
        ),
        bilingual=("grade",),
    ),
    "grading.meeting_gave": Template(
        gettext_noop("The meeting gave the grade {grade}: {reason}"), bilingual=("grade",), verbatim=("reason",)
    ),
    "grading.meeting_refused": Template(
        gettext_noop("The meeting did not give the grade {grade}: {reason}"),
        bilingual=("grade",),
        verbatim=("reason",),
    ),
}

READING: Mapping[str, Template] = {
    "grading.no_name": Template(gettext_noop("Write the name in Vietnamese.")),
    "grading.no_code": Template(gettext_noop("Write a short code for the grade, such as XS.")),
    "grading.unknown_kind": Template(gettext_noop("“{name}” is not a kind that is known."), verbatim=("name",)),
}

CHECK: Mapping[str, Template] = {
    "grading.code_twice": Template(gettext_noop("The grade {grade} stands there {count} times."), verbatim=("grade",)),
    "grading.no_grades": Template(gettext_noop("There are sanctions, but no grades that they could bar or lower.")),
    "grading.not_descending": Template(
        gettext_noop("Grade {grade} begins at {least} points, not below grade {above} above it ({from})."),
        verbatim=("grade", "above"),
    ),
    "grading.out_of_reach": Template(
        gettext_noop("Grade {grade} begins at {least} points; a unit can come to {most} at most."), verbatim=("grade",)
    ),
    "grading.bottom_open": Template(
        gettext_noop("The last grade, {grade}, begins at {least} points; below it there is no grade."),
        verbatim=("grade",),
    ),
    "grading.bottom_conditions": Template(
        gettext_noop("The last grade, {grade}, has conditions: who does not meet them gets no grade."),
        verbatim=("grade",),
    ),
    "grading.bottom_quota": Template(
        gettext_noop("The last grade, {grade}, has a quota: those over it would get no grade."), verbatim=("grade",)
    ),
    "grading.quota_range": Template(
        gettext_noop("The quota of grade {grade} is {percent} %; it must be above 0 and not above 100."),
        verbatim=("grade",),
    ),
    "grading.unknown_line": Template(gettext_noop("There is no line “{line}” in the table."), verbatim=("line",)),
    "grading.unknown_grade": Template(
        gettext_noop("{of}: there is no grade “{grade}”."), verbatim=("grade",), bilingual=("of",)
    ),
    "grading.bars_nothing": Template(
        gettext_noop("{of}: not above {grade} bars nothing, since it is the best grade."),
        verbatim=("grade",),
        bilingual=("of",),
    ),
    "grading.too_far_down": Template(
        gettext_noop("{of}: {grades} grades down is more than there are below the best."), bilingual=("of",)
    ),
    "grading.tie_twice": Template(gettext_noop("The same tie-breaker stands there twice.")),
    "grading.meeting_not_last": Template(
        gettext_noop("The decision of the meeting must be the last tie-breaker: nothing can be asked after it.")
    ),
}

NOTATION: Mapping[str, Template] = {
    "row.too_many_cells": Template(gettext_noop("There are {count} cells, more than {most}.")),
    "row.too_long": Template(
        gettext_noop("{column}: {length} characters are too many. Shorten it to {most}."), words=("column",)
    ),
    "row.clause": Template(
        gettext_noop("“{given}” is not understood. Write, for example: {example}"), verbatim=("given", "example")
    ),
    "row.number": Template(
        gettext_noop("{column}: “{given}” is not a number. Write it like 12,5."),
        words=("column",),
        verbatim=("given",),
    ),
    "row.choice": Template(
        gettext_noop("{column}: “{given}” is none of these: {choices}."),
        words=("column",),
        verbatim=("given", "choices"),
    ),
    "row.needed": Template(gettext_noop("{column}: write something here."), words=("column",)),
    "row.quota_without": Template(gettext_noop("Rounding or what happens over the quota stands here, but no quota.")),
}

TEMPLATES: Mapping[str, Template] = {
    **WAY,
    **READING,
    **CHECK,
    **NOTATION,
    **{c: t for kinds in (CONDITIONS, EFFECTS, TIES) for kind in kinds.values() for c, t in kind.templates.items()},
}
