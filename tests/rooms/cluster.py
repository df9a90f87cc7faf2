"""Who gets in, and what it costs: cluster."""

THINGS = {
    "cluster": ("cluster",),
    "cluster-join": ("cluster",),
    "cluster-leave": ("cluster",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("clusters", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("clusters", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("cluster-found", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("cluster-found", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("cluster", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("cluster", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("cluster-join", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("cluster-join", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("cluster-leave", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("cluster-leave", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
}
# fmt: on
REGISTERS = {"clusters"}
PAGES = """
clusters                             official  6 clusters
clusters                             officer   6 clusters
clusters?export=xlsx                 official  2 clusters
cluster-found                        official  6 :authority :members
cluster                              official  12 years members tenures origins outcomes trail
cluster                              officer   12 years members tenures origins outcomes trail
cluster?export=xlsx                  official  7 years members tenures origins outcomes
cluster-join                         official  6 :member :decision
cluster-leave                        official  5 :membership
"""
