"""Reports of a quarter in the cast's year, and of the same quarter in the years before."""

import datetime as dt

from clusters import clock
from clusters.enums import PeriodKind
from clusters.models import Period, PeriodReport, Season
from tests import factories


def quarter(season: Season, number: int = 1) -> Period:
    days = {"opens_on": dt.date(season.year, 3, 20), "due_at": clock.moment(season.year, 4, 10, 17)}
    return factories.period(season, PeriodKind.QUARTER, number, **days)


def reported(cast, each: Period, body=None, state: str = "accepted", back: int = 0, **values) -> PeriodReport:
    """A report of the period in the year, or so many before, of the unit or another body."""
    season = each.season
    if back:
        season = factories.season(cast.cluster, year=each.season.year - back, table=cast.table)
        each = quarter(season, each.number)
    own = season.participants.filter(organisation=body or cast.unit.organisation).first()
    own = own or season.participants.create(organisation=body or cast.unit.organisation, joined_on=factories.LONG_AGO)
    made = factories.period_report(own, each, state=state)
    for code, inputs in values.items():
        factories.period_result(made, code.replace("_", "."), inputs)
    return made
