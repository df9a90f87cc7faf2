"""Who gets in, and what it costs: validation rules, and what they find in the reports."""

from decimal import Decimal
from types import SimpleNamespace

from clusters import clock, validating
from clusters.models import PeriodExplanation
from clusters.validating import Method, Validation, ValidationRule

THINGS = {
    "validation-rules": ("table",),
    "validation-rule-add": ("table_draft",),
    "validation-rule": ("table_draft", "rule"),
    "validation-rule-drop": ("table_draft", "rule"),
    "validation-outliers": ("table_draft",),
    "validation-write": ("table_draft",),
    "validation-check": ("table_draft",),
    "validation-cell": ("table_draft",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("validation-rules", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("validation-rules", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("validation-rule-add", "GET"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("validation-rule-add", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("validation-rule", "GET"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("validation-rule", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("validation-rule-drop", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("validation-rule-drop", "POST"): (302, 404, 404, 404, 404, 302, 403, 403, 404, 404),
    ("validation-outliers", "GET"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("validation-outliers", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("validation-write", "GET"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("validation-write", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("validation-check", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("validation-check", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("validation-cell", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("validation-cell", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
}
# fmt: on
NOT_PAGES = {"validation-rule-drop", "validation-check", "validation-cell"}
PAGES = """
validation-rules                     official  4 rules
validation-rules                     officer   4 rules
validation-rules?export=xlsx         official  2 rules
validation-rule-add                  official  5 figures
validation-rule                      official  5 figures
validation-outliers                  official  4
validation-write                     official  5 figures =rules
"""


def build(world, cast) -> None:
    """Rules of this year and the last that find something in every filled report, one for quarters, and a look at the
    years before."""
    read = validating.read_expression
    odd = ValidationRule("K1", read("[I.1]"), "lt", read("last year [I.1]"), "warning", "Cần giải trình")
    together = ValidationRule("K2", read("[II.1] + [II.2]"), "together", (), "error", "Ghi cả hai", "Both or none")
    few = ValidationRule("K0", read("[II.2]"), "gt", read("9"), "warning", "Cần giải trình", reported="quarter")
    world.table.validation = validating.as_json(Validation((odd, together, few), Method(factor=Decimal(2))))
    world.table.save(update_fields=["validation"])
    said = {"values": {"left": "1", "right": "9"}, "text": "Đúng", "explained_at": clock.now()}
    PeriodExplanation.objects.create(report=world.period_draft, finding="rule:K0", explained_by=cast.officer, **said)
    world.rule = SimpleNamespace(pk="K1")
    world.table_draft.validation = validating.as_json(Validation((odd,)))
    world.table_draft.save(update_fields=["validation"])


def grow(world, cast, unit) -> None:
    """One more rule of the year, that says nothing, and one more of the quarters, that warns."""
    stored = world.table.validation["rules"]
    stored.append({**stored[0], "code": f"K{len(stored) + 1}", "operator": "ge"})
    stored.append({**stored[2], "code": f"K{len(stored) + 1}"})
    world.table.save(update_fields=["validation"])
