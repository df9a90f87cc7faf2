"""Who gets in, and what it costs: contributions to a cluster's costs."""

from clusters import audit, clock
from clusters.enums import Event, Phase
from clusters.models import ContributionReopening
from tests import factories

OF_SEASON = ("season-contributions", "contribution-plan", "contribution-record", "contribution-close", "expense-record")
OF_SEASON += ("contribution-return",)
THINGS = {
    **dict.fromkeys(OF_SEASON, ("running",)),
    **dict.fromkeys(("contribution-correct", "contribution-file"), ("contribution",)),
    **dict.fromkeys(("expense-correct", "expense-file"), ("expense",)),
    **dict.fromkeys(("contribution-closing", "contribution-reopen"), ("contribution_closing",)),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("contributions", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("contributions", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("season-contributions", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("season-contributions", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("contribution-plan", "GET"): (302, 403, 403, 200, 200, 403, 403, 403, 404, 404),
    ("contribution-plan", "POST"): (302, 403, 403, 200, 200, 403, 403, 403, 404, 404),
    ("contribution-record", "GET"): (302, 403, 403, 200, 200, 403, 403, 403, 404, 404),
    ("contribution-record", "POST"): (302, 403, 403, 200, 200, 403, 403, 403, 404, 404),
    ("contribution-return", "GET"): (302, 403, 403, 200, 200, 403, 403, 403, 404, 404),
    ("contribution-return", "POST"): (302, 403, 403, 200, 200, 403, 403, 403, 404, 404),
    ("contribution-close", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("contribution-close", "POST"): (302, 403, 403, 302, 403, 403, 403, 403, 404, 404),
    ("contribution-correct", "GET"): (302, 403, 403, 200, 200, 403, 403, 403, 404, 404),
    ("contribution-correct", "POST"): (302, 403, 403, 200, 200, 403, 403, 403, 404, 404),
    ("contribution-file", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("contribution-file", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("contribution-closing", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("contribution-closing", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("contribution-reopen", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("contribution-reopen", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("expense-record", "GET"): (302, 403, 403, 200, 200, 403, 403, 403, 404, 404),
    ("expense-record", "POST"): (302, 403, 403, 200, 200, 403, 403, 403, 404, 404),
    ("expense-correct", "GET"): (302, 403, 403, 200, 200, 403, 403, 403, 404, 404),
    ("expense-correct", "POST"): (302, 403, 403, 200, 200, 403, 403, 403, 404, 404),
    ("expense-file", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("expense-file", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
}
# fmt: on
NOT_PAGES = {"contribution-close", "contribution-file", "expense-file"}
REGISTERS = {"contributions"}
PAGES = """
contributions                        official  7 :cluster :year contributions
contributions                        officer   7 :cluster :year contributions
contributions?export=xlsx            official  2 contributions
season-contributions                 head     14 units payments expenses closings files trail purposes
season-contributions                 officer  14 units payments expenses closings files trail purposes
season-contributions?export=xlsx     head      9 units payments expenses closings purposes
contribution-plan                    head      9 fields
contribution-record                  head      8 :participant
contribution-return                  head      8 :participant
contribution-correct                 head      7
contribution-closing                 officer   4 =units =purposes
contribution-closing?export=xlsx     officer   1 =units =purposes
contribution-reopen                  official  4
expense-record                       head      7
expense-correct                      head      7
"""


def build(world, cast) -> None:
    """An open account with a payment and an expense on paper, and the closed one of another year."""
    factories.contribution_plan(world.running)
    paper = factories.stored_file(cast.head)
    world.contribution = factories.contribution(cast.unit, file=paper)
    world.expense = factories.expense(world.running, file=paper)
    factories.contribution_plan(world.submitted)
    world.contribution_closing = factories.contribution_closing(world.submitted)


def grow(world, cast, unit) -> None:
    """One more payment, expense, closing that was reopened, line on the trail; a planned year in another cluster."""
    part = world.running.participants.get(organisation=unit)
    paper = factories.stored_file(cast.head)
    factories.contribution(part, file=paper)
    factories.expense(world.running, file=paper, purpose=_purpose(world))
    closing = factories.contribution_closing(world.running)
    again = {"reopened_at": clock.now(), "reopened_by": factories.user(), "reason": "Sót phiếu chi"}
    ContributionReopening.objects.create(closing=closing, **again)
    audit.record(Event.CONTRIBUTION_RECORDED, world.running.contribution_plan, by=factories.user())
    cluster = factories.cluster(cast.ministry)
    past = factories.season(cluster, year=1900 + world.running.expenses.count(), phase=Phase.CLOSED)
    factories.participant(past, cast.unit.organisation)
    factories.contribution_plan(past)


def _purpose(world) -> str:
    """Another one each time."""
    return ("gratitude", "praise", "office", "other", "activity")[(world.running.expenses.count() - 1) % 5]
