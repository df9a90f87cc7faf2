"""Who gets in, and what it costs: units and posts from a workbook."""

from clusters import audit
from clusters.enums import Event
from clusters.models import Intake
from clusters.services import intake as deeds
from tests import factories
from tests import intake_book as books

DEEDS = ("intake-check-again", "intake-carry-out", "intake-discard")
THINGS = dict.fromkeys(("intake", "intake-workbook", *DEEDS), ("intake",))
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("intakes", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("intakes", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("intake-begin", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("intake-begin", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("intake-template", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("intake-template", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("intake", "GET"): (302, 404, 404, 404, 404, 200, 404, 404, 404, 404),
    ("intake", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("intake-workbook", "GET"): (302, 404, 404, 404, 404, 200, 404, 404, 404, 404),
    ("intake-workbook", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("intake-check-again", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("intake-check-again", "POST"): (302, 404, 404, 404, 404, 302, 404, 404, 404, 404),
    ("intake-carry-out", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("intake-carry-out", "POST"): (302, 404, 404, 404, 404, 302, 404, 404, 404, 404),
    ("intake-discard", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("intake-discard", "POST"): (302, 404, 404, 404, 404, 302, 404, 404, 404, 404),
}
# fmt: on
NOT_PAGES = {"intake-template", "intake-workbook", *DEEDS}
REGISTERS = {"intakes"}
PAGES = """
intakes                              official  6 intakes
intakes?state=checked&export=xlsx    official  2 intakes
intake                               official  6 rows trail
intake?verdict=new&export=xlsx       official  4 rows
intake-begin                         official  5 :authority
"""


def build(world, cast) -> None:
    """A workbook that was checked and can be carried out."""
    upload = books.upload([books.unit(name="Chi cục Mới")], [books.post(place="Chi cục Mới")])
    world.intake = deeds.check(cast.ministry, upload, by=cast.official)


def grow(world, cast, unit) -> None:
    """One more workbook; one more row and one more line on the trail of the first."""
    intake = world.intake
    by = factories.user()
    when = {"uploaded_at": intake.uploaded_at, "checked_at": intake.checked_at}
    Intake.objects.create(authority=cast.ministry, file=intake.file, uploaded_by=by, checked_by=by, **when)
    intake.rows = [*intake.rows, {**intake.rows[0], "row": len(intake.rows) + 2}]
    intake.save(update_fields=["rows"])
    audit.record(Event.INTAKE_CHECKED, intake, by=by)
