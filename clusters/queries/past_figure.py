"""What the unit, or the body that it was, reported in the years before for the criteria that today's continue."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from clusters.models import Criterion, CriterionMatch, Participant, Result, Succession
from clusters.models.report import SENT_IN

FIELDS = (
    *("report__participant__season__year", "report__participant__season__cluster", "report__participant__organisation"),
    *("criterion", "value", "inputs"),
)


class Then(NamedTuple):
    """What one body reported in one year in one cluster for one criterion of then."""

    year: int
    cluster: int
    organisation: int
    criterion: int
    value: Decimal | None
    inputs: Mapping[str, Any]


def known(participant: Participant, criteria: Iterable[Criterion], years: int) -> dict[str, dict[int, Then]]:
    """By today's code and year, so many years back; one query, and one more where another table was used.

    A year in which several bodies stand for the unit of today, or several lines for one of today, has no figure of its
    own: what several reported is not added up behind their backs.
    """
    if not years:
        return {}
    rows, codes = _rows(participant, years), {each.pk: each.code for each in criteria}
    if any(row.criterion not in codes for row in rows):
        codes |= _continued(participant, codes)
    found: dict[tuple[str, int], list[Then]] = defaultdict(list)
    for row in rows:
        if row.criterion in codes:
            found[codes[row.criterion], row.year].append(row)
    past: dict[str, dict[int, Then]] = defaultdict(dict)
    for (code, year), listed in found.items():
        own = [row for row in listed if row.cluster == participant.season.cluster_id] or listed
        if len(own) == 1 and len({row.organisation for row in listed}) == 1:
            past[code][year] = own[0]
    return past


def figures(then: Then) -> dict[str, Decimal]:
    """Its figures by the input, '' its own."""
    own = {"": then.value} if then.value is not None else {}
    return own | {name: value for name, given in then.inputs.items() for value in [_number(given)] if value is not None}


def _rows(participant: Participant, years: int) -> list[Then]:
    season = participant.season
    own = Succession.objects.filter(organisation=participant.organisation_id).values("ancestor")
    runs = Succession.objects.filter(organisation__clusters_run=season.cluster_id).values("ancestor")
    found = Result.objects.filter(
        report__participant__season__year__range=(season.year - years, season.year - 1),
        report__participant__organisation__in=own,
        report__participant__season__cluster__authority__in=runs,
        report__state__in=SENT_IN,
    )
    return [Then(*row) for row in found.order_by("pk").values_list(*FIELDS)]


def _continued(participant: Participant, codes: Mapping[int, str]) -> dict[int, str]:
    """Older lines by key that a line of today continues, through the versions between them, one for one."""
    authority = participant.season.cluster.authority_id
    pairs = CriterionMatch.objects.filter(new__version__table__authority=authority).values_list("old", "new")
    olds, news = defaultdict(set), defaultdict(set)
    for old, new in pairs:
        olds[new].add(old)
        news[old].add(new)
    found: dict[int, str] = {}
    reached = dict(codes)
    while reached:
        single = ((old, code) for new, code in reached.items() if len(olds[new]) == 1 for old in olds[new])
        reached = {old: code for old, code in single if len(news[old]) == 1 and old not in found and old not in codes}
        found |= reached
    return found


def _number(given: Any) -> Decimal | None:
    if not isinstance(given, str):
        return None
    try:
        number = Decimal(given)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
