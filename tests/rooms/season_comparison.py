"""Who gets in, and what it costs: season comparison."""

THINGS = {
    "season-comparison": ("meeting",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("season-comparison", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("season-comparison", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
}
# fmt: on
PAGES = """
season-comparison                    official 12 comparison :with :unit =apart =only-then
season-comparison                    officer  12 comparison :with :unit =apart =only-then
season-comparison?export=xlsx        official 10 comparison =apart =only-then
"""
