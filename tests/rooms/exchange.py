"""Who gets in, and what it costs: the page of what a cluster exchanges."""

THINGS = {"exchange": ("cluster",)}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("exchange", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("exchange", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
}
# fmt: on
PAGES = """
exchange                             officer   9 questions requests statistics
exchange                             council   9 questions requests statistics
"""
