"""A launched movement: amended with a reason, reviewed with frozen figures, closed; its list and its page."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction

from clusters.enums import Event, MovementState, ReviewKind
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import AuditEntry, MovementAmendment, MovementReview, Notice
from clusters.services import movement as movements
from clusters.services import movement_response as responses
from clusters.services import movement_review as deeds
from tests import factories
from tests.reading import as_person, first_column, get, post

DAY = dt.date(2026, 4, 8)


@pytest.fixture
def movement(cast):
    made = factories.movement(cast.ministry, contents=1, motto="Cũ", name="Chào mừng")
    factories.movement_response(made, cast.unit.organisation, state="reporting")
    factories.movement_response(made, cast.deputy_unit.organisation)
    return made


def test_an_amendment_names_what_changed_and_everybody_in_scope_is_told(client, cast, movement):
    said = {"motto": "Mới", "dues": "30/06/2026", "reason": "Điều chỉnh theo công văn", "seen": 1}
    post(as_person(client, cast.official), "movement-amend", movement.pk, **said)

    movement.refresh_from_db()
    made = MovementAmendment.objects.get()
    assert (movement.motto, made.changes) == ("Mới", {"motto": ["Cũ", "Mới"], "dues": [None, ["2026-06-30"]]})
    entry = AuditEntry.objects.about(movement).get()
    assert (entry.event, entry.before["motto"], entry.after["motto"]) == (Event.MOVEMENT_AMENDED, "Cũ", "Mới")
    told = set(Notice.objects.filter(event=Event.MOVEMENT_AMENDED).values_list("person", flat=True))
    assert told == {cast.officer.pk, cast.leader.pk, cast.deputy.pk}


@pytest.mark.parametrize(("values", "reason"), [({"motto": "Mới"}, " "), ({"motto": "Cũ"}, "Vì sao")])
def test_an_amendment_has_a_reason_and_changes_something(cast, movement, values, reason):
    with pytest.raises(Invalid) as refused:
        deeds.amend(movement, values, reason=reason, by=cast.official, seen=1)
    assert list(refused.value.problems) == ["reason"]


def test_two_officials_do_not_overwrite_one_another(cast, movement):
    deeds.amend(movement, {"motto": "Một"}, reason="x", by=cast.official, seen=1)
    with pytest.raises(Stale) as stale:
        deeds.amend(movement, {"motto": "Hai"}, reason="y", by=cast.official2, seen=1)
    assert (stale.value.theirs["motto"], stale.value.seen) == ("Một", 2)


def test_a_launched_movement_is_no_draft_any_more(cast, movement):
    with pytest.raises(Conflict):
        movements.change(movement, by=cast.official, seen=1, parts=movements.Parts(), name="Khác")


def test_a_review_keeps_the_figures_of_its_moment(cast, movement):
    held = deeds.review(movement, ReviewKind.MIDTERM, on=DAY, text="Tốt", by=cast.official)
    unit = movement.responses.get(organisation=cast.deputy_unit.organisation)
    responses.answer(unit, plan="Muộn", by=cast.deputy, seen=1)

    held.refresh_from_db()
    assert held.figures == {
        "units": 2,
        "unanswered": 1,
        "answered": 1,
        "reporting": 1,
        "finished": 0,
        "praise_proposed": 0,
        "praise_taken_up": 0,
    }
    with pytest.raises(Conflict):
        deeds.review(movement, ReviewKind.MIDTERM, on=DAY, text="Lần nữa", by=cast.official)


def test_the_final_review_closes_the_movement(cast, movement):
    deeds.review(movement, ReviewKind.FINAL, on=DAY, text="Tổng kết", by=cast.official)

    movement.refresh_from_db()
    assert movement.state == MovementState.CLOSED
    unit = movement.responses.get(organisation=cast.unit.organisation)
    with pytest.raises(Conflict):
        responses.answer(unit, plan="Muộn", by=cast.officer, seen=1)
    with pytest.raises(Conflict):
        deeds.amend(movement, {"motto": "x"}, reason="y", by=cast.official, seen=1)


@pytest.mark.parametrize("who", ["officer", "head", "council", "neighbour_official"])
def test_only_the_launcher_reviews_and_amends(cast, movement, who):
    with pytest.raises(Denied):
        deeds.review(movement, ReviewKind.FINAL, on=DAY, text="x", by=getattr(cast, who))
    with pytest.raises(Denied):
        deeds.amend(movement, {"motto": "x"}, reason="y", by=getattr(cast, who), seen=1)


@pytest.mark.parametrize("model", [MovementReview, MovementAmendment])
def test_the_database_refuses_to_change_what_was_adopted(cast, movement, model):
    deeds.review(movement, ReviewKind.MIDTERM, on=DAY, text="Tốt", by=cast.official)
    deeds.amend(movement, {"motto": "Mới"}, reason="x", by=cast.official, seen=1)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {model._meta.db_table}")


def test_a_file_is_served_to_the_scope_and_to_nobody_else(client, cast, movement):
    file = SimpleUploadedFile("ke-hoach.pdf", b"%PDF-1.4\n%%EOF\n")
    post(as_person(client, cast.official), "movement-attach", movement.pk, file=file, title="Kế hoạch")
    made = movement.files.get()

    codes = {}
    for who in WHO:
        answer = get(as_person(client, getattr(cast, who)), "movement-file", made.pk)
        codes[who] = answer.status_code
        assert answer.status_code == 404 or b"".join(answer.streaming_content)
    assert codes == {"officer": 200, "official": 200, "head": 404, "neighbour_official": 404}


WHO = ("officer", "official", "head", "neighbour_official")


@pytest.mark.parametrize(
    ("wish", "names"),
    [
        ({"year": 2020}, ["Chào mừng"]),
        ({"year": 2019}, []),
        ({"state": "draft"}, ["Bản nháp"]),
        ({"level": "central"}, []),
        ({"words": "chao mung"}, ["Chào mừng"]),
    ],
)
def test_the_list_is_filtered(client, cast, movement, wish, names):
    later = dt.date(2021, 1, 1)
    factories.movement(cast.ministry, name="Bản nháp", state="draft", decision=None, starts_on=later)
    assert first_column(get(as_person(client, cast.official), "movements", **wish).context["table"]) == names


def test_a_draft_is_seen_by_the_launcher_only(client, cast):
    draft = factories.movement(cast.ministry, cast.unit.organisation, state="draft", decision=None)
    codes = {who: get(as_person(client, getattr(cast, who)), "movement", draft.pk).status_code for who in WHO}
    assert codes == {"officer": 404, "official": 200, "head": 404, "neighbour_official": 404}


def test_the_desk_asks_for_the_plan_and_then_for_progress(client, cast):
    due = dt.date(2026, 1, 31)
    movement = factories.movement(cast.ministry, cast.unit.organisation, contents=1, response_due=due)
    movement.dues.create(on=due)
    kinds = [_kinds(client, cast)]
    response = movement.responses.get()
    responses.answer(response, plan="x", by=cast.officer, seen=1)
    kinds.append(_kinds(client, cast))
    said = {"on": due, "words": "Xong", "due": movement.dues.get()}
    responses.report(response, movement.contents.get(), by=cast.officer, seen=0, **said)
    assert [*kinds, _kinds(client, cast)] == [["movement_plan"], ["movement_progress"], []]


def _kinds(client, cast) -> list[str]:
    desk = get(as_person(client, cast.officer), "home").context["desk"]
    return [task.kind for task in desk.due if task.kind.startswith("movement")]
