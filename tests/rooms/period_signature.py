"""Who gets in, and what it costs: the signature under the report of a period."""

from clusters import audit, clock
from clusters.enums import Event, PeriodKind, SigningWay
from clusters.models import PeriodReport, PeriodSignature
from tests import factories

THINGS = {
    "period-report-sign": ("period_to_sign",),
    "period-report-paper": ("period_to_sign",),
    "period-report-attach": ("period_to_sign",),
    "period-signature-file": ("period_signature",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("period-report-sign", "GET"): (302, 302, 302, 404, 404, 404, 404, 404, 404, 404),
    ("period-report-sign", "POST"): (302, 403, 302, 404, 404, 404, 404, 404, 404, 404),
    ("period-report-paper", "GET"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("period-report-paper", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("period-report-attach", "GET"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("period-report-attach", "POST"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("period-signature-file", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("period-signature-file", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
}
# fmt: on
NOT_PAGES = {"period-report-sign", "period-signature-file"}
PAGES = """
period-report-paper                  officer   8 =check
period-report-attach                 officer   8
period-report(period_to_sign)        officer   9 =results =evidence =submissions trail
"""


def build(world, cast) -> None:
    """A half-year whose reports are signed, and waits for that; and the signed paper of the report that was sent."""
    factories.asked_each(world.running, PeriodKind.HALF_YEAR, "IV.1")
    half = factories.period(world.running, PeriodKind.HALF_YEAR, 1, asks_signature=True)
    world.period_to_sign = factories.period_report(world.participant, half)
    factories.period_result(world.period_to_sign, "IV.1", {"count": "1"}, by=cast.officer)
    stamp = {"signed_at": clock.now(), "signed_by": cast.officer}
    PeriodReport.objects.filter(pk=world.period_sent.pk).update(**stamp)
    world.period_signature = PeriodSignature.objects.create(
        report=world.period_sent,
        version=0,
        content_hash="3" * 64,
        way=SigningWay.SCAN,
        signer_name="Người ký DEMO",
        signer_position="Giám đốc",
        signed_on=clock.today(),
        file=factories.stored_file(cast.officer),
        declared=True,
        **stamp,
    )


def grow(world, cast, unit) -> None:
    """One more line on its trail."""
    audit.record(Event.PERIOD_REPORT_SAVED, world.period_to_sign, by=cast.officer)
