"""Who gets in, and what it costs: assessment."""

THINGS = {
    "assessment": ("accepted",),
    "assessment-accept": ("accepted",),
    "why": ("accepted", "leaf"),
    "account": ("accepted",),
    "minutes": ("standing", "placed"),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("assessment", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("assessment", "POST"): (302, 403, 403, 302, 403, 403, 403, 403, 404, 404),
    ("assessment-accept", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("assessment-accept", "POST"): (302, 403, 403, 302, 403, 403, 403, 403, 404, 404),
    ("why", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("why", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("account", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("account", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("minutes", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("minutes", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
}
# fmt: on
NOT_PAGES = {"assessment-accept"}
PAGES = """
assessment                           head     13 rows fields files
assessment                           officer  11 rows files
assessment?export=xlsx               head     10 assessment
why                                  head     12 list files
why                                  officer  12 list files
account                              head     15 files facts
account?export=xlsx                  officer  14 account
minutes                              officer   5 facts
minutes?export=xlsx                  officer   4 account
"""
