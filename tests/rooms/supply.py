"""Who gets in, and what it costs: supply."""

THINGS = {
    "supplied": ("running",),
    "supply": ("running", "supplied"),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("supplied", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("supplied", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("supply", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("supply", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
}
# fmt: on
PAGES = """
supplied                             official 12 supplied
supplied                             officer  11 supplied
supply                               official 12 rows fields
"""
