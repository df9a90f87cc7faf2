"""Who gets in, and what it costs: validation rules, and what they find in the reports."""

from decimal import Decimal

from clusters import validating
from clusters.validating import Method, Validation, ValidationRule


def build(world, cast) -> None:
    """Rules of this year and the last that find something in every filled report, and a look at the years before."""
    read = validating.read_expression
    odd = ValidationRule("K1", read("[I.1]"), "lt", read("last year [I.1]"), "warning", "Cần giải trình")
    together = ValidationRule("K2", read("[II.1] + [II.2]"), "together", (), "error", "Ghi cả hai", "Both or none")
    world.table.validation = validating.as_json(Validation((odd, together), Method(factor=Decimal(2))))
    world.table.save(update_fields=["validation"])
