"""Who gets in, and what it costs: nomination."""

THINGS = {
    "nominations": ("submitted",),
    "nomination-propose": ("submitted",),
    "quota-grant": ("submitted",),
    "nomination": ("nomination",),
    "nomination-approve": ("nomination",),
    "nomination-return": ("nomination",),
    "nomination-withdraw": ("nomination",),
    "nomination-propose-again": ("nomination",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("nominations", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("nominations", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("nomination-propose", "GET"): (302, 403, 403, 200, 403, 403, 403, 403, 404, 404),
    ("nomination-propose", "POST"): (302, 403, 403, 200, 403, 403, 403, 403, 404, 404),
    ("quota-grant", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("quota-grant", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("nomination", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("nomination", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("nomination-approve", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("nomination-approve", "POST"): (302, 403, 403, 403, 403, 302, 403, 403, 404, 404),
    ("nomination-return", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("nomination-return", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("nomination-withdraw", "GET"): (302, 403, 403, 200, 403, 403, 403, 403, 404, 404),
    ("nomination-withdraw", "POST"): (302, 403, 403, 200, 403, 403, 403, 403, 404, 404),
    ("nomination-propose-again", "GET"): (302, 403, 403, 409, 403, 403, 403, 403, 404, 404),
    ("nomination-propose-again", "POST"): (302, 403, 403, 200, 403, 403, 403, 403, 404, 404),
}
# fmt: on
PAGES = """
nominations                          head     11 places :award nominations
nominations                          official 11 places :award nominations
nominations?export=xlsx              head      3 places nominations
nomination                           head      9 trail
nomination                           official 15 trail
nomination(approved)                 official 11 trail
nomination(returned)                 head      9 trail
nomination-propose                   head     10 places :award :placing
nomination-approve                   official 12
nomination-return                    official 10
nomination-withdraw                  head      6
nomination-propose-again(returned)   head      8
quota-grant                          official  8 rows fields :basis
"""
