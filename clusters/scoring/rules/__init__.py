"""The table of rule types. A new type is its module and one line here."""

from collections.abc import Mapping

from clusters.scoring.declaration import RuleType
from clusters.scoring.rules import bands, count, deduction, penalty_per_case, proportional, yes_no

RULES: Mapping[str, RuleType] = {
    "proportional": proportional.TYPE,
    "bands": bands.TYPE,
    "yes_no": yes_no.TYPE,
    "count": count.TYPE,
    "deduction": deduction.TYPE,
    "penalty_per_case": penalty_per_case.TYPE,
}
