"""A unit is admitted to a year that is open, or leaves it before its end."""

import datetime as dt
from decimal import Decimal

import pytest

from clusters import clock
from clusters.enums import Event, FactKind, PactState, Phase, Role
from clusters.errors import Conflict, Denied, Invalid
from clusters.models import AuditEntry, Notice, Participant
from clusters.services import pact as pacts
from clusters.services import participant as units
from clusters.services.fact import Known
from tests import factories


@pytest.fixture
def newcomer(cast):
    """A member of the cluster that does not take part yet."""
    unit = factories.organisation("Sở Mới")
    factories.membership(cast.cluster, unit, joined_on=clock.today() - dt.timedelta(days=30))
    return unit


def admit(cast, unit, *, by=None, on=None):
    return units.admit(cast.season, unit, on=on or clock.today(), by=by or cast.official)


def let_go(cast, unit=None, *, by=None, **said):
    given = {"on": clock.today(), "reason": "Sáp nhập", **said}
    return units.let_go(unit or cast.unit, by=by or cast.official, **given)


def told(event):
    return set(Notice.objects.filter(event=event).values_list("person", flat=True))


def in_phase(cast, phase):
    cast.season.phase = phase
    cast.season.save(update_fields=["phase"])


def test_a_unit_that_joined_the_cluster_later_takes_part_with_a_report_of_its_own(cast, newcomer):
    officer = factories.appointed(newcomer, Role.OFFICER)

    unit = admit(cast, newcomer)

    assert (unit.joined_on, unit.admitted_by, unit.report.state) == (clock.today(), cast.official, "draft")
    line = AuditEntry.objects.about(cast.season).latest("number")
    assert (line.event, line.organisation_id) == (Event.SEASON_UNIT_ADMITTED, newcomer.pk)
    assert told(Event.SEASON_UNIT_ADMITTED) == {officer.pk, cast.head.pk, cast.head_leader.pk}


def honours(season):
    """What a keeper at the roof knows of the units of a year."""
    return [Known(each, FactKind.AWARDS_HELD, Decimal(2), f"honour:{each.pk}") for each in season.participants.all()]


def test_what_is_known_of_it_is_gathered_as_when_a_year_opens(cast, newcomer, settings):
    settings.FACT_KEEPERS = [f"{__name__}.honours"]

    unit = admit(cast, newcomer)

    assert list(unit.facts.values_list("kind", "value")) == [(FactKind.AWARDS_HELD, 2)]


@pytest.mark.parametrize(
    ("days", "where"), [(1, "on"), (-40, "organisation"), (-400, "on")], ids=["future", "before it joined", "last year"]
)
def test_a_day_on_which_it_was_no_member_of_a_running_year_is_refused(cast, newcomer, days, where):
    with pytest.raises(Invalid) as refused:
        admit(cast, newcomer, on=clock.today() + dt.timedelta(days=days))

    assert list(refused.value.problems) == [where]
    assert not Participant.objects.filter(organisation=newcomer).exists()


def test_nobody_takes_part_twice(cast, newcomer):
    admit(cast, newcomer)
    let_go(cast, cast.season.participants.get(organisation=newcomer))

    with pytest.raises(Invalid):
        admit(cast, newcomer)
    with pytest.raises(Invalid):
        admit(cast, factories.organisation("Sở Ngoài cụm"))


@pytest.mark.parametrize("person", ["officer", "head", "council", "neighbour_official"])
def test_only_the_authoritys_official_admits_and_lets_go(cast, newcomer, person):
    with pytest.raises(Denied):
        admit(cast, newcomer, by=getattr(cast, person))
    with pytest.raises(Denied):
        let_go(cast, by=getattr(cast, person))


def test_when_reports_are_verified_it_is_too_late_to_join(cast, newcomer):
    in_phase(cast, Phase.VERIFYING)

    with pytest.raises(Conflict):
        admit(cast, newcomer)


def test_a_unit_leaves_with_its_reason(cast):
    left = let_go(cast, reason=" Sáp nhập vào Sở B ")

    assert (left.left_on, left.left_reason) == (clock.today(), "Sáp nhập vào Sở B")
    assert list(cast.season.participants.staying()) == [cast.head_unit, cast.deputy_unit]
    line = AuditEntry.objects.about(cast.season).latest("number")
    assert (line.event, line.reason) == (Event.SEASON_UNIT_LEFT, "Sáp nhập vào Sở B")
    assert {cast.officer.pk, cast.deputy.pk} <= told(Event.SEASON_UNIT_LEFT)


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"reason": " "}, "reason"),
        ({"on": dt.date(2100, 1, 1)}, "on"),
        ({"on": dt.date(2000, 1, 1)}, "on"),
    ],
    ids=["no reason", "future", "before it took part"],
)
def test_leaving_says_what_to_mend(cast, said, where):
    with pytest.raises(Invalid) as refused:
        let_go(cast, **said)

    assert list(refused.value.problems) == [where]


def test_whoever_leads_the_cluster_does_not_leave(cast):
    for unit in (cast.head_unit, cast.deputy_unit):
        with pytest.raises(Conflict, match=str(unit)):
            let_go(cast, unit)


def test_nobody_leaves_twice_or_after_the_ranking_was_sealed(cast):
    let_go(cast)
    with pytest.raises(Conflict):
        let_go(cast)

    admitted = factories.participant(cast.season)
    factories.standing(cast.season)
    with pytest.raises(Conflict):
        let_go(cast, admitted)


def test_a_pact_that_waited_for_it_alone_is_complete(cast):
    in_phase(cast, Phase.PACT)
    pact = pacts.agree(factories.pact(cast.season), by=cast.head)
    deputy_leader = factories.appointed(cast.deputy_unit.organisation, Role.LEADER)
    pacts.sign(pact, cast.head_unit, by=cast.head_leader, seen=pact.frozen_hash)
    pacts.sign(pact, cast.deputy_unit, by=deputy_leader, seen=pact.frozen_hash)

    let_go(cast)

    pact.refresh_from_db()
    assert pact.state == PactState.SIGNED
