"""Who gets in, and what it costs: roof."""

THINGS = {
    "dashboard-season": ("running",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("home", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("home", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("dashboard", "GET"): (302, 403, 403, 403, 403, 200, 200, 200, 403, 200),
    ("dashboard", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("dashboard-rows", "GET"): (302, 403, 403, 403, 403, 404, 404, 404, 403, 404),
    ("dashboard-rows", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("dashboard-season", "GET"): (302, 403, 403, 403, 403, 200, 200, 200, 403, 404),
    ("dashboard-season", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("search", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("search", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("notices", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("notices", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("notices-read", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("notices-read", "POST"): (302, 302, 302, 302, 302, 302, 302, 302, 302, 302),
    ("health", "GET"): (200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("health", "POST"): (405, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("health-ready", "GET"): (200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("health-ready", "POST"): (405, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("set_language", "GET"): (302, 302, 302, 302, 302, 302, 302, 302, 302, 302),
    ("set_language", "POST"): (302, 302, 302, 302, 302, 302, 302, 302, 302, 302),
}
# fmt: on
NOT_PAGES = {"notices-read", "health", "health-ready", "set_language"}
PAGES = """
home                                 officer   15 task-list
home                                 leader    15 task-list
home                                 head      15 task-list
home                                 deputy    15 task-list
home                                 official  15 task-list
home                                 council   15
home                                 auditor   15
home                                 heir      15 task-list
dashboard                            official 14 :year :cluster facts clusters targets members ranks awards honours
dashboard?export=xlsx                official 12 clusters targets members ranks awards honours
dashboard-season(submitted)          official 13 targets members ranks awards honours figures =clusters
dashboard-season(submitted)?export=xlsx official 10 targets members ranks awards honours figures =clusters
dashboard-rows?measure=units         official  5 rows
dashboard-rows?measure=sent          official  5 rows
dashboard-rows?measure=on_time       official  5 rows
dashboard-rows?measure=late          official  5 rows
dashboard-rows?measure=returned      official  5 rows
dashboard-rows?measure=overdue       official  5 rows
dashboard-rows?measure=due           official  5 rows
dashboard-rows?measure=promised&criterion={leaf.pk} official  7 rows
dashboard-rows?measure=target&criterion={leaf.pk} official  7 rows
dashboard-rows?measure=reported&criterion={leaf.pk} official  7 rows
dashboard-rows?measure=result&criterion={leaf.pk} official  7 rows
dashboard-rows?measure=achieved&criterion={leaf.pk} official  7 rows
dashboard-rows?measure=met&criterion={leaf.pk} official  7 rows
dashboard-rows?measure=unverified&criterion={leaf.pk} official  7 rows
dashboard-rows?measure=places        official  6 rows
dashboard-rows?measure=taken         official  6 rows
dashboard-rows?measure=decided       official  6 rows
dashboard-rows?measure=honours       official  5 rows
dashboard-rows?measure=clusters      official  4 rows
dashboard-rows?measure=late_clusters official  5 rows
dashboard-rows?measure=units&export=xlsx official  3 rows
search?q=dong  official 13 clusters organisations seasons decisions nominations honours movements meetings
search?q=dong  officer  13 clusters organisations seasons decisions nominations honours movements meetings
search?q=dong&part=reports           official  3 reports
notices                              officer   4 task-list
notices                              official  4 task-list
"""
