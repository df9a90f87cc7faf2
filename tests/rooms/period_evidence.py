"""Who gets in, and what it costs: evidence of periods."""

THINGS = {
    "period-evidence-upload-start": ("quarter", "participant"),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("period-evidence-upload-start", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("period-evidence-upload-start", "POST"): (302, 400, 400, 403, 403, 403, 403, 403, 404, 404),
}
# fmt: on
NOT_PAGES = {"period-evidence-upload-start"}
