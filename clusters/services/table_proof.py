"""What stands beside a table's lines and goes with them when they are copied or written anew."""

from clusters.models import Criterion, CriterionMatch, ScoringTableVersion, Waiver, WorkedExample
from clusters.queries import table_problem as problems

OF_WAIVER = ("problem", "at", "values", "reason", "waived_at", "waived_by_id")
OF_EXAMPLE = ("position", "name", "entries", "facts", "expected")


def carry_waivers(version: ScoringTableVersion, following: ScoringTableVersion) -> None:
    """Explanations of what stands in the following version in the same words, by whoever gave them."""
    given = list(version.waivers.all())
    found = problems.findings(following).open
    kept = [waiver for finding in found for waiver in [problems.covering(finding.problem, given)] if waiver]
    Waiver.objects.bulk_create(Waiver(version=following, **_fields(waiver, OF_WAIVER)) for waiver in kept)


def carry_examples(version: ScoringTableVersion, following: ScoringTableVersion) -> None:
    """Every worked example, to hold for the following version as well or to be mended."""
    rows = list(version.examples.order_by("position", "pk"))
    WorkedExample.objects.bulk_create(WorkedExample(version=following, **_fields(row, OF_EXAMPLE)) for row in rows)


def continue_all(version: ScoringTableVersion, following: ScoringTableVersion) -> None:
    """Every line of the following version continues the line of the same code that it was copied from."""
    put_matches_back(following, {code: [old] for code, old in _criteria(version).items()})


def lift_matches(version: ScoringTableVersion) -> dict[str, list[Criterion]]:
    """Take the matches off the lines of a draft that are about to be written anew: older lines by new code."""
    lifted: dict[str, list[Criterion]] = {}
    rows = CriterionMatch.objects.filter(new__version=version)
    for each in rows.select_related("old", "new").order_by("pk"):
        lifted.setdefault(each.new.code, []).append(each.old)
    rows.delete()
    return lifted


def put_matches_back(version: ScoringTableVersion, lifted: dict[str, list[Criterion]]) -> None:
    """For the lines that are still there under the same code."""
    lines = _criteria(version)
    CriterionMatch.objects.bulk_create(
        CriterionMatch(old=old, new=lines[code]) for code, olds in lifted.items() if code in lines for old in olds
    )


def _criteria(version: ScoringTableVersion) -> dict[str, Criterion]:
    return {each.code: each for each in version.criteria.order_by("position", "pk")}


def _fields(row, names: tuple[str, ...]) -> dict:
    return {name: getattr(row, name) for name in names}
