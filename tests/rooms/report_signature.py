"""Who gets in, and what it costs: the signature under a report."""

from clusters import clock
from clusters.enums import Phase, ReportState, SigningWay
from clusters.models import ReportSignature
from tests import factories

THINGS = {
    "report-paper": ("draft",),
    "report-attach": ("draft",),
    "report-signature-file": ("report_signature",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("report-paper", "GET"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report-paper", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("report-attach", "GET"): (302, 409, 409, 404, 404, 404, 404, 404, 404, 404),
    ("report-attach", "POST"): (302, 409, 409, 404, 404, 404, 404, 404, 404, 404),
    ("report-signature-file", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("report-signature-file", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
}
# fmt: on
NOT_PAGES = {"report-signature-file", "report-attach"}
PAGES = """
report(sent_on_paper)                officer  15 results =evidence =submissions
report-paper                         officer  13 check
"""


def build(world, cast):
    """A report whose signed paper the officer attached."""
    year = cast.season.year + 8
    season = factories.season(cast.cluster, year=year, phase=Phase.SELF_SCORING, table=cast.table)
    unit, head, _deputy = (
        season.participants.create(organisation=each.organisation, joined_on=season.starts_on)
        for each in (cast.unit, cast.head_unit, cast.deputy_unit)
    )
    factories.headship(head)
    world.sent_on_paper = factories.report(unit, state=ReportState.SUBMITTED)
    world.report_signature = ReportSignature.objects.create(
        report=world.sent_on_paper,
        version=0,
        content_hash="3" * 64,
        way=SigningWay.SCAN,
        signer_name="Người ký DEMO",
        signer_position="Giám đốc",
        signed_on=clock.today(),
        file=factories.stored_file(cast.officer),
        declared=True,
        signed_at=world.sent_on_paper.signed_at,
        signed_by=cast.officer,
    )
