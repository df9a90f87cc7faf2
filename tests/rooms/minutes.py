"""Who gets in, and what it costs: minutes and documents of meetings."""

from tests import factories

THINGS = {
    "meeting-minutes": ("minutes",),
    "minutes-write": ("conference_open",),
    "minutes-keep": ("conference_open",),
    "minutes-adopt": ("conference_over",),
    "meeting-document-add": ("conference",),
    "meeting-document-file": ("handout",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("meeting-minutes", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("meeting-minutes", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("minutes-write", "GET"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("minutes-write", "POST"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("minutes-keep", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("minutes-keep", "POST"): (302, 403, 403, 400, 400, 400, 403, 403, 404, 404),
    ("minutes-adopt", "GET"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("minutes-adopt", "POST"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("meeting-document-add", "GET"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("meeting-document-add", "POST"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("meeting-document-file", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("meeting-document-file", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
}
# fmt: on
NOT_PAGES = {"minutes-keep", "meeting-document-file"}
PAGES = """
meeting-minutes                      officer   2
minutes-write                        head     12
minutes-adopt                        head      8
meeting-document-add                 head      5 :replaces
"""


def build(world, cast) -> None:
    """Minutes of a meeting that is over: a draft and an adopted text; a document of the meeting that was called."""
    world.conference_over = factories.meeting(world.running, state="closed")
    factories.minutes_draft(world.conference_over)
    world.minutes = factories.minutes(world.conference_over)
    world.handout = factories.meeting_document(world.conference)


def grow(world, cast, unit) -> None:
    """One more document, and a correction of the minutes."""
    factories.meeting_document(world.conference)
    last = world.conference_over.minutes.order_by("-pk").first()
    factories.minutes(world.conference_over, f"Biên bản {unit.pk}", replaces=last, reason="Sửa")
