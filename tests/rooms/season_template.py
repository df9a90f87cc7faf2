"""Who gets in, and what it costs: templates of a year."""

from clusters import audit
from clusters.enums import Event, PeriodKind
from tests import factories

THINGS = {
    **dict.fromkeys(("season-template", "season-template-change", "season-template-retire"), ("year_template",)),
    **dict.fromkeys(("season-template-enforce", "season-template-open", "season-template-places"), ("year_template",)),
    "season-template-keep": ("running",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("season-templates", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("season-templates", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("season-template", "GET"): (302, 404, 404, 404, 404, 200, 200, 200, 404, 404),
    ("season-template", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("season-template-draft", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("season-template-draft", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("season-template-change", "GET"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("season-template-change", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("season-template-enforce", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("season-template-enforce", "POST"): (302, 404, 404, 404, 404, 409, 403, 403, 404, 404),
    ("season-template-retire", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("season-template-retire", "POST"): (302, 404, 404, 404, 404, 302, 403, 403, 404, 404),
    ("season-template-open", "GET"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("season-template-open", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("season-template-places", "GET"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("season-template-places", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("season-template-keep", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("season-template-keep", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
}
# fmt: on
NOT_PAGES = {"season-template-enforce", "season-template-retire"}
REGISTERS = {"season-templates"}
PAGES = """
season-templates                     official  6 season-templates
season-templates                     auditor   6 season-templates
season-templates?export=xlsx         official  2 season-templates
season-template                      official 11 =phases periods places uses trail
season-template                      auditor  11 =phases periods places uses trail
season-template?export=xlsx          official  7 =phases periods places uses
season-template-draft                official  9 :authority
season-template-change               official  8 rows fields :decision :table \
  :period-#-kind :period-#-opens_on_# :period-#-due_at_#
season-template-open?year={open_year}    official 14 =phases periods places refused :clusters :basis
season-template-places               official  9 fields rows
season-template-keep                 official  4
"""


def build(world, cast) -> None:
    """A template in force with one period, from which the running year was opened."""
    world.year_template = factories.season_template(cast.ministry, table=cast.table.table)
    factories.template_period(world.year_template, PeriodKind.YEAR, 1)
    factories.template_quota(world.year_template, factories.award())
    factories.template_use(world.year_template, world.running)
    world.open_year = world.running.year


def grow(world, cast, unit) -> None:
    """One more template, and of the first a period, a year and a line on the trail."""
    factories.season_template(cast.ministry, state="draft")
    number = world.year_template.periods.filter(kind=PeriodKind.MONTH).count() + 1
    factories.template_period(world.year_template, PeriodKind.MONTH, number, month=number)
    factories.template_quota(world.year_template, factories.award())
    factories.template_use(world.year_template, factories.season(factories.cluster(cast.ministry)))
    ready = factories.cluster(cast.ministry)
    factories.membership(ready, factories.organisation())
    audit.record(Event.SEASON_TEMPLATE_USED, world.year_template, by=cast.official)
