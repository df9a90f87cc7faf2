"""Who gets in, and what it costs: standing."""

THINGS = {
    "ranking": ("verifying",),
    "ranking-seal": ("meeting",),
    "ranking-tie": ("tied", "equal"),
    "ranking-grade": ("tied", "open_grade"),
    "standing": ("standing",),
    "standing-manifest": ("standing",),
    "standing-replace": ("standing",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("ranking", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("ranking", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("ranking-seal", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("ranking-seal", "POST"): (302, 403, 403, 302, 403, 403, 403, 403, 404, 404),
    ("ranking-tie", "GET"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("ranking-tie", "POST"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("ranking-grade", "GET"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("ranking-grade", "POST"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("standing", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("standing", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("standing-manifest", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("standing-manifest", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("standing-replace", "GET"): (302, 403, 403, 403, 403, 409, 403, 403, 404, 404),
    ("standing-replace", "POST"): (302, 403, 403, 403, 403, 409, 403, 403, 404, 404),
}
# fmt: on
NOT_PAGES = {"standing-manifest"}
PAGES = """
ranking                              head     13 ranking points list
ranking                              officer  14 ranking points list
ranking?export=xlsx                  head     10 ranking points why-grade
ranking(tied)                        head     13 ranking list =points
ranking(tied)                        officer  14 ranking list =points
ranking(tied)?export=xlsx            head     10 ranking why-grade =points
ranking-tie                          head     13 fields :place_#
ranking-tie                          official 14 fields :place_#
ranking-grade                        head     13 :given
ranking-grade                        official 14 :given
ranking-seal                         head     13 ranking
standing(sealing)                    head      8 standing list sealed-points trail
standing(sealing)                    official  8 standing list sealed-points trail
standing(sealing)?export=xlsx        head      3 standing sealed-points why-grade
standing-replace(sealing)            official 14 ranking list :report :criterion
"""
