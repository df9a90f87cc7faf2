"""Who gets in, and what it costs: season."""

THINGS = {
    "season-open": ("cluster",),
    "season": ("running",),
    "season-advance": ("running",),
    "season-skip": ("running",),
    "season-deadlines": ("running",),
    "season-headship": ("running",),
    "season-table": ("in_pact",),
    "figure-cite": ("running",),
    "participant-extend": ("participant",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("season-open", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("season-open", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("seasons", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("seasons", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("season", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("season", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("season-advance", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("season-advance", "POST"): (302, 403, 403, 302, 403, 403, 403, 403, 404, 404),
    ("season-skip", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("season-skip", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("season-deadlines", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("season-deadlines", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("season-headship", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("season-headship", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("season-table", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("season-table", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("figure-cite", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("figure-cite", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("participant-extend", "GET"): (302, 403, 403, 200, 403, 200, 403, 403, 404, 404),
    ("participant-extend", "POST"): (302, 403, 403, 200, 403, 200, 403, 403, 404, 404),
}
# fmt: on
NOT_PAGES = {"season-advance"}
REGISTERS = {"seasons"}
PAGES = """
season-open                          official 13 :table :head :deputy list rows fields :period-#-kind
season-open?way=last                 official 13 :table :head :deputy list
seasons                              official  9 :year seasons
seasons                              officer   9 :year seasons
seasons?export=xlsx                  official  5 seasons
season                               official 13 participants headships figures trail checklist
season                               officer  13 participants headships figures trail checklist
season                               head     13 participants headships figures trail checklist
season(verifying)                    head     13 participants headships figures trail
season                               heir     13 facts participants headships figures trail checklist
season(submitted)                    official 12 participants headships figures trail
season(meeting)                      official 13 participants headships figures trail
season?export=xlsx                   official 11 participants headships figures
season-skip                          official  5
season-deadlines                     official  5
season-headship                      official  5 :participant
season-table                         official  5 :table
participant-extend                   official  5 list
participant-extend                   head      7 list
figure-cite                          official  5 :participant
"""
