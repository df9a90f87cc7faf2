"""A unit's registration: written freely, sent once, then amended only with a reason and with its trace."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from awards.enums import RegistrationState
from awards.models import Registration, RegistrationLine, RegistrationSending
from awards.queries import registration as queries
from awards.services import registration as deeds
from awards.services.registration import Line
from clusters import clock
from clusters.enums import Event, Phase
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import AuditEntry, Notice
from tests import factories
from tests.at_once import became, race
from tests.awards import steps


@pytest.fixture
def fighter(db):
    return factories.award("cstdcs", name="Chiến sĩ thi đua cơ sở", subject="individual", position=2)


@pytest.fixture
def advanced(db):
    return factories.award("ldtt", name="Lao động tiên tiến", subject="individual", position=1)


@pytest.fixture
def written(cast, fighter, advanced):
    lines = [Line(fighter, "Cá nhân 1", "Chuyên viên", "Phòng 1"), Line(advanced, "Cá nhân 2", note="mới")]
    return deeds.add_lines(cast.unit, lines, by=cast.officer)


@pytest.fixture
def sent(cast, written):
    deeds.send(cast.unit, by=cast.leader, seen=written.version)
    return Registration.objects.get(pk=written.pk)


def names(sheet):
    return [(line.number, line.name) for line in queries.standing_lines(sheet)]


def test_lines_are_written_in_their_order_and_nothing_is_sent(written):
    assert (written.state, names(written)) == (RegistrationState.DRAFT, [(1, "Cá nhân 1"), (2, "Cá nhân 2")])
    assert not written.sendings.exists()
    assert AuditEntry.objects.about(written).get().after == {"added": 2}


@pytest.mark.parametrize("person", ["head", "deputy", "official", "neighbour"])
def test_only_the_units_own_people_write(cast, fighter, person):
    with pytest.raises(Denied):
        deeds.add_lines(cast.unit, [Line(fighter, "Cá nhân 1")], by=getattr(cast, person))
    assert not Registration.objects.exists()


def test_the_same_is_not_registered_twice(cast, written, fighter):
    again = Line(fighter, "Cá nhân 1", "Chuyên viên", "Phòng 1")
    with pytest.raises(Invalid) as refused:
        deeds.add_lines(cast.unit, [again], by=cast.officer)
    assert list(refused.value.problems) == ["text"]
    deeds.add_lines(cast.unit, [Line(fighter, "Cá nhân 1", "Chuyên viên", "Phòng 2")], by=cast.officer)
    assert len(names(written)) == 3


def test_an_award_that_is_no_longer_in_force_is_refused(cast):
    old = factories.award(valid_to=cast.season.ends_on - dt.timedelta(days=1))
    last = factories.award(valid_to=cast.season.ends_on)
    with pytest.raises(Invalid):
        deeds.add_lines(cast.unit, [Line(old, "Cá nhân 1")], by=cast.officer)
    assert deeds.add_lines(cast.unit, [Line(last, "Cá nhân 1")], by=cast.officer).version == 1


def test_a_line_of_a_draft_goes_without_a_trace_of_the_name(cast, written):
    deeds.drop_line(written.lines.get(number=1), by=cast.officer)
    assert names(written) == [(2, "Cá nhân 2")]
    assert AuditEntry.objects.about(written).order_by("-number")[0].after == {"taken_away": [1]}


def test_an_empty_sheet_is_not_sent(cast):
    with pytest.raises(Conflict):
        deeds.send(cast.unit, by=cast.officer, seen=0)


def test_sending_seals_the_lines_and_tells_the_head(cast, sent):
    sending = sent.sendings.get()
    assert (sending.number, sending.is_late, sending.reason, sent.state) == (1, False, "", RegistrationState.SENT)
    assert queries.hash_of(queries.lines_of(sending)) == sending.content_hash
    told = Notice.objects.filter(event=Event.REGISTRATION_SENT, channel="site").values_list("person", flat=True)
    assert set(told) == {cast.head.pk, cast.head_leader.pk}


def test_after_sending_lines_are_neither_added_nor_taken_away(cast, sent, fighter):
    with pytest.raises(Conflict):
        deeds.add_lines(cast.unit, [Line(fighter, "Cá nhân 9")], by=cast.officer)
    with pytest.raises(Conflict):
        deeds.drop_line(sent.lines.get(number=1), by=cast.officer)
    assert len(names(sent)) == 2


def test_what_a_colleague_added_meanwhile_is_looked_at_before_sending(cast, written, fighter):
    deeds.add_lines(cast.unit, [Line(fighter, "Cá nhân 3")], by=cast.leader)
    with pytest.raises(Stale) as stale:
        deeds.send(cast.unit, by=cast.officer, seen=written.version)
    assert "Cá nhân 3" in stale.value.theirs["lines"]
    assert not RegistrationSending.objects.exists()


@pytest.mark.parametrize(("minutes", "late"), [(-1, True), (1, False)])
def test_a_late_sending_is_marked_and_not_refused(cast, written, minutes, late):
    factories.registration_window(cast.season, due_at=clock.now() + dt.timedelta(minutes=minutes))
    assert deeds.send(cast.unit, by=cast.officer, seen=written.version).is_late is late


def test_an_amendment_keeps_the_old_lines_and_says_why(cast, sent, fighter):
    gone = sent.lines.get(number=1)
    add = [Line(fighter, "Cá nhân 3")]
    amend = {"add": add, "strike": [gone.pk], "reason": " Chuyển công tác ", "seen": sent.version}
    second = deeds.amend(cast.unit, by=cast.officer, **amend)

    assert names(sent) == [(2, "Cá nhân 2"), (3, "Cá nhân 3")]
    assert (sent.lines.count(), second.number, second.reason) == (3, 2, "Chuyển công tác")
    first = sent.sendings.get(number=1)
    assert [line.number for line in queries.lines_of(first)] == [1, 2]
    for sending in (first, second):
        assert queries.hash_of(queries.lines_of(sending)) == sending.content_hash
    entry = AuditEntry.objects.about(sent).order_by("-number")[0]
    assert (entry.event, entry.reason) == (Event.REGISTRATION_AMENDED, "Chuyển công tác")
    assert entry.after == {"number": 2, "added": 1, "struck": [1]}


def test_a_line_may_be_struck_out_and_written_anew_at_once(cast, sent, fighter):
    gone = sent.lines.get(number=1)
    better = Line(fighter, gone.name, gone.post, gone.section, "đã bổ sung sáng kiến")
    deeds.amend(cast.unit, add=[better], strike=[gone.pk], reason="Bổ sung", by=cast.officer, seen=sent.version)
    assert names(sent) == [(2, "Cá nhân 2"), (3, "Cá nhân 1")]


@pytest.mark.parametrize(("reason", "strikes", "field"), [("  ", True, "reason"), ("Vì", False, "text")])
def test_an_amendment_needs_a_change_and_a_reason(cast, sent, reason, strikes, field):
    strike = [sent.lines.get(number=1).pk] if strikes else []
    with pytest.raises(Invalid) as refused:
        deeds.amend(cast.unit, add=[], strike=strike, reason=reason, by=cast.officer, seen=sent.version)
    assert (list(refused.value.problems), sent.sendings.count()) == ([field], 1)


def test_another_units_lines_are_not_struck_out(cast, sent, fighter):
    other = factories.registration(cast.head_unit)
    line = factories.registration_line(other, fighter)
    with pytest.raises(Invalid):
        deeds.amend(cast.unit, add=[], strike=[line.pk], reason="Vì", by=cast.officer, seen=sent.version)
    line.refresh_from_db()
    assert line.struck_in is None


def test_when_the_awards_are_decided_nothing_changes_any_more(cast, sent):
    steps.move(cast.season, Phase.DECIDED)
    with pytest.raises(Conflict):
        deeds.amend(cast.unit, add=[], strike=[], reason="Vì", by=cast.officer, seen=sent.version)


@pytest.mark.parametrize("verb", ["UPDATE awards_registrationsending SET reason = 'x'", "DELETE FROM {}"])
def test_a_sending_refuses_change_by_sql(sent, verb):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb.format("awards_registrationsending"))


def test_names_are_read_by_the_unit_the_head_the_deputy_and_the_authority(cast, sent):
    other = factories.participant(cast.season)
    cast.fellow = factories.appointed(other.organisation, "officer")
    people = ("officer", "leader", "head", "deputy", "official", "council", "fellow", "neighbour", "neighbour_official")
    seen = {name: RegistrationLine.objects.visible_to(getattr(cast, name)).count() for name in people}
    readers = {"officer", "leader", "head", "deputy", "official", "council"}
    assert seen == {name: 2 if name in readers else 0 for name in people}


def test_a_draft_is_read_by_the_unit_alone(cast, written):
    people = ("officer", "head", "deputy", "official")
    assert [RegistrationLine.objects.visible_to(getattr(cast, name)).count() for name in people] == [2, 0, 0, 0]


@pytest.mark.django_db(transaction=True)
def test_two_send_at_once_and_one_sending_stands(cast, written):
    outcomes = became(
        race(
            lambda: deeds.send(cast.unit, by=cast.officer, seen=written.version),
            lambda: deeds.send(cast.unit, by=cast.leader, seen=written.version),
        )
    )
    assert (outcomes, written.sendings.count()) == (["Conflict", "done"], 1)
