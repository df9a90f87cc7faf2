"""What the unit, or the body that it was, reported in the years before, or for the same period of these, for the
criteria that today's continue."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from django.db.models import DecimalField, JSONField, Q, QuerySet, Value

from clusters.enums import ScoreKind
from clusters.models import Criterion, CriterionMatch, Participant, Period, PeriodResult, Result, Score, Succession
from clusters.models import period_report as period_reports
from clusters.models.report import SENT_IN
from clusters.prepared import Prepared

PARTICIPANT = "report__participant"
PLACE = (f"{PARTICIPANT}__season__year", f"{PARTICIPANT}__season__cluster", f"{PARTICIPANT}__organisation", "criterion")
Past = dict[str, dict[int, list["Then"]]]


class Then(NamedTuple):
    """What one body reported in one year in one cluster for one criterion of then, and the points that it was given
    for it by the cluster, None where none were; `blank` is one of `Blank` where it says why there are no figures."""

    year: int
    cluster: int
    organisation: int
    criterion: int
    value: Decimal | None
    inputs: Mapping[str, Any]
    blank: str = ""
    points: Decimal | None = None


def read(participant: Participant, criteria: Iterable[Criterion], years: int) -> Past:
    """By today's code and year, so many years back, what each body that stands for the unit of today reported in its
    own cluster; one query, and one more where another table was used."""
    return _by_code(participant, _rows(participant, years), criteria) if years else {}


def of_period(participant: Participant, period: Period, criteria: Iterable[Criterion], years: int) -> Past:
    """The same of the periods of that kind and number, of which the reports were sent in; as many queries."""
    same = {"report__period__kind": period.kind, "report__period__number": period.number}
    sent = PeriodResult.objects.filter(_then(*_keys(participant, years)), report__state__in=period_reports.SENT, **same)
    rows = sent.order_by("report__participant__season__year", "pk").values_list(*PLACE, "value", "inputs", "blank")
    return _by_code(participant, [Then(*row) for row in rows], criteria)


def _by_code(participant: Participant, rows: list[Then], criteria: Iterable[Criterion]) -> Past:
    codes = {each.pk: each.code for each in criteria}
    if any(row.criterion not in codes for row in rows):
        codes |= _continued(participant, codes)
    found: Past = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row.criterion in codes:
            found[codes[row.criterion]][row.year].append(row)
    return {code: {year: _here(participant, rows) for year, rows in each.items()} for code, each in found.items()}


def known(past: Past) -> dict[str, dict[int, Then]]:
    """By today's code and year, where one figure stands for the unit.

    A year in which several bodies stand for the unit of today, or several lines for one of today, has no figure of its
    own: what several reported is not added up behind their backs.
    """
    single = {code: {year: rows[0] for year, rows in years.items() if len(rows) == 1} for code, years in past.items()}
    return {code: years for code, years in single.items() if years}


def figures(then: Then) -> dict[str, Decimal]:
    """Its figures by the input, '' its own."""
    own = {"": then.value} if then.value is not None else {}
    return own | {name: value for name, given in then.inputs.items() for value in [_number(given)] if value is not None}


def _here(participant: Participant, rows: list[Then]) -> list[Then]:
    """One body may have taken part in several clusters: today's counts, if it was among them."""
    if len(rows) == 1:
        return rows
    several = len({row.organisation for row in rows}) > 1
    own = [row for row in rows if row.cluster == participant.season.cluster_id]
    return rows if several or not own else own


def _rows(participant: Participant, years: int) -> list[Then]:
    """Results of all the years, and the points of the last, in one statement; points without a result stand alone."""
    rows = _REPORTED(*_keys(participant, years))
    points = {row[:4]: row[7] for row in rows if row[7] is not None}
    found = {row[:4]: (row[4], row[5] or {}, row[6]) for row in rows if row[7] is None}
    return [_met(place, found.get(place), points.get(place)) for place in sorted({*found, *points})]


def _met(place: tuple[int, int, int, int], found: tuple | None, points: Decimal | None) -> Then:
    value, inputs, blank = found or (None, {}, "")
    return Then(*place, value, inputs, blank, points)


def _keys(participant: Participant, years: int) -> tuple[int, int, int, int]:
    """So many years back."""
    season = participant.season
    return participant.organisation_id, season.cluster_id, season.year - years, season.year - 1


def _reported(organisation: int, cluster: int, first: int, last: int) -> QuerySet[Any]:
    number, json = DecimalField(max_digits=18, decimal_places=4), JSONField()
    figures = Result.objects.filter(_then(organisation, cluster, first, last), report__state__in=SENT_IN)
    given = Score.objects.filter(_then(organisation, cluster, last, last), report__state__in=SENT_IN)
    both = figures.annotate(given=Value(None, number)).values_list(*PLACE, "value", "inputs", "blank", "given")
    points = given.filter(kind=ScoreKind.HEAD).annotate(
        value=Value(None, number), inputs=Value(None, json), blank=Value("")
    )
    return both.union(points.values_list(*PLACE, "value", "inputs", "blank", "points"), all=True)


_REPORTED = Prepared(_reported, keys=4)


def _then(organisation: int, cluster: int, first: int, last: int) -> Q:
    """Of the unit, or the bodies it took over, in clusters of those who ran today's, in these years."""
    own = Succession.objects.filter(organisation=organisation).values("ancestor")
    runs = Succession.objects.filter(organisation__clusters_run=cluster).values("ancestor")
    return Q(
        report__participant__season__year__range=(first, last),
        report__participant__organisation__in=own,
        report__participant__season__cluster__authority__in=runs,
    )


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
