"""Who gets in, and what it costs: evidence and the library it is cited from."""

from types import SimpleNamespace

from clusters import clock
from clusters.models import EvidenceUpload
from tests import factories

THINGS = {
    "report-evidence": ("draft",),
    "report-evidence-add": ("draft", "leaf"),
    "report-evidence-cite": ("draft", "leaf"),
    "report-evidence-remove": ("evidence",),
    "evidence-amend": ("evidence",),
    "evidence-file": ("evidence",),
    "evidence-upload-start": ("draft",),
    "evidence-upload": ("upload",),
    "evidence-upload-finish": ("upload",),
    "library-file": ("proof_sent",),
    "library-file-down": ("proof_sent",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("report-evidence", "GET"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report-evidence", "POST"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report-evidence-add", "GET"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report-evidence-add", "POST"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report-evidence-cite", "GET"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report-evidence-cite", "POST"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report-evidence-remove", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("report-evidence-remove", "POST"): (302, 302, 302, 404, 404, 404, 404, 404, 404, 404),
    ("evidence-amend", "GET"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("evidence-amend", "POST"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("evidence-file", "GET"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("evidence-file", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("evidence-upload-start", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("evidence-upload-start", "POST"): (302, 400, 400, 404, 404, 404, 404, 404, 404, 404),
    ("evidence-upload", "GET"): (302, 200, 404, 404, 404, 404, 404, 404, 404, 404),
    ("evidence-upload", "POST"): (302, 200, 404, 404, 404, 404, 404, 404, 404, 404),
    ("evidence-upload-finish", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("evidence-upload-finish", "POST"): (302, 409, 404, 404, 404, 404, 404, 404, 404, 404),
    ("library-file", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("library-file", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("library-file-down", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("library-file-down", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
}
# fmt: on
NOT_PAGES = {"report-evidence-remove", "evidence-file", "library-file", "evidence-upload"}
NOT_PAGES |= {"evidence-upload-start", "evidence-upload-finish"}
PAGES = """
report-evidence                      officer   9 library criteria files
report-evidence(sent)                official  9 library files
report-evidence?export=xlsx          officer   7 library criteria
report-evidence-add                  officer   8 :kept proofs files
report-evidence-cite                 officer   8 :kept proofs files
evidence-amend                       officer   4
library-file-down                    official  5
"""


def build(world, cast) -> None:
    """A file that a report cites which has been sent in, so that others see it."""
    world.upload = SimpleNamespace(pk=_upload(world.draft, cast.officer).key)
    world.proof_sent = factories.evidence(world.sent, world.leaf).file


def grow(world, cast, unit) -> None:
    """One more file in the library, cited twice, and used by another unit too."""
    for report in (world.draft, world.sent):
        proof = factories.evidence(report, world.leaf)
        factories.evidence(report, world.leaf, file=proof.file, pages="3")
        factories.evidence_file(report.participant)
    twin = factories.evidence_file(world.accepted.participant, sha256=proof.file.sha256)
    factories.evidence(world.accepted, world.leaf, file=twin)


def _upload(report, by) -> EvidenceUpload:
    stamps = {"started_at": clock.now(), "started_by": by, "touched_at": clock.now()}
    return EvidenceUpload.objects.create(participant=report.participant, name="a.pdf", size=9, **stamps)
