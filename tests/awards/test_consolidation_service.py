"""The head consolidates what was sent; the authority says by when. Late is marked, a missing unit is explained."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from awards.enums import RegistrationState
from awards.models import Consolidation, Registration, RegistrationWindow
from awards.services import consolidation as deeds
from awards.services import registration as registrations
from clusters import canonical, clock
from clusters.enums import Event, Phase
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import AuditEntry, Notice
from tests import factories
from tests.at_once import became, race


@pytest.fixture
def award(db):
    return factories.award("ldtt", name="Lao động tiên tiến", subject="individual")


@pytest.fixture
def sheets(cast, award):
    """Two of the three units have sent: one line and two."""
    for unit, people in ((cast.unit, 1), (cast.head_unit, 2)):
        sheet = factories.registration(unit)
        for _ in range(people):
            factories.registration_line(sheet, award)
    return cast


def state_of(unit):
    return Registration.objects.get(participant=unit).state


def test_what_was_sent_is_frozen_with_counts_and_hashes_but_no_name(sheets):
    made = deeds.consolidate(sheets.season, remark="Sở C nghỉ", by=sheets.head)
    assert made.content["totals"] == {"ldtt": 3}
    units = {unit["unit"]: (unit["sent"], unit["counts"]) for unit in made.content["units"]}
    assert units == {"Sở A": (True, {"ldtt": 1}), "Sở B": (True, {"ldtt": 2}), "Sở C": (False, {})}
    assert canonical.sha256(made.content) == made.content_hash
    assert "Cá nhân" not in canonical.text(made.content)
    assert (state_of(sheets.unit), made.is_late) == (RegistrationState.CONSOLIDATED, False)


def test_the_authority_and_the_units_are_told_with_the_receipt(sheets):
    made = deeds.consolidate(sheets.season, remark="Sở C nghỉ", by=sheets.head)
    told = Notice.objects.filter(event=Event.REGISTRATION_CONSOLIDATED, channel="site")
    people = {"officer", "leader", "head_leader", "deputy", "official", "official2"}
    assert {getattr(sheets, name).pk for name in people} <= set(told.values_list("person", flat=True))
    assert not told.filter(person__in=[sheets.neighbour, sheets.neighbour_official]).exists()
    assert told[0].values["receipt"] == str(made) == f"DK-{sheets.season.year}-{sheets.season.pk}-1"


def test_a_missing_unit_is_explained(sheets):
    with pytest.raises(Invalid) as refused:
        deeds.consolidate(sheets.season, remark=" ", by=sheets.head)
    assert "Sở C" in refused.value.problems["remark"]
    assert state_of(sheets.unit) == RegistrationState.SENT


def test_a_unit_that_left_counts_nowhere(sheets):
    leave(sheets.unit)
    made = deeds.consolidate(sheets.season, remark="Sở C nghỉ", by=sheets.head)
    assert made.content["totals"] == {"ldtt": 2}
    assert [unit["unit"] for unit in made.content["units"]] == ["Sở B", "Sở C"]
    assert state_of(sheets.unit) == RegistrationState.SENT


def test_what_only_a_unit_that_left_has_sent_is_nothing_new(sheets):
    deeds.consolidate(sheets.season, remark="Sở C nghỉ", by=sheets.head)
    Registration.objects.filter(participant=sheets.unit).update(state=RegistrationState.SENT)
    leave(sheets.unit)
    with pytest.raises(Conflict):
        deeds.consolidate(sheets.season, remark="Sở C nghỉ", by=sheets.head)


def leave(unit):
    unit.left_on = clock.today()
    unit.save(update_fields=["left_on"])


def test_a_draft_counts_as_missing_and_stays_one(sheets, award):
    draft = factories.registration(sheets.deputy_unit, state=RegistrationState.DRAFT)
    factories.registration_line(draft, award)
    made = deeds.consolidate(sheets.season, remark="Sở C chưa gửi", by=sheets.head)
    assert made.content["totals"] == {"ldtt": 3}
    assert state_of(sheets.deputy_unit) == RegistrationState.DRAFT


@pytest.mark.parametrize("person", ["officer", "deputy", "official", "neighbour"])
def test_only_the_head_consolidates(sheets, person):
    with pytest.raises(Denied):
        deeds.consolidate(sheets.season, remark="x", by=getattr(sheets, person))
    assert not Consolidation.objects.exists()


def test_nothing_sent_is_nothing_to_consolidate(cast):
    with pytest.raises(Conflict):
        deeds.consolidate(cast.season, remark="x", by=cast.head)


def test_an_amendment_is_consolidated_again_and_the_authority_hears_of_it(sheets, award):
    deeds.consolidate(sheets.season, remark="x", by=sheets.head)
    with pytest.raises(Conflict):
        deeds.consolidate(sheets.season, remark="x", by=sheets.head)
    line = registrations.Line(award, "Cá nhân mới")
    registrations.amend(sheets.unit, add=[line], strike=[], reason="Bổ sung", by=sheets.officer, seen=1)
    told = Notice.objects.filter(event=Event.REGISTRATION_AMENDED, channel="site")
    assert sheets.official.pk in set(told.values_list("person", flat=True))
    again = deeds.consolidate(sheets.season, remark="x", by=sheets.head)
    assert (again.number, again.content["totals"]) == (2, {"ldtt": 4})


@pytest.mark.parametrize(("hours", "late"), [(-1, True), (1, False)])
def test_late_is_marked(sheets, hours, late):
    factories.registration_window(sheets.season, due_at=clock.now() + dt.timedelta(hours=hours))
    assert deeds.consolidate(sheets.season, remark="x", by=sheets.head).is_late is late


@pytest.mark.parametrize("verb", ["UPDATE {} SET remark = 'x'", "DELETE FROM {}"])
def test_a_consolidation_refuses_change_by_sql(sheets, verb):
    deeds.consolidate(sheets.season, remark="x", by=sheets.head)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb.format("awards_consolidation"))


@pytest.mark.django_db(transaction=True)
def test_two_presses_make_one_consolidation(sheets):
    outcomes = became(
        race(
            *(lambda: deeds.consolidate(sheets.season, remark="x", by=sheets.head) for _ in range(2)),
        )
    )
    assert (outcomes, Consolidation.objects.count()) == (["Conflict", "done"], 1)


def test_the_official_sets_the_time_limit(cast):
    due = clock.moment(2027, 3, 15, 17)
    (window,) = deeds.set_due(cast.season, due_at=due, basis=" Công văn 12 ", by=cast.official, seen=0)
    assert (window.due_at, window.basis, window.version) == (due, "Công văn 12", 1)
    entry = AuditEntry.objects.about(cast.season).get(event=Event.REGISTRATION_DUE_SET)
    assert (entry.before, entry.after) == ({}, {"due": "2027-03-15T17:00+07:00", "basis": "Công văn 12"})
    told = Notice.objects.filter(event=Event.REGISTRATION_DUE_SET, channel="site")
    assert set(told.values_list("person", flat=True)) == {
        getattr(cast, name).pk for name in ("officer", "leader", "head", "head_leader", "deputy")
    }


def test_for_all_clusters_of_the_authority_in_that_year_and_no_other(cast):
    same = factories.season(factories.cluster(cast.ministry), year=cast.season.year)
    factories.season(same.cluster, year=cast.season.year + 1)
    closed = factories.season(factories.cluster(cast.ministry), year=cast.season.year, phase=Phase.CLOSED)
    decided = factories.season(factories.cluster(cast.ministry), year=cast.season.year, phase=Phase.DECIDED)
    due = clock.moment(2027, 3, 15, 17)
    made = deeds.set_due(cast.season, due_at=due, basis="", by=cast.official, seen=0, all_clusters=True)
    assert {window.season for window in made} == {cast.season, same}
    assert not RegistrationWindow.objects.filter(season__in=[cast.elsewhere, closed, decided]).exists()


@pytest.mark.parametrize("person", ["officer", "head", "council", "auditor", "neighbour_official"])
def test_nobody_else_sets_the_time_limit(cast, person):
    with pytest.raises(Denied):
        deeds.set_due(cast.season, due_at=clock.now(), basis="", by=getattr(cast, person), seen=0)


def test_the_second_official_sees_what_the_first_has_set(cast):
    due = clock.moment(2027, 3, 15, 17)
    deeds.set_due(cast.season, due_at=due, basis="Công văn 12", by=cast.official, seen=0)
    with pytest.raises(Stale) as stale:
        deeds.set_due(cast.season, due_at=clock.now(), basis="", by=cast.official2, seen=0)
    assert (stale.value.theirs, stale.value.seen) == ({"due_at": due, "basis": "Công văn 12"}, 1)
