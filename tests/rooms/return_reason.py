"""Who gets in, and what it costs: reasons for which a report was returned, and what changed when it came again."""

from clusters.enums import Phase, ReportState
from clusters.models import ReturnReason
from tests import factories

THINGS = {
    "report-answer": ("draft",),
    "report-changes": ("accepted",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("report-answer", "GET"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report-answer", "POST"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report-changes", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("report-changes", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
}
# fmt: on
PAGES = """
report(mended)                       officer  14 returned results =evidence =submissions
report(mended)                       head     15 returned results =evidence =submissions
report-edit(mended)                  officer  15 rows fields
report-answer(mended)                officer   4 fields
report-changes(again)                deputy    5 changes
report-changes(again)                head      5 changes
report-changes(again)?export=xlsx    head      3 changes
"""


def build(world, cast):
    """A report that is being mended, and one that was sent again; each was returned for one criterion."""
    year = cast.season.year + 7
    season = factories.season(cast.cluster, year=year, phase=Phase.SELF_SCORING, table=cast.table)
    mended, again, head = (
        season.participants.create(organisation=each.organisation, joined_on=season.starts_on)
        for each in (cast.unit, cast.deputy_unit, cast.head_unit)
    )
    factories.headship(head)
    world.mended = factories.report(mended, state=ReportState.RETURNED)
    world.again = factories.report(again, state=ReportState.SUBMITTED)
    world.sent_before = [factories.submission(each) for each in (world.mended, world.again)]
    factories.submission(world.again)
    grow(world, cast, None)


def grow(world, cast, unit):
    """One more criterion for which each was returned."""
    for sent in world.sent_before:
        taken = sent.return_reasons.values("criterion")
        leaf = cast.table.criteria.exclude(rule_type="").exclude(pk__in=taken).order_by("pk").first()
        ReturnReason.objects.create(submission=sent, criterion=leaf, text="Thiếu minh chứng")
