"""Who gets in, and what it costs: evidence of periods, and taking it over for the year."""

from clusters.enums import PeriodKind
from tests import factories

THINGS = {
    "period-evidence-add": ("quarter", "participant", "proven"),
    "period-evidence-cite": ("quarter", "participant", "proven"),
    "period-evidence-amend": ("period_proof",),
    "period-evidence-remove": ("period_proof",),
    "period-evidence-upload-start": ("quarter", "participant"),
    "report-evidence-take-over": ("draft", "proven"),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("period-evidence-add", "GET"): (302, 200, 200, 403, 403, 403, 403, 403, 404, 404),
    ("period-evidence-add", "POST"): (302, 200, 200, 403, 403, 403, 403, 403, 404, 404),
    ("period-evidence-cite", "GET"): (302, 200, 200, 403, 403, 403, 403, 403, 404, 404),
    ("period-evidence-cite", "POST"): (302, 200, 200, 403, 403, 403, 403, 403, 404, 404),
    ("period-evidence-amend", "GET"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("period-evidence-amend", "POST"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("period-evidence-remove", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("period-evidence-remove", "POST"): (302, 302, 302, 404, 404, 404, 404, 404, 404, 404),
    ("period-evidence-upload-start", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("period-evidence-upload-start", "POST"): (302, 400, 400, 403, 403, 403, 403, 403, 404, 404),
    ("report-evidence-take-over", "GET"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report-evidence-take-over", "POST"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
}
# fmt: on
NOT_PAGES = {"period-evidence-remove", "period-evidence-upload-start"}
PAGES = """
period-evidence-add                  officer   7 :kept proofs files
period-evidence-cite                 officer   7 :kept proofs files
report-evidence-take-over            officer   8 :kept :chosen offers proofs files
period-evidence-amend                officer   4
"""


def grow(world, cast, unit) -> None:
    """One more file cited twice in both reports of the quarter, for the next quarter too, and by another unit; one more
    cited by the year."""
    factories.evidence(world.draft, world.proven)
    season = world.running
    second = season.periods.filter(kind=PeriodKind.QUARTER, number=2).first()
    second = second or factories.period(season, PeriodKind.QUARTER, 2)
    other = factories.period_report(season.participants.get(organisation=unit), second, state="submitted")
    for report in (world.period_draft, world.period_sent):
        proof = factories.period_evidence(report, world.proven)
        factories.period_evidence(report, world.proven, file=proof.file, pages="3")
        later = report.participant.period_reports.filter(period=second).first()
        later = later or factories.period_report(report.participant, second, state="submitted")
        factories.period_evidence(later, world.proven, file=proof.file)
        twin = factories.evidence_file(other.participant, sha256=proof.file.sha256)
        factories.period_evidence(other, world.proven, file=twin)
