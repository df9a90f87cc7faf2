"""Quarterly reports of Cluster VI this year, with evidence, a word about each warning and, from the second quarter on,
the leader's signature: sent, one late, one returned, one overdue."""

import datetime as dt
from decimal import Decimal
from typing import Any

from clusters.enums import PeriodKind, Provenance
from clusters.models import Criterion, Participant, Period, PeriodReport, Season
from clusters.queries import period_deadline as deadline
from clusters.services import evidence as proofs
from clusters.services import period as periods
from clusters.services import period_report as reports
from clusters.services import period_signature as signatures
from clusters.services.period import PeriodLine
from emulation.demo import moments, organisations, papers, people, validation, walk
from emulation.demo.calendar import Calendar
from emulation.demo.tables import MADE_UP

OFFICIAL = "bct.tdkt1"
QUARTER = PeriodKind.QUARTER
# Days from the end of a quarter: until when it is due, when it is sent, and when by the one that is late.
DUE, SENT, LATE, LOOKED_AT = (dt.timedelta(days=days) for days in (10, 6, 18, 20))
SIGNED_FROM = 2
LATE_UNIT, OVERDUE_UNIT, MENDING_UNIT = "sct.hue", "sct.quangtri2", "sct.hatinh"
MEND = "Số hồ sơ giải quyết đúng hạn chưa khớp báo cáo cải cách hành chính; đề nghị kiểm tra (DEMO)."


def report(season: Season, days: Calendar) -> None:
    """The quarters that were over three weeks ago; of the last of them one unit has sent nothing yet."""
    with moments.on(days.day(41)):
        lines = [_line(season, number) for number in range(1, 5)]
        periods.set_periods(season, lines, by=people.account(OFFICIAL))
    over = [number for number in range(1, 5) if _last(season, number) + LOOKED_AT <= days.ago(21)]
    for number in over:
        _report(season, season.periods.get(kind=QUARTER, number=number), is_newest=number == over[-1])


def _line(season: Season, number: int) -> PeriodLine:
    last = _last(season, number)
    opens, due = last - dt.timedelta(days=10), moments.at(last + DUE)
    return PeriodLine(QUARTER, number, opens, due, grace_days=2, asks_signature=number >= SIGNED_FROM)


def _last(season: Season, number: int) -> dt.date:
    return deadline.last_day(season, QUARTER, number)


def _report(season: Season, period: Period, *, is_newest: bool) -> None:
    sent = []
    for unit in walk.units(season):
        late, overdue = (unit.organisation == organisations.find(key) for key in (LATE_UNIT, OVERDUE_UNIT))
        with moments.on(_last(season, period.number) + (LATE if late else SENT), 10):
            made = _fill_in(unit, period, half=overdue and is_newest)
            if not (overdue and is_newest):
                sent.append(_send(made))
    with moments.on(_last(season, period.number) + LOOKED_AT):
        for made in sent:
            _settle(made, is_newest)


def _fill_in(unit: Participant, period: Period, *, half: bool) -> PeriodReport:
    asked = list(unit.season.table.criteria.filter(reported=QUARTER).order_by("position"))
    place = [each.pk for each in walk.units(unit.season)].index(unit.pk)
    promised = dict(unit.targets.values_list("criterion", "value"))
    asked = asked[: 2 if half else None]
    values = {each: (_figures(each, promised.get(each.pk), place, period.number), "") for each in asked}
    made_up = {"mark": Provenance.DEMO, "source": MADE_UP}
    made = reports.enter(unit, period, values, by=walk.officer(unit), seen={}, **made_up)
    for criterion in asked:
        if criterion.evidence_required:
            name = f"minh-chung-quy-{period.number}-{criterion.code}"
            paper = papers.pdf(name, f"Minh chứng {criterion.code} quý {period.number}", str(unit.organisation))
            proofs.add(made, criterion, paper, by=walk.officer(unit), declared=True)
    return made


def _send(made: PeriodReport) -> PeriodReport:
    """A word about each warning, the leader's signature where it is asked for, and off it goes."""
    unit = made.participant
    validation.explain_period(made, by=walk.officer(unit))
    if made.period.asks_signature:
        signatures.sign(made, by=walk.leader(unit))
    reports.submit(made, by=walk.officer(unit))
    return made


def _figures(criterion: Criterion, promised: Decimal | None, place: int, number: int) -> dict[str, Any]:
    """Such as a department might report; the same whenever the demonstration is loaded."""
    if criterion.unit_of_measure == "%":
        whole = Decimal(3050 + 40 * place + 20 * number)
        return {"numerator": whole - place % 3 * 20 - number, "denominator": whole}
    if criterion.rule_type == "count":
        return {"count": Decimal((place + number) % 3)}
    if criterion.unit_of_measure == "hạng":
        return {"actual": Decimal(3 + place)}
    return {"actual": round((promised or Decimal(1000)) / 4 * (97 + place + number) / 100)}


def _settle(made: PeriodReport, is_newest: bool) -> None:
    """What was sent of the newest quarter waits, but for one that was returned."""
    by = walk.verifier(made.participant)
    if not is_newest:
        reports.accept(made, by=by)
    elif made.participant.organisation == organisations.find(MENDING_UNIT):
        reports.return_(made, reason=MEND, by=by)
