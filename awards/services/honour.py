"""Honours as facts of a unit's year."""

from decimal import Decimal

from django.db import transaction

from awards.models import Honour
from awards.queries import honour as queries
from clusters import clock
from clusters.enums import FactKind
from clusters.models import Season, User
from clusters.services import fact as facts


@transaction.atomic
def tell(honour: Honour, *, by: User) -> None:
    """Let the years of the holder that can still count it know of an honour that has just been registered."""
    on = honour.award_decision.decision.on or clock.today()
    facts.push_award(honour.organisation, _source(honour), on=on, note=_note(honour), by=by)


def known_in(season: Season) -> list[facts.Known]:
    """What the register holds already that counts in the year."""
    return [
        facts.Known(unit, FactKind.AWARDS_HELD, Decimal(1), _source(honour), _note(honour))
        for unit, honour in queries.counting_in(season)
    ]


def _source(honour: Honour) -> str:
    return f"honour:{honour.pk}"


def _note(honour: Honour) -> str:
    return f"{honour.award_name}, {honour.award_decision.decision.number}"
