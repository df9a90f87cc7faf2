"""An award that is decided is known in the years of the unit that can still count it."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.utils.module_loading import import_string

from awards.models import Honour
from awards.services import award_decision as award_decisions
from clusters import clock
from clusters.enums import Event, FactKind, HeadshipRole, LineageKind, Phase, Role
from clusters.errors import Invalid
from clusters.models import AuditEntry, Fact, Succession
from clusters.services import fact as facts
from clusters.services import organisation as organisations
from clusters.services import season as seasons
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


def open_next(cast, **fields):
    days = {"starts_on": dt.date(YEAR, 1, 1), "ends_on": dt.date(YEAR, 12, 31)}
    with clock.set_to(clock.moment(YEAR, 3, 1)):
        return seasons.open(cast.cluster, year=YEAR, table=cast.table, by=cast.official, **days, **fields)


def test_an_award_decided_before_the_year_was_opened_is_known_from_its_opening_on(approved):
    honour = issue(approved, dt.date(YEAR, 1, 15))
    assert known() == []

    season = open_next(approved)

    unit = season.participants.get(organisation=approved.unit.organisation)
    said = ("Cờ thi đua của Bộ, 12/QĐ-BCT", approved.official.pk)
    assert known() == [(unit.pk, FactKind.AWARDS_HELD, 1, f"honour:{honour.pk}", *said)]
    assert AuditEntry.objects.about(unit).get().event == Event.FACT_RECORDED


@pytest.mark.parametrize("day", [dt.date(YEAR - 1, 12, 31), dt.date(YEAR + 1, 1, 1)])
def test_a_year_that_opens_counts_only_what_falls_in_its_time(approved, day):
    issue(approved, day)

    open_next(approved)

    assert known() == []


def test_a_year_that_opens_counts_what_the_unit_has_taken_over(approved):
    old = approved.unit.organisation
    heir = factories.organisation("Sở mới")
    Succession.objects.create(organisation=heir, ancestor=old)
    approved.cluster.memberships.filter(organisation=old).update(organisation=heir)
    issue(approved, dt.date(YEAR, 1, 15))

    season = open_next(approved)

    assert [participant for participant, *_rest in known()] == [season.participants.get(organisation=heir).pk]


def test_an_opening_that_fails_leaves_no_fact(approved):
    """The unit that was to lead takes no part, which is found when the facts have been gathered."""
    issue(approved, dt.date(YEAR, 1, 15))

    with pytest.raises(Invalid):
        open_next(approved, lead={HeadshipRole.HEAD: factories.organisation("Sở lạ")})

    assert known() == []


def test_what_takes_over_in_the_middle_of_the_year_holds_the_award_from_then_on(approved, later):
    """The award of the body that is taken over was decided before; the heir takes part beside it."""
    heir = later.season.participants.create(
        organisation=factories.organisation("Sở hợp nhất", parent=approved.ministry), joined_on=later.season.starts_on
    )
    factories.appointment(approved.official, approved.ministry, Role.ADMINISTRATOR)
    old = approved.unit.organisation
    old.parent = approved.ministry
    old.save(update_fields=["parent"])
    issue(approved, dt.date(YEAR, 1, 15))

    organisations.succeed(
        [old], heir.organisation, on=dt.date(YEAR, 6, 1), kind=LineageKind.MERGE, by=approved.official
    )

    assert {participant for participant, *_rest in known()} == {later.unit.pk, heir.pk}


def test_gathering_again_changes_nothing(approved):
    issue(approved, dt.date(YEAR, 1, 15))
    season = open_next(approved)
    before = (known(), AuditEntry.objects.count())

    facts.gather(season, by=approved.official2)

    assert (known(), AuditEntry.objects.count()) == before


def test_every_keeper_of_facts_named_at_the_roof_can_be_asked(approved, settings):
    assert settings.FACT_KEEPERS
    for keeper in settings.FACT_KEEPERS:
        assert import_string(keeper)(approved.season) == []
