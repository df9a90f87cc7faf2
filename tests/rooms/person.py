"""Who gets in, and what it costs: person."""

THINGS = {
    "person-register": ("authority",),
    "person-appoint": ("authority",),
    "appointment-end": ("appointment",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("people", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("people", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("person-register", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("person-register", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("person-appoint", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("person-appoint", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("appointment-end", "GET"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("appointment-end", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
}
# fmt: on
REGISTERS = {"people"}
PAGES = """
people                               official  6 people :organisation
people                               officer   6 people
people?export=xlsx                   official  2 people
person-register                      official  4
person-appoint                       official  4
appointment-end                      official  4
"""
