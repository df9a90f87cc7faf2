"""The pages of the rotation, the election and the hand-over, as the people in front of them use them."""

import pytest
from django.urls import reverse

from clusters import clock
from clusters.enums import ElectionState, HandoverState, Phase
from clusters.models import Election, Handover, RotationTurn
from tests.reading import as_person, get, post, sheets

pytestmark = pytest.mark.django_db
LINES = {"lines-TOTAL_FORMS": "2", "lines-INITIAL_FORMS": "0"}
LINES |= {"lines-0-what": "Chương trình phối hợp", "lines-0-who": "new"}
LINES |= {"lines-1-what": "Báo cáo tổng kết", "lines-1-who": "old"}


@pytest.fixture
def year(cast):
    cast.season.phase = Phase.MEETING
    cast.season.save(update_fields=["phase"])
    return cast.season


def test_the_next_head_from_the_rotation_to_the_receipt(client, cast, year):
    heir = cast.deputy_unit.organisation_id
    head, following = as_person(client, cast.head), year.year + 1
    post(head, "rotation-set", cast.cluster.pk, seen="0", **{f"head_{following}": heir})
    assert get(head, "election-propose", year.pk).context["form"].initial["head"] == heir
    post(head, "election-propose", year.pk, year=following, head=heir)
    proposal = Election.objects.get()
    today = f"{clock.today():%d/%m/%Y}"
    post(head, "election-elect", proposal.pk, held_on=today, votes_for="3", present="3", members="3")
    answer = post(head, "handover-give", proposal.pk, on=today, note="Con dấu", **LINES)
    handover = Handover.objects.get()
    assert answer["Location"] == reverse("handover", args=[handover.pk])
    page = get(as_person(client, cast.deputy), "handover", handover.pk).content.decode()
    assert "Chương trình phối hợp" in page
    assert "Con dấu" in page
    post(client, "handover-receive", handover.pk, seen="1")
    handover.refresh_from_db()
    assert (handover.state, handover.received_by) == (HandoverState.RECEIVED, cast.deputy)


def test_a_refused_result_keeps_what_was_typed(client, cast, year):
    head, following = as_person(client, cast.head), year.year + 1
    post(head, "election-propose", year.pk, year=following, head=cast.deputy_unit.organisation_id)
    proposal = Election.objects.get()
    typed = {"held_on": f"{clock.today():%d/%m/%Y}", "votes_for": "1", "present": "3", "members": "3"}
    answer = post(head, "election-elect", proposal.pk, **typed)
    assert "2 votes in favour are needed; the proposal is not carried with 1." in answer.content.decode()
    assert {name: answer.context["form"][name].value() for name in typed} == typed
    proposal.refresh_from_db()
    assert proposal.state == ElectionState.PROPOSED


def test_both_versions_of_a_rotation_are_shown(client, cast, year):
    following = year.year + 1
    head = as_person(client, cast.head)
    mine = {f"head_{following}": cast.deputy_unit.organisation_id}
    post(head, "rotation-set", cast.cluster.pk, seen="0", **{f"head_{following}": cast.unit.organisation_id})
    answer = post(head, "rotation-set", cast.cluster.pk, seen="0", **mine)
    assert answer.context["versions"] == [(str(following), "Sở C", "Sở A")]
    again = post(head, "rotation-set", cast.cluster.pk, seen=answer.context["form"]["seen"].value(), **mine)
    assert again.status_code == 302
    assert RotationTurn.objects.get().head == cast.deputy_unit.organisation


def test_head_and_deputy_are_two_units(client, cast, year):
    same = {f"{role}_{year.year + 1}": cast.unit.organisation_id for role in ("head", "deputy")}
    answer = post(as_person(client, cast.head), "rotation-set", cast.cluster.pk, seen="0", **same)
    assert set(answer.context["form"].errors) == {f"deputy_{year.year + 1}"}
    assert RotationTurn.objects.count() == 0


def test_a_button_that_is_refused_says_why(client, cast):
    page = get(as_person(client, cast.officer), "elections", cast.season.pk).content.decode()
    assert "The head, its deputy or an official proposes the next head" in page


def test_the_rotation_as_a_workbook(client, cast, year):
    rows = sheets(get(as_person(client, cast.officer), "rotation", cast.cluster.pk, export="xlsx"))["rotation"]
    assert [row[:4] for row in rows] == [[str(year.year), "leads it", "Sở B", "Sở C"]]
