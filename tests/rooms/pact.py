"""Who gets in, and what it costs: pact."""

THINGS = {
    "pact": ("in_pact",),
    "pact-edit": ("in_pact",),
    "pact-agree": ("in_pact",),
    "pact-reopen": ("in_pact",),
    "pact-sign": ("in_pact",),
    "pact-targets": ("promising",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("pact", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("pact", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("pact-edit", "GET"): (302, 403, 403, 200, 403, 403, 403, 403, 404, 404),
    ("pact-edit", "POST"): (302, 403, 403, 200, 403, 403, 403, 403, 404, 404),
    ("pact-agree", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("pact-agree", "POST"): (302, 403, 403, 302, 403, 403, 403, 403, 404, 404),
    ("pact-reopen", "GET"): (302, 403, 403, 409, 403, 403, 403, 403, 404, 404),
    ("pact-reopen", "POST"): (302, 403, 403, 409, 403, 403, 403, 403, 404, 404),
    ("pact-sign", "GET"): (302, 403, 409, 403, 403, 403, 403, 403, 404, 404),
    ("pact-sign", "POST"): (302, 403, 409, 403, 403, 403, 403, 403, 404, 404),
    ("pact-targets", "GET"): (302, 200, 200, 403, 403, 403, 403, 403, 404, 404),
    ("pact-targets", "POST"): (302, 200, 200, 403, 403, 403, 403, 403, 404, 404),
}
# fmt: on
NOT_PAGES = {"pact-agree"}
PAGES = """
pact                                 officer  12 common-targets targets signatures trail
pact                                 head     14 common-targets targets signatures trail
pact                                 heir     12 common-targets targets signatures trail
pact(signing)                        heir     14 common-targets targets signatures trail
pact(signing)                        head     13 common-targets targets signatures trail
pact(signing)                        official 15 common-targets targets signatures trail
pact?export=xlsx                     head     11 common-targets targets signatures
pact-edit                            head      5 rows fields :common-#-comparison :common-#-measure
pact-targets                         officer 12 fields plan
pact-reopen(signing)                 head      4
pact-sign(signing)                   leader    7
pact-sign(signing)                   heir      7 :participant
"""
