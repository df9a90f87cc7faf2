"""Who gets in, and what it costs: organisation."""

THINGS = {
    "organisation": ("organisation",),
    "organisation-change": ("authority",),
    "organisation-succeed": ("subordinate",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("organisations", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("organisations", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("organisation", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("organisation", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("organisation-register", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("organisation-register", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("organisation-change", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("organisation-change", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("organisation-succeed", "GET"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("organisation-succeed", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
}
# fmt: on
REGISTERS = {"organisations"}
PAGES = """
organisations                        official  5 organisations
organisations?q=dong&ever=on&export=xlsx official  2 organisations
organisations                        officer   5 organisations
organisation                         official  9 memberships years predecessors successors =people
organisation                         officer   9 memberships years predecessors successors trail people
organisation(authority)              official  11 people =memberships =years =predecessors =successors
organisation(subordinate)            official  13 people =memberships =years =predecessors =successors
organisation?export=xlsx             officer   6 memberships years predecessors successors people
organisation-register                official  4 :parent
organisation-change                  official  4
organisation-succeed                 official  7 :predecessors :issuer
"""
