"""Who gets in, and what it costs: table example."""

THINGS = {
    "table-examples": ("table",),
    "example-add": ("table_odd",),
    "example": ("example",),
    "example-change": ("example",),
    "example-drop": ("example",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("table-examples", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("table-examples", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("example-add", "GET"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("example-add", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("example", "GET"): (302, 404, 404, 404, 404, 200, 200, 200, 404, 404),
    ("example", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("example-change", "GET"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("example-change", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("example-drop", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("example-drop", "POST"): (302, 404, 404, 404, 404, 302, 403, 403, 404, 404),
}
# fmt: on
NOT_PAGES = {"example-drop"}
PAGES = """
table-examples                       official  7 examples
table-examples                       officer   7 examples
table-examples?export=xlsx           official  4 examples
example-add                          official  6 rows fields
example                              official  6 example
example?export=xlsx                  official  3 example
example-change                       official  6 rows fields
"""
