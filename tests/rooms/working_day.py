"""Who gets in, and what it costs: working day."""

THINGS = {
    "day": ("day",),
    "day-remove": ("day",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("days", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("days", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("day-add", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("day-add", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("days-paste", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("days-paste", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("day", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("day", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("day-remove", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("day-remove", "POST"): (302, 403, 403, 403, 403, 409, 403, 403, 403, 409),
}
# fmt: on
NOT_PAGES = {"day-remove"}
PAGES = """
days                                 officer   5 :year days
days                                 official  5 :year days
days?export=xlsx                     official  3 days
day-add                              official  3
days-paste                           official  3
day                                  official  5 trail
"""
