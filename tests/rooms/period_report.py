"""Who gets in, and what it costs: reports of periods."""

from clusters import audit
from clusters.enums import Derivation, Event, PeriodKind, Supplier
from tests import factories

THINGS = {
    "season-period-reports": ("running",),
    "period": ("quarter",),
    "period-sheet": ("quarter", "participant"),
    "period-cells": ("quarter", "participant"),
    "period-cells-set-aside": ("quarter", "participant"),
    "period-live": ("quarter", "participant"),
    "period-history": ("quarter", "participant", "quarterly"),
    "period-check": ("quarter", "participant"),
    "period-book": ("quarter", "participant"),
    "period-book-upload": ("quarter", "participant"),
    "period-extend": ("quarter", "participant"),
    "unit-periods": ("participant",),
    "period-report": ("period_draft",),
    "period-report-submit": ("period_draft",),
    "period-report-accept": ("period_sent",),
    "period-report-return": ("period_sent",),
    "period-report-ask-back": ("period_sent",),
    "period-receipt": ("period_submission",),
    "report-derive": ("draft",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("season-period-reports", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("season-period-reports", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("period", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("period", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("period-sheet", "GET"): (302, 200, 200, 403, 403, 403, 403, 403, 404, 404),
    ("period-sheet", "POST"): (302, 200, 200, 403, 403, 403, 403, 403, 404, 404),
    ("period-cells", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("period-cells", "POST"): (302, 200, 200, 403, 403, 403, 403, 403, 404, 404),
    ("period-cells-set-aside", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("period-cells-set-aside", "POST"): (302, 200, 200, 403, 403, 403, 403, 403, 404, 404),
    ("period-live", "GET"): (302, 200, 200, 403, 403, 403, 403, 403, 404, 404),
    ("period-live", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("period-history", "GET"): (302, 200, 200, 403, 403, 403, 403, 403, 404, 404),
    ("period-history", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("period-check", "GET"): (302, 200, 200, 403, 403, 403, 403, 403, 404, 404),
    ("period-check", "POST"): (302, 302, 302, 403, 403, 403, 403, 403, 404, 404),
    ("period-book", "GET"): (302, 200, 200, 403, 403, 403, 403, 403, 404, 404),
    ("period-book", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("period-book-upload", "GET"): (302, 200, 200, 403, 403, 403, 403, 403, 404, 404),
    ("period-book-upload", "POST"): (302, 200, 200, 403, 403, 403, 403, 403, 404, 404),
    ("period-extend", "GET"): (302, 403, 403, 200, 403, 200, 403, 403, 404, 404),
    ("period-extend", "POST"): (302, 403, 403, 200, 403, 200, 403, 403, 404, 404),
    ("unit-periods", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("unit-periods", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("period-report", "GET"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("period-report", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("period-report-submit", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("period-report-submit", "POST"): (302, 302, 302, 404, 404, 404, 404, 404, 404, 404),
    ("period-report-accept", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("period-report-accept", "POST"): (302, 403, 403, 403, 302, 403, 403, 403, 404, 404),
    ("period-report-return", "GET"): (302, 403, 403, 403, 200, 403, 403, 403, 404, 404),
    ("period-report-return", "POST"): (302, 403, 403, 403, 200, 403, 403, 403, 404, 404),
    ("period-report-ask-back", "GET"): (302, 403, 403, 200, 403, 403, 403, 403, 404, 404),
    ("period-report-ask-back", "POST"): (302, 403, 403, 200, 403, 403, 403, 403, 404, 404),
    ("report-derive", "GET"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report-derive", "POST"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("period-receipt", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("period-receipt", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
}
# fmt: on
NOT_PAGES = {
    "period-report-submit",
    "period-report-accept",
    "period-cells",
    "period-cells-set-aside",
    "period-live",
    "period-book",
}
PAGES = """
season-period-reports                official  9 periods list
season-period-reports?export=xlsx    official  7 periods
period                               head      9 units
period?export=xlsx                   head      7 units
unit-periods                         officer   9 periods
unit-periods?export=xlsx             officer   7 periods
unit-periods                         head     12 periods list
period-sheet                         officer  10 rows fields files
period-history                       officer   6 =history =years
period-history?export=xlsx           officer   4 =history
period-book-upload                   officer   3
period-check                         officer   9 results list fields :b#-why
period-report                        officer  10 results evidence files findings submissions trail
period-report(period_sent)           deputy   14 results evidence files findings submissions trail
period-report(period_sent)           official 15 results evidence files findings submissions trail
period-report?export=xlsx            officer   7 results evidence findings submissions
period-report-return                 deputy    6
period-report-ask-back               head      4
period-extend                        head      9 list
period-receipt                       officer   2 =receipt
report-derive                        officer   7 rows
"""


def build(world, cast) -> None:
    """A quarter in which one unit has a draft and the head's has sent its report."""
    factories.asked_each(world.running, PeriodKind.QUARTER, "II.2")
    factories.asked_each(world.running, PeriodKind.MONTH, "I.1")
    world.quarterly = world.running.table.criteria.get(code="II.2")
    world.quarter = factories.period(world.running, PeriodKind.QUARTER, 1)
    world.period_draft = factories.period_report(world.participant, world.quarter)
    factories.period_result(world.period_draft, "II.2", {"count": "1"}, by=cast.officer)
    world.proven = world.running.table.criteria.get(code="II.2")
    world.period_proof = factories.period_evidence(world.period_draft, world.proven, by=cast.officer)
    head = world.running.participants.get(organisation=cast.head_unit.organisation)
    world.period_sent = factories.period_report(head, world.quarter, state="submitted")
    factories.period_result(world.period_sent, "II.2", {"count": "2"}, by=cast.head)
    world.period_submission = factories.period_submission(world.period_sent, by=cast.head)


def grow(world, cast, unit) -> None:
    """One more sending of both reports, with a line of the trail; every line of the unit's is asked each quarter."""
    leaves = world.running.table.criteria.exclude(rule_type="").filter(supplier=Supplier.UNIT)
    leaves.exclude(code__in=("I.1", "IV.1")).update(reported=PeriodKind.QUARTER)
    leaves.filter(rule_type="count").update(derived=Derivation.SUM)
    for report in (world.period_draft, world.period_sent):
        factories.period_submission(report, by=cast.officer)
        audit.record(Event.PERIOD_REPORT_SAVED, report, by=cast.officer)
    mine = world.running.participants.get(organisation=unit)
    factories.period_report(mine, world.quarter, state="submitted")
