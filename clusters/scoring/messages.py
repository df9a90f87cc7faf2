"""Every code that a reason or a problem can carry, with its English template. Rule types bring their own."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop

from clusters.scoring.declaration import Template
from clusters.scoring.deriving import TEMPLATES as DERIVING
from clusters.scoring.grading.messages import TEMPLATES as GRADING
from clusters.scoring.rules import RULES
from clusters.scoring.terms import TEMPLATES as TERMS

ENGINE: Mapping[str, Template] = {
    "missing": Template(gettext_noop("not entered: {input}; no points"), words=("input",)),
    "not_possible": Template(gettext_noop("{input}: this value is not possible; no points"), words=("input",)),
    "awaited": Template(gettext_noop("{input}: not there yet; {supplier} enters it"), words=("input", "supplier")),
    "from_fact": Template(gettext_noop("from what the system knows: {fact}: {value}"), words=("fact",)),
    "not_applicable": Template(gettext_noop("does not apply to the unit: left out")),
    "not_applicable.rule": Template(gettext_noop("may be left out where it does not apply")),
    "not_with": Template(gettext_noop("counted at {at} already: 0 here, not {before}"), verbatim=("at",)),
    "no_evidence": Template(gettext_noop("no evidence was given; without it there are no points")),
    "no_case": Template(gettext_noop("no case arose in the year: full points, {max}")),
    "no_case_penalty": Template(gettext_noop("no case arose in the year: nothing is taken off")),
    "no_case.rule": Template(gettext_noop("no case arose: full points")),
    "rounded": Template(gettext_noop("{before} rounded to {after} (step {step})")),
    "group.capped": Template(gettext_noop("the parts add up to {sum}; at most {max} counts")),
    "group.zeroed": Template(gettext_noop("{code} leaves the whole group without points"), verbatim=("code",)),
    "group.highest": Template(gettext_noop("only the highest counts: {code}"), verbatim=("code",)),
    "group.raised": Template(gettext_noop("the parts come to {sum}; at least {floor} counts")),
    "group.left_out": Template(gettext_noop("nothing in it applies to the unit: left out")),
    "total.rescaled": Template(
        gettext_noop("content that applies is worth {applicable} of {full}: {before} × {full} ÷ {applicable} = {after}")
    ),
    "total.capped": Template(gettext_noop("a total is at most {cap}")),
    "total.rounded": Template(gettext_noop("the total {before} rounded to {after} (step {step})")),
    "total": Template(gettext_noop("{core} + {bonus} bonus − {penalty} penalty = {total}")),
    "total.floored": Template(gettext_noop("a total is never below {floor}")),
    "rule_not_usable": Template(gettext_noop("the rule of this criterion is not complete; no points")),
}

READING: Mapping[str, Template] = {
    "unknown_name": Template(gettext_noop("“{name}” is not known here."), verbatim=("name",)),
    "required": Template(gettext_noop("{label}: a value is needed."), words=("label",)),
    "not_a_number": Template(
        gettext_noop("{label}: “{given}” is not a number."), words=("label",), verbatim=("given",)
    ),
    "too_long": Template(
        gettext_noop("{label}: at most 14 digits before and 4 after the decimal mark."), words=("label",)
    ),
    "not_whole": Template(gettext_noop("{label}: a whole number is needed."), words=("label",)),
    "below_least": Template(gettext_noop("{label}: not below {least}."), words=("label",)),
    "above_most": Template(gettext_noop("{label}: not above {most}."), words=("label",)),
    "not_yes_no": Template(gettext_noop("{label}: yes or no is needed."), words=("label",)),
    "not_a_choice": Template(
        gettext_noop("{label}: “{given}” is not one of the choices."), words=("label",), verbatim=("given",)
    ),
    "not_bands": Template(gettext_noop("{label}: a list of bands is needed."), words=("label",)),
    "not_levels": Template(gettext_noop("{label}: a list of levels with their points is needed."), words=("label",)),
    "not_an_effect": Template(
        gettext_noop("{label}: “{given}” cannot stand behind points here."), words=("label",), verbatim=("given",)
    ),
    "not_a_date": Template(
        gettext_noop("{label}: “{given}” is not a day. Write it like 31/12/2026."),
        words=("label",),
        verbatim=("given",),
    ),
    "not_a_series": Template(gettext_noop("{label}: a list of numbers is needed."), words=("label",)),
    "series_too_long": Template(gettext_noop("{label}: at most {most} numbers."), words=("label",)),
    "no_case_with_figures": Template(
        gettext_noop("Either no case arose, or there are figures: take one of them away.")
    ),
    "not_applicable_with_figures": Template(
        gettext_noop("Either it does not apply to the unit, or there are figures: take one of them away.")
    ),
}

TABLE: Mapping[str, Template] = {
    "step_not_positive": Template(gettext_noop("The rounding step must be more than 0, not {step}.")),
    "unknown_rounding": Template(gettext_noop("“{name}” is not a way of rounding that is known."), verbatim=("name",)),
    "empty": Template(gettext_noop("The table has no criteria.")),
    "no_code": Template(gettext_noop("A criterion has no code.")),
    "duplicate_code": Template(gettext_noop("The code is used {count} times.")),
    "group_without_children": Template(gettext_noop("Neither a rule nor criteria below it.")),
    "group_with_rule": Template(gettext_noop("A group adds up its criteria; it cannot have a rule as well.")),
    "sum_differs": Template(gettext_noop("The criteria below add up to {sum}, not to {max}.")),
    "cap_out_of_reach": Template(
        gettext_noop("The criteria below add up to {sum} only; the limit of {max} is never reached.")
    ),
    "highest_differs": Template(
        gettext_noop("Only the highest counts here; the best line gives {best}, the group says {max}.")
    ),
    "floor_out_of_range": Template(gettext_noop("At least {floor} is not between 0 and the maximum of {max}.")),
    "total_differs": Template(
        gettext_noop("The total is to be {full}, but content comes to {core} and bonus to {bonus}.")
    ),
    "cap_does_not_agree": Template(
        gettext_noop("A total of at most {cap} does not fit: content and bonus come to {most}, the least is {floor}.")
    ),
    "total_rounding_not_usable": Template(gettext_noop("The rounding of the total needs a step above 0 and a way.")),
    "rounding_not_usable": Template(gettext_noop("The rounding of this line needs a step above 0 and a way.")),
    "nothing_to_rescale": Template(
        gettext_noop("What does not apply is to be made up for, but no criterion may be left out.")
    ),
    "unknown_supplier": Template(gettext_noop("“{name}” is nobody who enters figures."), verbatim=("name",)),
    "system_without_fact": Template(
        gettext_noop("The system is to bring the figures, but it does not say which fact they follow from.")
    ),
    "fact_without_system": Template(
        gettext_noop("A fact is named, but the figures are not entered by the system: take one of them away.")
    ),
    "fact_does_not_fit": Template(
        gettext_noop("“{fact}” is one number, but this rule asks for something else."), words=("fact",)
    ),
    "reported_not_by_unit": Template(
        gettext_noop("Periods are reported by the unit itself: let it enter the figures, or take the periods away.")
    ),
    "derived_without_periods": Template(
        gettext_noop("It says how the year follows from periods, but not for which periods it is reported.")
    ),
    "derived_does_not_fit": Template(
        gettext_noop("“{way}” does not fit: what this rule asks cannot be made one in that way."), words=("way",)
    ),
    "unknown_combination": Template(
        gettext_noop("“{name}” is not a way of adding up that is known."), verbatim=("name",)
    ),
    "not_with_unknown": Template(
        gettext_noop("It is not counted once “{at}” has points, but there is no such line."), verbatim=("at",)
    ),
    "not_with_circle": Template(gettext_noop("It would give way to itself: see which lines are not counted together.")),
    "unknown_section": Template(gettext_noop("“{name}” is not a section."), verbatim=("name",)),
    "section_differs": Template(gettext_noop("A criterion belongs to the same section as the group it stands in.")),
    "wrong_section": Template(
        gettext_noop("The rule “{rule}” does not fit this section (content, bonus or penalty)."), words=("rule",)
    ),
    "unknown_rule": Template(gettext_noop("“{name}” is not a rule that is known."), verbatim=("name",)),
    "max_not_positive": Template(gettext_noop("The maximum must be more than 0, not {max}.")),
    "zeroing_with_points": Template(
        gettext_noop("What leaves the whole group without points must have 0 points itself.")
    ),
    "zeroing_penalty": Template(gettext_noop("In a penalty section nothing can leave the whole group without points.")),
    "off_step": Template(gettext_noop("{points} points are not a multiple of the rounding step {step}.")),
}

EXAMPLE: Mapping[str, Template] = {
    "example.no_line": Template(
        gettext_noop("The table has no line “{at}” that takes figures (any more)."), verbatim=("at",)
    ),
    "example.not_points": Template(gettext_noop("“{given}” is not a number of points."), verbatim=("given",)),
}

NOTATION: Mapping[str, Template] = {
    "setting.not_understood": Template(
        gettext_noop("“{given}” is not understood. This rule is written, for example: {example}"),
        verbatim=("given", "example"),
    ),
    "line.no_code": Template(gettext_noop("The line has no code. Write one in the first column, such as I or I.1.")),
    "line.code_twice": Template(
        gettext_noop("The code “{given}” stands on line {line} already. Give this line a code of its own."),
        verbatim=("given",),
    ),
    "line.no_group": Template(
        gettext_noop("There is no line “{given}” above it. Write the line of the group first, or change the code."),
        verbatim=("given",),
    ),
    "line.no_text": Template(gettext_noop("Write in the second column what is assessed.")),
    "line.too_long": Template(
        gettext_noop("{column}: {length} characters are too many. Shorten it to {most}."), words=("column",)
    ),
    "line.too_many_cells": Template(
        gettext_noop("There are {count} cells, more than {most}. Put a cell that contains | or ; into quotes.")
    ),
    "line.no_points": Template(
        gettext_noop("Write the maximum points in the third column; 0 as long as they are not known.")
    ),
    "line.not_points": Template(
        gettext_noop("“{given}” is not a number of points. Write it like 2,5."), verbatim=("given",)
    ),
    "line.minus": Template(
        gettext_noop("Write the points without a minus; a penalty section takes them off by itself.")
    ),
    "line.points_size": Template(
        gettext_noop("“{given}”: points have at most 5 digits before and 3 after the decimal mark."),
        verbatim=("given",),
    ),
    "line.section": Template(
        gettext_noop("“{given}” is not a section. Write one of these in the fourth column: {choices}."),
        verbatim=("given", "choices"),
    ),
    "line.no_section": Template(
        gettext_noop("A line at the top needs its section. Write one of these in the fourth column: {choices}."),
        verbatim=("choices",),
    ),
    "line.other_section": Template(
        gettext_noop("The section differs from that of “{given}”, in which the line stands. Leave the cell empty."),
        verbatim=("given",),
    ),
    "line.rule": Template(
        gettext_noop("“{given}” is not a rule. Write one of these, or nothing for a group: {choices}."),
        verbatim=("given", "choices"),
    ),
    "line.settings_alone": Template(
        gettext_noop("Settings stand here, but no rule. Write the rule in the fifth column, or take them away.")
    ),
    "input.not_understood": Template(
        gettext_noop("“{given}” is not understood. What is entered for this line is written, for example: {example}"),
        verbatim=("given", "example"),
    ),
    "option.not_understood": Template(
        gettext_noop("“{given}” is not an option of a line. Options are written like this: {choices}"),
        verbatim=("given", "choices"),
    ),
    "option.twice": Template(
        gettext_noop("“{given}” says again what another option says already."), verbatim=("given",)
    ),
    "option.not_a_number": Template(
        gettext_noop("“{given}” is not a number from 0 to under {most} with at most 3 decimals. Write it like 2,5."),
        verbatim=("given",),
    ),
    "option.no_step": Template(gettext_noop("The rounding step of a line must be more than 0.")),
    "option.rounding": Template(
        gettext_noop("“{given}” is not a way of rounding. Write one of these: {choices}."),
        verbatim=("given", "choices"),
    ),
    "option.no_codes": Template(gettext_noop("Write the codes of the lines with which it is not counted.")),
    "option.no_scorer": Template(gettext_noop("Write who scores the line behind the option.")),
    "option.fact": Template(
        gettext_noop("“{given}” is not a fact that is known. Write one of these: {choices}."),
        verbatim=("given", "choices"),
    ),
    "option.derived": Template(
        gettext_noop("“{given}” is not a way from periods to the year. Write one of these: {choices}."),
        verbatim=("given", "choices"),
    ),
    "option.too_long": Template(
        gettext_noop("“{given}” is too long. Shorten it to {most} characters."), verbatim=("given",)
    ),
    "line.evidence": Template(
        gettext_noop("“{given}”: write yes or no in the column for evidence, or leave it empty."), verbatim=("given",)
    ),
}

TEMPLATES: Mapping[str, Template] = {
    **ENGINE,
    **TERMS,
    **DERIVING,
    **READING,
    **TABLE,
    **EXAMPLE,
    **NOTATION,
    **GRADING,
    **{code: template for rule in RULES.values() for code, template in rule.templates.items()},
}
