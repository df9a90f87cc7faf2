"""Every code that a reason or a problem can carry, with its English template. Rule types bring their own."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop

from clusters.scoring.declaration import Template
from clusters.scoring.rules import RULES

ENGINE: Mapping[str, Template] = {
    "missing": Template(gettext_noop("not entered: {input}; no points"), words=("input",)),
    "not_possible": Template(gettext_noop("{input}: this value is not possible; no points"), words=("input",)),
    "no_evidence": Template(gettext_noop("no evidence was given; without it there are no points")),
    "no_case": Template(gettext_noop("no case arose in the year: full points, {max}")),
    "no_case_penalty": Template(gettext_noop("no case arose in the year: nothing is taken off")),
    "no_case.rule": Template(gettext_noop("no case arose: full points")),
    "rounded": Template(gettext_noop("{before} rounded to {after} (step {step})")),
    "group.capped": Template(gettext_noop("the parts add up to {sum}; at most {max} counts")),
    "total": Template(gettext_noop("{core} + {bonus} bonus − {penalty} penalty = {total}")),
    "total.floored": Template(gettext_noop("a total is never below 0")),
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
    "no_case_with_figures": Template(
        gettext_noop("Either no case arose, or there are figures: take one of them away.")
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
    "unknown_section": Template(gettext_noop("“{name}” is not a section."), verbatim=("name",)),
    "section_differs": Template(gettext_noop("A criterion belongs to the same section as the group it stands in.")),
    "wrong_section": Template(
        gettext_noop("The rule “{rule}” does not fit this section (content, bonus or penalty)."), words=("rule",)
    ),
    "unknown_rule": Template(gettext_noop("“{name}” is not a rule that is known."), verbatim=("name",)),
    "max_not_positive": Template(gettext_noop("The maximum must be more than 0, not {max}.")),
    "off_step": Template(gettext_noop("{points} points are not a multiple of the rounding step {step}.")),
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
    "line.evidence": Template(
        gettext_noop("“{given}”: write yes or no in the column for evidence, or leave it empty."), verbatim=("given",)
    ),
}

TEMPLATES: Mapping[str, Template] = {
    **ENGINE,
    **READING,
    **TABLE,
    **NOTATION,
    **{code: template for rule in RULES.values() for code, template in rule.templates.items()},
}
