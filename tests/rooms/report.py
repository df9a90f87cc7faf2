"""Who gets in, and what it costs: report."""

THINGS = {
    "reports": ("verifying",),
    "report": ("draft",),
    "report-edit": ("draft",),
    "report-cells": ("draft",),
    "report-cells-set-aside": ("draft",),
    "report-live": ("draft",),
    "signed-in": (),
    "report-history": ("draft", "leaf"),
    "report-costs": ("draft",),
    "report-what-if": ("draft",),
    "report-check": ("draft",),
    "report-explain": ("draft",),
    "report-sign": ("draft",),
    "report-submit": ("draft",),
    "report-accept": ("sent",),
    "report-return": ("sent",),
    "report-ask-back": ("sent",),
    "receipt": ("submission",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("reports", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("reports", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("report", "GET"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("report-edit", "GET"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report-edit", "POST"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report-cells", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("report-cells", "POST"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report-cells-set-aside", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("report-cells-set-aside", "POST"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report-live", "GET"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report-live", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("signed-in", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("signed-in", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("report-history", "GET"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report-history", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("report-costs", "GET"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report-costs", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("report-what-if", "GET"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report-what-if", "POST"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report-check", "GET"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report-check", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("report-explain", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("report-explain", "POST"): (302, 302, 302, 404, 404, 404, 404, 404, 404, 404),
    ("report-sign", "GET"): (302, 302, 302, 302, 302, 302, 302, 302, 302, 302),
    ("report-sign", "POST"): (302, 403, 409, 404, 404, 404, 404, 404, 404, 404),
    ("report-submit", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("report-submit", "POST"): (302, 409, 409, 404, 404, 404, 404, 404, 404, 404),
    ("report-accept", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("report-accept", "POST"): (302, 403, 403, 403, 302, 403, 403, 403, 404, 404),
    ("report-return", "GET"): (302, 403, 403, 403, 200, 403, 403, 403, 404, 404),
    ("report-return", "POST"): (302, 403, 403, 403, 200, 403, 403, 403, 404, 404),
    ("report-ask-back", "GET"): (302, 403, 403, 200, 403, 403, 403, 403, 404, 404),
    ("report-ask-back", "POST"): (302, 403, 403, 200, 403, 403, 403, 403, 404, 404),
    ("receipt", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("receipt", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
}
# fmt: on
NOT_PAGES = {
    "report-cells",
    "report-cells-set-aside",
    "report-live",
    "signed-in",
    "report-explain",
    "report-sign",
    "report-submit",
    "report-accept",
}
PAGES = """
reports                              head     12 reports
reports                              officer  12 reports
reports                              heir     12 reports
reports?export=xlsx                  head     10 reports
report                               officer  13 results evidence submissions trail files
report(accepted)                     head     15 results evidence submissions trail files
report(sent)                         deputy   15 results evidence submissions trail files
report?export=xlsx                   officer  10 results evidence submissions
report-edit                          officer  15 rows fields files
report-history                       officer   7 =history =years
report-history?export=xlsx           officer   5 =history
report-costs                         officer   8 costs
report-costs?export=xlsx             officer   6 costs
report-what-if                       officer  11 rows fields
report-check                         officer  15 check risk list fields
report-check                         leader   15 check risk list fields
report-check?export=xlsx             officer   13 check risk
report-return                        deputy   13 rows fields
report-ask-back                      head      4
receipt                              officer   2 receipt cited
"""
