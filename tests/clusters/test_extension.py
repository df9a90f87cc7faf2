"""Time given to a unit is changed or withdrawn: by whoever may give it, with a reason, never backwards."""

import datetime as dt

import pytest
from django.urls import reverse

from clusters import clock
from clusters.enums import Event, PeriodKind, Phase
from clusters.errors import Conflict, Denied, Invalid
from clusters.models import AuditEntry, Extension, Notice, PeriodExtension
from clusters.queries import deadline, period_deadline
from clusters.services import extension as deeds
from clusters.services import period_report, season
from tests import factories
from tests.people import signed_in

DUE, GIVEN, LATER = (clock.moment(2026, 12, day, 17) for day in (10, 20, 24))
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _on_the_first(at):
    with at(2026, 12, 1):
        yield


@pytest.fixture
def given(cast):
    cast.season.phase = Phase.SELF_SCORING
    cast.season.save()
    cast.season.phases.filter(phase=Phase.SELF_SCORING).update(due_at=DUE)
    return season.extend(cast.unit, until=GIVEN, reason="Bão", by=cast.head)


@pytest.fixture
def of_quarter(cast):
    factories.asked_each(cast.season, PeriodKind.QUARTER, "II.1")
    days = {"opens_on": dt.date(2026, 9, 20), "due_at": DUE}
    quarter = factories.period(cast.season, PeriodKind.QUARTER, 3, **days)
    return period_report.extend(cast.unit, quarter, until=GIVEN, reason="Bão", by=cast.head)


def line(of):
    if isinstance(of, PeriodExtension):
        return period_deadline.of_participant(of.participant, of.period).asked_for
    return deadline.of_participant(of.participant).asked_for


@pytest.fixture(params=["given", "of_quarter"])
def either(request):
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize("until", [LATER, GIVEN - DAY])
def test_another_moment_counts_and_the_unit_is_told(cast, either, until):
    deeds.change(either, until=until, reason="Đã khắc phục", by=cast.official)

    assert line(either) == until
    either.refresh_from_db()
    assert (either.withdrawn_by, either.withdrawn_reason) == (cast.official, "Đã khắc phục")
    entry = AuditEntry.objects.filter(event=Event.EXTENSION_CHANGED).get()
    assert (entry.actor, entry.reason, entry.before["until"]) == (cast.official, "Đã khắc phục", GIVEN.isoformat())
    told = Notice.objects.filter(event=Event.EXTENSION_CHANGED, channel="site")
    assert set(told.values_list("person", flat=True)) == {cast.officer.pk, cast.leader.pk}
    assert {each.values["before"] for each in told} == {"17:00 20/12/2026"}


def test_withdrawn_everybodys_day_counts_again(cast, either):
    deeds.withdraw(either, reason="Cấp nhầm", by=cast.head)

    assert line(either) == DUE
    assert AuditEntry.objects.filter(event=Event.EXTENSION_WITHDRAWN, reason="Cấp nhầm").count() == 1
    assert Notice.objects.filter(event=Event.EXTENSION_WITHDRAWN, channel="mail").count() == 2


def test_withdrawn_another_extension_counts_that_stands(cast, given):
    further = season.extend(cast.unit, until=LATER, reason="Bão số 2", by=cast.head)
    deeds.withdraw(further, reason="Cấp nhầm", by=cast.head)
    assert line(given) == GIVEN


def test_time_is_not_cut_to_a_moment_that_has_passed(cast, either, at):
    with at(2026, 12, 12):
        with pytest.raises(Conflict, match="10/12/2026"):
            deeds.withdraw(either, reason="Cấp nhầm", by=cast.head)
        for until in (clock.now(), DUE):
            with pytest.raises(Invalid) as refused:
                deeds.change(either, until=until, reason="Cấp nhầm", by=cast.head)
            assert set(refused.value.problems) == {"until"}
    assert line(either) == GIVEN


@pytest.mark.parametrize(
    ("until", "reason", "wrong"), [(GIVEN, "x", {"until"}), (DUE, "x", {"until"}), (LATER, " ", {"reason"})]
)
def test_what_cannot_be_is_said_beside_its_field(cast, either, until, reason, wrong):
    with pytest.raises(Invalid) as refused:
        deeds.change(either, until=until, reason=reason, by=cast.head)
    assert set(refused.value.problems) == wrong


@pytest.mark.parametrize("who", ["officer", "leader", "deputy", "council", "neighbour_official"])
def test_whoever_may_not_give_time_does_not_take_it(cast, either, who):
    with pytest.raises(Denied):
        deeds.withdraw(either, reason="x", by=getattr(cast, who))


def test_time_that_ran_out_or_was_withdrawn_is_left_alone(cast, either, at):
    with at(2026, 12, 21), pytest.raises(Conflict):
        deeds.change(either, until=LATER, reason="x", by=cast.head)
    deeds.withdraw(either, reason="x", by=cast.head)
    with pytest.raises(Conflict):
        deeds.withdraw(either, reason="x", by=cast.head)


def test_the_page_changes_and_withdraws(cast, given):
    client, address = signed_in(cast.head), reverse("extension", args=[given.pk])
    assert client.post(address, {"until": "", "reason": "x"}).context["form"].errors.keys() == {"until"}
    assert client.post(address, {"until": "17:00 24/12/2026", "reason": "Bão mới"}).status_code == 302
    fresh = Extension.objects.standing().get()
    assert fresh.until == LATER
    client.post(reverse("extension", args=[fresh.pk]), {"reason": "Cấp nhầm", "withdraw": "on"})
    assert line(given) == DUE
    listed = client.get(reverse("participant-extend", args=[cast.unit.pk])).content.decode()
    assert "Cấp nhầm" in listed
