"""Who gets in, and what it costs: award decision."""

THINGS = {
    "award-decision": ("award_decision",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("award-decisions", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("award-decisions", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("award-decision-issue", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("award-decision-issue", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("award-decision", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("award-decision", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
}
# fmt: on
REGISTERS = {"award-decisions"}
PAGES = """
award-decisions                      official  8 :cluster award-decisions files
award-decisions?export=xlsx          official  3 award-decisions
award-decision                       official  5 lines trail
award-decision                       officer   5 lines
award-decision?export=xlsx           official  2 lines
award-decision-issue?authority={authority.pk} official  8 :nominations list
award-decision-issue?authority={authority.pk}&check={ready} official  7 chosen
"""
