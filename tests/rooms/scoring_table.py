"""Who gets in, and what it costs: scoring table."""

THINGS = {
    "table": ("table",),
    "table-workbook": ("table",),
    "table-import": ("table_draft",),
    "table-grading": ("table_draft",),
    "grading-check": ("table_draft",),
    "grading-clause": ("table_draft",),
    "table-write": ("table_draft",),
    "table-check": ("table_draft",),
    "table-settings": ("table_draft",),
    "table-copy": ("table",),
    "table-publish": ("table_draft",),
    "table-waive": ("table_odd", "problem"),
    "waiver-drop": ("waiver",),
    "table-matching": ("table_odd",),
    "table-rehearsal": ("table",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("tables", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("tables", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("table", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("table", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("table-draft", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("table-draft", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("table-template", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("table-template", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("table-begin", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("table-begin", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("table-workbook", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("table-workbook", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("table-import", "GET"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("table-import", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("table-grading", "GET"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("table-grading", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("grading-check", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("grading-check", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("grading-clause", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("grading-clause", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("table-write", "GET"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("table-write", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("table-check", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("table-check", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("table-settings", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("table-settings", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("table-copy", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("table-copy", "POST"): (302, 403, 403, 403, 403, 302, 403, 403, 404, 404),
    ("table-publish", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("table-publish", "POST"): (302, 404, 404, 404, 404, 302, 403, 403, 404, 404),
    ("table-waive", "GET"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("table-waive", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("waiver-drop", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("waiver-drop", "POST"): (302, 404, 404, 404, 404, 302, 403, 403, 404, 404),
    ("table-matching", "GET"): (302, 404, 404, 404, 404, 200, 200, 200, 404, 404),
    ("table-matching", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("table-rehearsal", "GET"): (302, 403, 403, 403, 403, 200, 200, 200, 404, 404),
    ("table-rehearsal", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
}
# fmt: on
NOT_PAGES = {
    "table-template",
    "table-workbook",
    "grading-check",
    "grading-clause",
    "table-check",
    "table-settings",
    "table-copy",
    "table-publish",
    "waiver-drop",
}
PAGES = """
tables                               official  7 :year :cluster tables
tables?export=xlsx                   official  3 tables
table-draft                          official  5 :authority
table-begin                          official  5 :authority
table-import                         official  4
table-write                          official  6 criteria =manual
table-grading                        official  5 =manual
table                                official 11 criteria uses trail =grades =sanctions =tie-breakers
table                                officer  10 criteria uses =grades =sanctions =tie-breakers
table(table_draft)                   official 10 criteria trail =uses
table?export=xlsx                    official  5 criteria uses =grades =sanctions =tie-breakers
table-waive                          official  7
table-matching                       official  9 matching left-old left-new :with fields rows
table-matching?export=xlsx           official  6 matching left-old left-new
table-rehearsal(table_odd)?season={submitted.pk} official 14 rehearsal moves without dropped :season =misfits
table-rehearsal(table_odd)?season={submitted.pk}&export=xlsx official 12 rehearsal moves without dropped =misfits
"""
