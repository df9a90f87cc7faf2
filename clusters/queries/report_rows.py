"""What stands in the rows of a unit's report: its targets, its figures, and what proves them."""

from collections.abc import Mapping

from clusters.models import Criterion, Evidence, Report, Result, Target
from clusters.prepared import Prepared

Stored = tuple[Target | None, Result | None, list[Evidence]]


def of_report(report: Report, criteria: Mapping[str, Criterion]) -> dict[int, Stored]:
    """By the criterion's pk; three queries."""
    results = {each.criterion_id: each for each in _RESULTS(report.pk)}
    targets = {each.criterion_id: each for each in _TARGETS(report.participant_id)}
    proofs: dict[int, list[Evidence]] = {}
    for each in _PROOFS(report.pk):
        proofs.setdefault(each.criterion_id, []).append(each)
    return {c.pk: (targets.get(c.pk), results.get(c.pk), proofs.get(c.pk, [])) for c in criteria.values()}


_RESULTS = Prepared(lambda report: Result.objects.filter(report=report).select_related("updated_by"), keys=1)
_TARGETS = Prepared(lambda participant: Target.objects.filter(participant=participant), keys=1)
_PROOFS = Prepared(
    lambda report: (
        Evidence.objects.standing().filter(report=report).select_related("file__stored", "added_by").order_by("pk")
    ),
    keys=1,
)
