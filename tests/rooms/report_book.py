"""Who gets in, and what it costs: a unit's results as a workbook."""

THINGS = {"report-book": ("draft",), "report-book-upload": ("draft",)}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("report-book", "GET"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report-book", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("report-book-upload", "GET"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report-book-upload", "POST"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
}
# fmt: on
NOT_PAGES = {"report-book"}
PAGES = """
report-book-upload                   officer   3
"""
