"""An award that is decided is known in the years of the unit that can still count it."""

import datetime as dt
from types import SimpleNamespace

import pytest

from awards.models import Honour
from awards.services import award_decision as award_decisions
from clusters import clock
from clusters.enums import FactKind, Phase
from clusters.models import Fact, Succession
from tests import factories
from tests.awards import steps

YEAR = 2027


@pytest.fixture
def later(approved):
    """The year after, running: the same unit, and another that is honoured for nothing."""
    season = factories.season(approved.cluster, year=YEAR, phase=Phase.RUNNING, table=approved.table)
    unit, other = (
        season.participants.create(organisation=each.organisation, joined_on=season.starts_on)
        for each in (approved.unit, approved.head_unit)
    )
    return SimpleNamespace(season=season, unit=unit, other=other)


def issue(cast, on):
    """Entered later than it was signed."""
    with clock.set_to(clock.moment(YEAR + 1, 6, 1)):
        award_decisions.issue(cast.ministry, [cast.nomination], by=cast.official, **steps.paper(on=on))
    return Honour.objects.get()


def known():
    return list(Fact.objects.values_list("participant", "kind", "value", "source", "note", "recorded_by"))


def test_an_award_counts_in_the_year_in_which_it_was_decided(approved, later):
    honour = issue(approved, dt.date(YEAR, 1, 15))

    said = ("Cờ thi đua của Bộ, 12/QĐ-BCT", approved.official.pk)
    assert known() == [(later.unit.pk, FactKind.AWARDS_HELD, 1, f"honour:{honour.pk}", *said)]


@pytest.mark.parametrize("day", [dt.date(YEAR - 1, 12, 31), dt.date(YEAR + 1, 1, 1)])
def test_an_award_of_another_year_does_not(approved, later, day):
    issue(approved, day)

    assert known() == []


def test_what_took_the_unit_over_holds_its_award(approved, later):
    heir = factories.organisation("Sở mới")
    Succession.objects.create(organisation=heir, ancestor=approved.unit.organisation)
    later.unit.organisation = heir
    later.unit.save()

    issue(approved, dt.date(YEAR, 1, 15))

    assert [participant for participant, *_rest in known()] == [later.unit.pk]


def test_a_sealed_or_submitted_year_counts_no_more(approved, later):
    later.season.phase = Phase.SUBMITTED
    later.season.save(update_fields=["phase"])

    issue(approved, dt.date(YEAR, 1, 15))

    assert known() == []
