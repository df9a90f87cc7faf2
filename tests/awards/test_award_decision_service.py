"""The award decision: once, whole, by the right authority; its rows refuse every change."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from awards.enums import NominationState
from awards.models import AwardDecision, Honour, Nomination
from awards.services import award_decision as award_decisions
from awards.services import nomination as nominations
from clusters import clock
from clusters.enums import Event, Phase, Role
from clusters.errors import Conflict, Denied, Invalid
from clusters.models import AuditEntry, Decision, Notice, StoredFile, Succession
from tests import factories
from tests.at_once import became, race
from tests.awards import steps


def _issue(cast, found=None, by=None, authority=None, **fields):
    paper = {**steps.paper(on=dt.date(2026, 1, 5)), **fields}
    return award_decisions.issue(
        authority or cast.ministry, found or [cast.nomination], by=by or cast.official, **paper
    )


def test_it_decides_and_enters_the_register(approved):
    issued = _issue(approved, signatory="Bộ trưởng")

    paper = issued.decision
    assert (paper.number, paper.issuer, paper.signatory, paper.file.original_name) == (
        "12/QĐ-BCT",
        approved.ministry,
        "Bộ trưởng",
        "quyet-dinh.pdf",
    )
    honour = issued.honours.get()
    assert (honour.holder_name, honour.award_name, honour.year, honour.nomination) == (
        "Sở A",
        "Cờ thi đua của Bộ",
        approved.season.year,
        approved.nomination,
    )
    assert Nomination.objects.get().state == NominationState.DECIDED


def test_every_thing_has_its_line_on_the_trail(approved):
    issued = _issue(approved)
    events = {
        thing: AuditEntry.objects.about(thing).latest("number").event
        for thing in (issued, issued.decision, approved.nomination, issued.honours.get())
    }
    assert list(events.values()) == [
        Event.AWARD_DECISION_ISSUED,
        Event.DECISION_RECORDED,
        Event.NOMINATION_DECIDED,
        Event.HONOUR_REGISTERED,
    ]


def test_the_units_and_the_head_are_told(approved):
    _issue(approved)
    notices = Notice.objects.filter(event=Event.AWARD_DECISION_ISSUED, channel="site")
    people = [approved.officer, approved.leader, approved.head, approved.head_leader]
    assert set(notices.values_list("person", flat=True)) == {person.pk for person in people}
    assert notices[0].values == {"number": "12/QĐ-BCT", "unit": "Sở A"}


@pytest.mark.parametrize("person", ["officer", "head", "council", "auditor", "neighbour_official"])
def test_only_the_official_issues(approved, person):
    with pytest.raises(Denied):
        _issue(approved, by=getattr(approved, person))
    assert not AwardDecision.objects.exists()


def test_not_for_years_of_another_authority(approved):
    elsewhere = approved.elsewhere.cluster.authority
    with pytest.raises(Denied):
        _issue(approved, by=approved.neighbour_official, authority=elsewhere)
    assert not Decision.objects.filter(number="12/QĐ-BCT").exists()


def test_what_took_the_authority_over_decides(approved):
    heir = factories.authority("Bộ mới")
    Succession.objects.create(organisation=heir, ancestor=approved.ministry)
    person = factories.appointed(heir, Role.OFFICIAL)
    approved.ministry.valid_to = clock.today() - dt.timedelta(days=1)
    approved.ministry.save(update_fields=["valid_to"])
    with pytest.raises(Conflict):
        _issue(approved, by=person)
    assert _issue(approved, by=person, authority=heir).decision.issuer == heir


@pytest.mark.parametrize("level", ["government", "state"])
def test_higher_awards_are_decided_elsewhere(approved, level):
    approved.flag.level = level
    approved.flag.save(update_fields=["level"])
    with pytest.raises(Conflict, match="Cờ thi đua của Bộ"):
        _issue(approved)


def test_a_department_decides_only_awards_of_the_unit(approved):
    approved.ministry.kind = "department"
    approved.ministry.save(update_fields=["kind"])
    with pytest.raises(Conflict):
        _issue(approved)


@pytest.mark.parametrize("phase", [Phase.MEETING, Phase.CLOSED])
def test_not_before_the_submission_nor_after_the_close(approved, phase):
    steps.move(approved.season, phase)
    with pytest.raises(Conflict):
        _issue(approved)


def test_all_or_nothing(approved, merit):
    waiting = nominations.propose(approved.season, merit, approved.placings[1], achievement="Tốt", by=approved.head)
    with pytest.raises(Conflict, match="Sở B"):
        _issue(approved, [approved.nomination, waiting])
    assert (AwardDecision.objects.count(), Honour.objects.count(), StoredFile.objects.count()) == (0, 0, 0)
    nominations.approve(waiting, by=approved.official2)
    issued = _issue(approved, [approved.nomination, waiting])
    assert set(issued.honours.values_list("holder_name", flat=True)) == {"Sở A", "Sở B"}


@pytest.mark.parametrize(
    ("field", "value"),
    [("number", " "), ("on", None), ("file", None), ("on", dt.date(2999, 1, 1)), ("file", steps.upload("a.pdf", b"x"))],
)
def test_number_day_and_file_are_asked_for(approved, field, value):
    with pytest.raises(Invalid) as refused:
        _issue(approved, **{field: value})
    assert list(refused.value.problems) == [field]
    assert not Honour.objects.exists()


def test_an_empty_decision_is_none(approved):
    with pytest.raises(Invalid):
        award_decisions.issue(approved.ministry, [], by=approved.official, **steps.paper(on=dt.date(2026, 1, 5)))


def test_not_the_same_award_of_the_same_authority_twice_a_year(approved):
    _issue(approved)
    twin = factories.season(factories.cluster(approved.ministry), year=approved.season.year, phase="submitted")
    again = factories.participant(twin, approved.unit.organisation)
    stamp = {"appraised_at": clock.now(), "appraised_by": approved.official}
    second = factories.nomination(again, approved.flag, state="approved", **stamp)
    with pytest.raises(Conflict):
        _issue(approved, [second], number="13/QĐ-BCT")
    other = factories.authority()
    twin.cluster.authority = other
    twin.cluster.save(update_fields=["authority"])
    person = factories.appointed(other, Role.OFFICIAL)
    assert _issue(approved, [second], by=person, authority=other).honours.get().organisation == again.organisation


@pytest.mark.django_db(transaction=True)
def test_two_at_once_decide_once(request):
    approved = request.getfixturevalue("approved")
    outcomes = became(
        race(lambda: _issue(approved, number="12/QĐ"), lambda: _issue(approved, number="13/QĐ", by=approved.official2))
    )
    assert outcomes == ["Conflict", "done"]
    assert (AwardDecision.objects.count(), Honour.objects.count()) == (1, 1)


@pytest.mark.parametrize("table", ["awards_awarddecision", "awards_honour"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_both_databases_refuse_to_change_it(approved, table, verb):
    _issue(approved)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb.format(table))
    assert (AwardDecision.objects.count(), Honour.objects.count()) == (1, 1)
