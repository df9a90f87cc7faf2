"""Who gets in, and what it costs: fact."""

THINGS = {
    "season-facts": ("running",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("season-facts", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("season-facts", "POST"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
}
# fmt: on
PAGES = """
season-facts                         officer   9 facts single-facts trail
season-facts                         official  9 facts single-facts :participant trail
season-facts                         head     10 facts single-facts :participant trail
season-facts                         deputy   12 facts single-facts trail
season-facts?export=xlsx             official  6 facts single-facts
"""
