"""Two people move a year on, or change what stands around it, at the same moment: one deed, and the other is told."""

import datetime as dt

import pytest
from django.urls import reverse

from clusters import clock
from clusters.enums import Phase
from clusters.errors import Conflict
from clusters.models import AuditEntry, Participant, Season
from clusters.services import season as seasons
from tests.at_once import at_once
from tests.reading import as_person


@pytest.fixture
def two(transactional_db, cast):
    return cast


def phase_of(season):
    return Season.objects.get(pk=season.pk).phase


def test_two_who_press_at_once_move_the_year_by_one_phase(two):
    outcomes = at_once(lambda by: seasons.advance(two.season, by=by, seen=Phase.RUNNING), two.head, two.head_leader)

    assert outcomes == ["Conflict", "done"]
    assert phase_of(two.season) == Phase.SELF_SCORING
    assert AuditEntry.objects.about(two.season).count() == 1


def test_a_page_from_before_the_move_does_not_move_the_year_again(client, cast):
    as_person(client, cast.head)
    press = {"seen": Phase.RUNNING, "reason": "Đã đủ"}
    url = reverse("season-advance", args=[cast.season.pk])

    assert [client.post(url, press).status_code for _ in range(2)] == [302, 409]
    assert phase_of(cast.season) == Phase.SELF_SCORING


def test_the_page_carries_the_phase_that_it_showed(client, cast):
    page = as_person(client, cast.head).get(reverse("season", args=[cast.season.pk])).content.decode()
    assert '<input type="hidden" name="seen" value="running"' in page


def test_what_was_left_open_stands_on_the_trail_with_the_reason(cast):
    cast.season.phase = Phase.PACT
    cast.season.save(update_fields=["phase"])

    seasons.advance(cast.season, by=cast.head, reason="Ký tại hội nghị")

    line = AuditEntry.objects.about(cast.season).order_by("number").first()
    assert line.reason == "Ký tại hội nghị"
    assert line.after == {"phase": "running", "left_open": ["Giao ước chưa được tất cả thành viên ký."]}


def test_no_time_is_given_by_a_page_from_before_the_ranking_went_off(cast):
    looked_at = Participant.objects.select_related("season__cluster__authority").get(pk=cast.unit.pk)
    Season.objects.filter(pk=cast.season.pk).update(phase=Phase.SUBMITTED)

    with pytest.raises(Conflict):
        seasons.extend(looked_at, until=clock.now() + dt.timedelta(days=2), reason="bão lũ", by=cast.official)


def test_a_unit_that_left_gets_no_more_time(cast):
    cast.unit.left_on = clock.today()
    cast.unit.save(update_fields=["left_on"])

    with pytest.raises(Conflict):
        seasons.extend(cast.unit, until=clock.now() + dt.timedelta(days=2), reason="bão lũ", by=cast.official)


def test_a_reason_that_is_too_long_is_said_beside_it_and_kept(client, cast):
    typed = "Đã thống nhất tại hội nghị. " * 20
    url = reverse("season-advance", args=[cast.season.pk])
    answer = as_person(client, cast.head).post(url, {"seen": Phase.RUNNING, "reason": typed})

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["reason"]
    assert typed in answer.content.decode()
    assert phase_of(cast.season) == Phase.RUNNING
