"""Who gets in, and what it costs: movement."""

from clusters import clock
from clusters.enums import MovementLevel, MovementState
from clusters.models import MovementDue, MovementFile, MovementReview
from tests import factories

THINGS = {
    "movement": ("movement",),
    "movement-edit": ("movement_draft",),
    "movement-launch": ("movement_draft",),
    "movement-attach": ("movement",),
    "movement-amend": ("movement",),
    "movement-widen": ("movement",),
    "movement-review": ("movement",),
    "movement-file": ("movement_file",),
    "movement-review-file": ("movement_review",),
    "movement-draft-head": ("running",),
    "movement-responses": ("movement",),
    "movement-praises": ("movement",),
    "movement-response": ("movement_response",),
    "movement-answer": ("movement_response",),
    "movement-plan-file": ("movement_response",),
    "movement-progress": ("movement_response", "movement_content"),
    "movement-progress-file": ("movement_progress",),
    "movement-finish": ("movement_response",),
    "movement-pass-on": ("movement_received",),
    "movement-praise-propose": ("movement_response",),
    "movement-praise": ("movement_praise",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("movements", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("movements", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("movement-draft", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("movement-draft", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("movement-draft-head", "GET"): (302, 403, 403, 200, 403, 403, 403, 403, 404, 404),
    ("movement-draft-head", "POST"): (302, 403, 403, 200, 403, 403, 403, 403, 404, 404),
    ("movement", "GET"): (302, 200, 200, 404, 404, 200, 200, 200, 404, 404),
    ("movement", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("movement-edit", "GET"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("movement-edit", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("movement-launch", "GET"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("movement-launch", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("movement-attach", "GET"): (302, 403, 403, 404, 404, 200, 403, 403, 404, 404),
    ("movement-attach", "POST"): (302, 403, 403, 404, 404, 200, 403, 403, 404, 404),
    ("movement-amend", "GET"): (302, 403, 403, 404, 404, 200, 403, 403, 404, 404),
    ("movement-amend", "POST"): (302, 403, 403, 404, 404, 200, 403, 403, 404, 404),
    ("movement-widen", "GET"): (302, 403, 403, 404, 404, 200, 403, 403, 404, 404),
    ("movement-widen", "POST"): (302, 403, 403, 404, 404, 409, 403, 403, 404, 404),
    ("movement-review", "GET"): (302, 403, 403, 404, 404, 200, 403, 403, 404, 404),
    ("movement-review", "POST"): (302, 403, 403, 404, 404, 200, 403, 403, 404, 404),
    ("movement-file", "GET"): (302, 200, 200, 404, 404, 200, 200, 200, 404, 404),
    ("movement-file", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("movement-review-file", "GET"): (302, 200, 200, 404, 404, 200, 200, 200, 404, 404),
    ("movement-review-file", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("movement-responses", "GET"): (302, 200, 200, 404, 404, 200, 200, 200, 404, 404),
    ("movement-responses", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("movement-praises", "GET"): (302, 200, 200, 404, 404, 200, 200, 200, 404, 404),
    ("movement-praises", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("movement-response", "GET"): (302, 200, 200, 404, 404, 200, 200, 200, 404, 404),
    ("movement-response", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("movement-answer", "GET"): (302, 200, 200, 404, 404, 403, 403, 403, 404, 404),
    ("movement-answer", "POST"): (302, 200, 200, 404, 404, 403, 403, 403, 404, 404),
    ("movement-plan-file", "GET"): (302, 200, 200, 404, 404, 200, 200, 200, 404, 404),
    ("movement-plan-file", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("movement-progress", "GET"): (302, 200, 200, 404, 404, 403, 403, 403, 404, 404),
    ("movement-progress", "POST"): (302, 200, 200, 404, 404, 403, 403, 403, 404, 404),
    ("movement-progress-file", "GET"): (302, 200, 200, 404, 404, 200, 200, 200, 404, 404),
    ("movement-progress-file", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("movement-finish", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("movement-finish", "POST"): (302, 302, 302, 404, 404, 403, 403, 403, 404, 404),
    ("movement-pass-on", "GET"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("movement-pass-on", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("movement-praise-propose", "GET"): (302, 200, 200, 404, 404, 403, 403, 403, 404, 404),
    ("movement-praise-propose", "POST"): (302, 200, 200, 404, 404, 403, 403, 403, 404, 404),
    ("movement-praise", "GET"): (302, 200, 200, 404, 404, 200, 200, 200, 404, 404),
    ("movement-praise", "POST"): (302, 403, 403, 404, 404, 200, 403, 403, 404, 404),
}
# fmt: on
REGISTERS = {"movements"}
NOT_PAGES = {
    "movement-file",
    "movement-review-file",
    "movement-plan-file",
    "movement-progress-file",
    "movement-finish",
}
PAGES = """
movements                            official  7 movements
movements?export=xlsx                official  3 movements
movement-draft                       official  7
movement-draft-head                  head      4
movement                             official 15 contents trail tree
movement                             officer  14 contents =tree
movement?export=xlsx                 official  5 contents tree
movement-edit                        official  9 :clusters :scope
movement-launch                      official  5
movement-attach                      official  4
movement-amend                       official  4
movement-widen                       official  5
movement-review                      official  6
movement-responses                   official  7 responses :authority :cluster
movement-responses?export=xlsx       official  2 responses
movement-praises                     official  5 praise
movement-praises?export=xlsx         official  2 praise
movement-response                    officer  11 praise
movement-answer                      officer   4
movement-progress                    officer  10 :due
movement-pass-on                     official  6 :clusters :scope
movement-praise-propose              officer   5 :content
movement-praise                      official  5
"""


def build(world, cast) -> None:
    """The unit reports on the ministry's movement; a draft; a movement that the ministry received from above."""
    movement, official = world.movement, cast.official
    world.movement_draft = factories.movement(cast.ministry, state=MovementState.DRAFT, decision=None)
    world.movement_content = factories.movement_content(movement)
    MovementDue.objects.create(movement=movement, on=factories.LONG_AGO)
    stored = factories.stored_file(official)
    papers = {"file": stored, "added_at": clock.now(), "added_by": official}
    world.movement_file = MovementFile.objects.create(movement=movement, title="Kế hoạch", **papers)
    held = {"reviewed_at": clock.now(), "reviewed_by": official, "figures": {"units": 1}, "on": factories.LONG_AGO}
    world.movement_review = MovementReview.objects.create(
        movement=movement, kind="midterm", text="Tốt", file=stored, **held
    )
    unit = movement.responses.get(organisation=cast.unit.organisation)
    done = {"state": "reporting", "plan": "Kế hoạch", "plan_file": stored}
    movement.responses.filter(pk=unit.pk).update(answered_at=clock.now(), answered_by=cast.officer, **done)
    world.movement_response = movement.responses.get(pk=unit.pk)
    world.movement_progress = factories.movement_progress(world.movement_response, world.movement_content, file=stored)
    world.movement_praise = factories.movement_praise(world.movement_response)
    above = factories.authority("Hội đồng Trung ương thử nghiệm", kind="central_council")
    central = factories.movement(above, level=MovementLevel.CENTRAL)
    world.movement_received = factories.movement_response(central, cast.ministry, state="answered")


def grow(world, cast, unit) -> None:
    """One more body in scope beneath another superior, with a report, a proposal, a date, a paper."""
    movement = world.movement
    number = movement.contents.count() + 1
    content = factories.movement_content(movement)
    MovementDue.objects.create(
        movement=movement, on=clock.today().replace(day=1, month=number % 12 + 1, year=2000 + number)
    )
    above = factories.authority()
    response = factories.movement_response(movement, factories.organisation(parent=above), state="reporting")
    for each in (response, world.movement_response):
        factories.movement_progress(each, content)
        factories.movement_praise(each)
    by = factories.user()
    paper = {"file": factories.stored_file(by), "added_at": clock.now(), "added_by": by}
    MovementFile.objects.create(movement=movement, title="Công văn", **paper)
