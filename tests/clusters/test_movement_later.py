"""A movement after its launch: units that join or merge, days in their order, praise proposed once."""

import datetime as dt

import pytest

from clusters import clock
from clusters.enums import Event, MovementState, PraiseSubject, ReviewKind
from clusters.errors import Conflict, Denied, Invalid
from clusters.models import AuditEntry, MovementScopeRule, Notice, Participant, Succession
from clusters.queries import movement_scope as scopes
from clusters.services import movement as movements
from clusters.services import movement_praise as praises
from clusters.services import movement_response as responses
from clusters.services import movement_review as reviews
from tests import factories
from tests.reading import as_person, get, post


@pytest.fixture
def movement(cast):
    """For the subordinates of the ministry; one of two is in scope since the launch."""
    cast.office = factories.organisation("Vụ A", kind="office", parent=cast.ministry)
    made = factories.movement(cast.ministry, cast.office, name="Chào mừng")
    MovementScopeRule.objects.create(movement=made, kind="subordinates")
    cast.later = factories.organisation("Vụ B", kind="office", parent=cast.ministry)
    cast.clerk = factories.appointed(cast.later, "officer")
    return made


def bodies(movement) -> set[str]:
    return {str(each) for each in movement.scope.all()}


def test_a_unit_founded_since_is_brought_in_and_alone_told(client, cast, movement):
    as_person(client, cast.official)
    assert get(client, "movement", movement.pk).context["newcomers"] == 1
    post(client, "movement-widen", movement.pk)
    assert bodies(movement) == {"Vụ A", "Vụ B"}
    entry = AuditEntry.objects.about(movement).latest("number")
    assert (entry.event, entry.after) == (Event.MOVEMENT_WIDENED, {"added": ["Vụ B"]})
    assert set(Notice.objects.values_list("person", flat=True)) == {cast.clerk.pk}
    assert get(client, "movement", movement.pk).context["newcomers"] == 0


def test_a_unit_admitted_later_receives_the_heads_movement(cast):
    movement = factories.movement(cast.ministry, cast.unit.organisation, level="head", head=cast.head_unit)
    others = {cast.head_unit.organisation, cast.deputy_unit.organisation}
    assert set(scopes.newcomers(movement)) == others
    Participant.objects.filter(pk=cast.deputy_unit.pk).update(left_on=clock.today())
    assert movements.widen(movement, by=cast.head) == 1
    assert bodies(movement) == {"Sở A", "Sở B"}


def test_who_took_over_a_body_in_scope_goes_on_with_its_answer(cast, movement):
    for before in (cast.office, cast.later):
        Succession.objects.get_or_create(organisation=cast.later, ancestor=before)
    assert list(scopes.newcomers(movement)) == []
    with pytest.raises(Conflict):
        movements.widen(movement, by=cast.official)
    answer = movement.responses.get()
    responses.answer(answer, plan="Tiếp tục kế hoạch của Vụ A", by=cast.clerk, seen=1)
    assert bodies(movement) == {"Vụ A"}


@pytest.mark.parametrize(("who", "error"), [("clerk", Denied), ("head", Denied), ("neighbour_official", Denied)])
def test_only_the_launcher_brings_units_in(cast, movement, who, error):
    with pytest.raises(error):
        movements.widen(movement, by=getattr(cast, who))


def test_nobody_is_brought_into_a_closed_movement(cast, movement):
    type(movement).objects.filter(pk=movement.pk).update(state=MovementState.CLOSED)
    with pytest.raises(Conflict):
        movements.widen(movement, by=cast.official)


def test_the_final_review_is_not_before_the_midterm_one(cast, movement):
    reviews.review(movement, ReviewKind.MIDTERM, on=dt.date(2026, 6, 30), text="Tốt", by=cast.official)
    with pytest.raises(Invalid) as refused:
        reviews.review(movement, ReviewKind.FINAL, on=dt.date(2026, 6, 29), text="Tốt", by=cast.official)
    assert list(refused.value.problems) == ["on"]
    movement.refresh_from_db()
    assert movement.state == MovementState.REVIEWED


def test_plans_are_due_before_the_end(cast, movement):
    values = {"ends_on": dt.date(2026, 12, 1), "response_due": dt.date(2026, 12, 2)}
    with pytest.raises(Invalid) as refused:
        reviews.amend(movement, values, reason="Rút ngắn", by=cast.official, seen=1)
    assert list(refused.value.problems) == ["response_due"]


@pytest.mark.parametrize("again", ["Bà Nguyễn Thị B", "bà  nguyễn thị b ", "BÀ NGUYỄN THỊ B"])
def test_the_same_person_is_proposed_once_however_the_name_is_typed(cast, again):
    launched = factories.movement(cast.ministry, name="Chào mừng")
    answer = factories.movement_response(launched, cast.unit.organisation, state="reporting")
    said = {"subject": PraiseSubject.INDIVIDUAL, "merit": "Sớm hạn", "by": cast.officer}
    praises.propose(answer, name="Bà Nguyễn  Thị B", **said)
    with pytest.raises(Invalid):
        praises.propose(answer, name=again, **said)
    assert answer.praise.get().name == "Bà Nguyễn Thị B"
