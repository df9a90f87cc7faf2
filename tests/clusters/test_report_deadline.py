"""Late or in time, to the second; and who can still send in once verifying has begun."""

import datetime as dt

import pytest

from clusters import clock
from clusters.enums import Phase, ReportState
from clusters.errors import Conflict
from clusters.models import Extension
from clusters.policies import report as policy
from clusters.queries import deadline
from clusters.services import report as reports
from tests import factories

DUE = clock.moment(2026, 12, 15, 17)
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def report(cast):
    cast.season.phase = Phase.SELF_SCORING
    cast.season.save(update_fields=["phase"])
    cast.season.phases.filter(phase=Phase.SELF_SCORING).update(due_at=DUE)
    return factories.report(cast.unit, state=ReportState.SIGNED)


def extend(cast, until):
    return Extension.objects.create(
        participant=cast.unit,
        until=until,
        reason="Bão",
        granted_at=until - dt.timedelta(days=9),
        granted_by=cast.official,
    )


def send(cast, report, moment):
    with clock.set_to(moment):
        return reports.submit(report, by=cast.officer)


def begin_verifying(cast):
    cast.season.phase = Phase.VERIFYING
    cast.season.save(update_fields=["phase"])


@pytest.mark.parametrize(("moment", "late"), [(DUE - SECOND, False), (DUE, False), (DUE + SECOND, True)])
def test_late_to_the_second(cast, report, moment, late):
    assert send(cast, report, moment).is_late is late


@pytest.mark.parametrize(("after", "late"), [(-SECOND, False), (dt.timedelta(0), False), (SECOND, True)])
def test_an_extension_moves_the_line_for_this_unit(cast, report, after, late):
    until = DUE + dt.timedelta(days=3)
    extend(cast, until)

    assert send(cast, report, until + after).is_late is late


def test_without_a_date_nothing_is_late(cast, report):
    cast.season.phases.update(due_at=None)

    assert send(cast, report, DUE + dt.timedelta(days=90)).is_late is False


def test_a_late_report_comes_in_until_verifying_begins(cast, report):
    cast.season.phase = Phase.CROSS_CHECKING
    cast.season.save(update_fields=["phase"])

    assert send(cast, report, DUE + dt.timedelta(days=20)).is_late is True


def test_then_the_refusal_names_who_can_extend(cast, report):
    begin_verifying(cast)

    with pytest.raises(Conflict, match=r"Sở B.*Bộ Thử nghiệm"):
        send(cast, report, DUE - SECOND)


def test_for_the_heads_own_unit_only_the_officials_can(cast, report):
    begin_verifying(cast)
    own = factories.report(cast.head_unit, state=ReportState.SIGNED)

    ruling = policy.may_submit_report(cast.head, own)

    assert "Bộ Thử nghiệm" in ruling.reason
    assert "Sở B" not in ruling.reason


@pytest.mark.parametrize(("after", "allowed"), [(-SECOND, True), (dt.timedelta(0), True), (SECOND, False)])
def test_an_extension_opens_the_door_until_its_last_second(cast, report, after, allowed):
    begin_verifying(cast)
    until = DUE + dt.timedelta(days=3)
    extend(cast, until)

    with clock.set_to(until + after):
        assert bool(policy.may_submit_report(cast.officer, report)) is allowed


def test_after_the_sealing_no_extension_helps(cast, report):
    begin_verifying(cast)
    extend(cast, DUE + dt.timedelta(days=3))
    factories.standing(cast.season)

    with clock.set_to(DUE):
        assert policy.may_submit_report(cast.officer, report).error is Conflict


def test_a_resubmission_keeps_the_lateness_of_the_first(cast, report):
    send(cast, report, DUE - SECOND)
    report.refresh_from_db()
    with clock.set_to(DUE + SECOND):
        returned = reports.return_(report, reason="Sửa", by=cast.head)
        returned.state = ReportState.SIGNED
        returned.save(update_fields=["state"])

    assert send(cast, returned, DUE + dt.timedelta(days=5)).is_late is False


def test_deadlines_of_a_season_by_participant(cast, report, django_assert_num_queries):
    until = DUE + dt.timedelta(days=3)
    extend(cast, until)

    with django_assert_num_queries(1):
        found = deadline.of_season(cast.season)

    assert {pk: each.at for pk, each in found.items()} == {
        cast.unit.pk: until,
        cast.head_unit.pk: DUE,
        cast.deputy_unit.pk: DUE,
    }
    assert deadline.of_participant(cast.unit) == found[cast.unit.pk]
