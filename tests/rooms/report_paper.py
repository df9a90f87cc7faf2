"""Who gets in, and what it costs: the papers of a report."""

THINGS = {"receipt-pdf": ("submission",), "report-word": ("draft",)}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("report-word", "GET"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report-word", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("receipt-pdf", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("receipt-pdf", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
}
# fmt: on
NOT_PAGES = {"receipt-pdf", "report-word"}
