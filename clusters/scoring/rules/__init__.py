"""The table of rule types. A new type is its module and one line here."""

from collections.abc import Mapping

from clusters.scoring.declaration import RuleType
from clusters.scoring.rules import (
    backlog,
    bands,
    choice,
    count,
    deduction,
    index_rank,
    judged,
    lateness,
    penalty_per_case,
    periods,
    proportional,
    relative,
    yes_no,
)

RULES: Mapping[str, RuleType] = {
    "proportional": proportional.TYPE,
    "bands": bands.TYPE,
    "yes_no": yes_no.TYPE,
    "count": count.TYPE,
    "deduction": deduction.TYPE,
    "penalty_per_case": penalty_per_case.TYPE,
    "choice": choice.TYPE,
    "lateness": lateness.TYPE,
    "periods": periods.TYPE,
    "backlog": backlog.TYPE,
    "index_rank": index_rank.TYPE,
    "relative": relative.TYPE,
    "judged": judged.TYPE,
}
