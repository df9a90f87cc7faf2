"""Somebody types while a colleague goes on: nothing typed is lost, and nobody writes over an answer unseen."""

import pytest
from django.urls import reverse

from clusters import clock
from clusters.enums import RegulationState
from clusters.errors import Stale
from clusters.models import RegulationAnswer, RegulationVersion
from clusters.services import regulation as deeds
from clusters.services import regulation_adoption as adoptions
from clusters.services import regulation_comment as comments
from clusters.services.regulation_adoption import Votes
from tests import factories
from tests.reading import as_person, get, post

TYPED = "Điều 1. Phạm vi\nMột giờ viết mới xong đoạn này."


@pytest.fixture
def draft(cast):
    version = deeds.start(cast.cluster, by=cast.head)
    return deeds.change(version, text=factories.REGULATION_TEXT, terms={}, by=cast.head, seen=0)


@pytest.fixture
def out(cast, draft):
    return deeds.consult(draft, until=clock.today(), by=cast.head)


@pytest.fixture
def remark(cast, out):
    return comments.comment(out, cast.unit.organisation, article="", text="Nên rõ hơn", by=cast.officer)


def kept(answer, text: str) -> str:
    """What the page says above the form that still holds the text."""
    assert answer.status_code == 200
    assert text in answer.content.decode()
    return " ".join(answer.context["form"].non_field_errors())


def test_a_draft_sent_out_while_somebody_writes_keeps_what_was_written(client, cast, draft):
    typed = {"text": TYPED, "seen": draft.saves}
    deeds.consult(draft, until=clock.today(), by=cast.head_leader)
    as_person(client, cast.head)

    assert "Take it back" in kept(post(client, "regulation-edit", draft.pk, **typed), "Một giờ viết")
    assert client.get(reverse("regulation-edit", args=[draft.pk])).status_code == 409

    deeds.take_back(draft, reason="Còn phải sửa", by=cast.head)
    assert post(client, "regulation-edit", draft.pk, **typed).status_code == 302
    assert "Một giờ viết" in RegulationVersion.objects.get(pk=draft.pk).text


def test_an_adopted_version_is_not_changed_by_who_was_writing(client, cast, out):
    adoptions.adopt(
        out, adopted_on=clock.today(), in_force_on=clock.today(), votes=Votes(present=3, in_favour=3), by=cast.head
    )
    typed = {"text": TYPED, "seen": out.saves}

    assert "settled" in kept(post(as_person(client, cast.head), "regulation-edit", out.pk, **typed), "Một giờ viết")
    assert RegulationVersion.objects.get(pk=out.pk).text == factories.REGULATION_TEXT


def test_a_comment_that_comes_after_the_adoption_is_not_taken_and_not_lost(client, cast, out):
    adoptions.adopt(
        out, adopted_on=clock.today(), in_force_on=clock.today(), votes=Votes(present=3, in_favour=3), by=cast.head
    )
    typed = {"organisation": cast.unit.organisation_id, "article": "", "text": "Ý kiến gửi muộn"}

    answer = post(as_person(client, cast.officer), "regulation-comment", out.pk, **typed)

    assert "settled" in kept(answer, "Ý kiến gửi muộn")
    assert not out.comments.exists()


def test_a_comment_that_comes_while_the_adoption_is_typed_is_answered_first(client, cast, out):
    today = f"{clock.today():%d/%m/%Y}"
    typed = {"adopted_on": today, "in_force_on": today, "present": 3, "in_favour": 3, "number": "12/QC-CTĐ"}
    comments.comment(out, cast.unit.organisation, article="", text="Nên rõ hơn", by=cast.officer)

    answer = post(as_person(client, cast.head), "regulation-adopt", out.pk, **typed)

    assert "Sở A" in kept(answer, "12/QC-CTĐ")
    assert RegulationVersion.objects.get(pk=out.pk).state == RegulationState.CONSULTING


def test_two_who_answer_one_comment_the_second_reads_the_first_answer(client, cast, remark):
    seen = get(as_person(client, cast.head), "regulation-answer", remark.pk).context["form"]["seen"].value()
    comments.answer(remark, outcome="accepted", text="Sẽ sửa Điều 2.", by=cast.head_leader, seen=0)
    typed = {"outcome": "not_accepted", "text": "Luật không cho phép.", "seen": seen}

    page = post(client, "regulation-answer", remark.pk, **typed)

    assert "A colleague has answered" in kept(page, "Luật không cho phép.")
    assert "Sẽ sửa Điều 2." in page.content.decode()
    assert RegulationAnswer.objects.count() == 1
    again = {**typed, "seen": page.context["form"]["seen"].value()}
    assert post(client, "regulation-answer", remark.pk, **again).status_code == 302
    assert [each.outcome for each in RegulationAnswer.objects.order_by("pk")] == ["accepted", "not_accepted"]


def test_the_service_tells_the_second_too(cast, remark):
    comments.answer(remark, outcome="accepted", text="", by=cast.head, seen=0)
    with pytest.raises(Stale):
        comments.answer(remark, outcome="accepted", text="", by=cast.head_leader, seen=0)


@pytest.mark.parametrize("name", ["regulation-edit", "regulation-answer"])
def test_whoever_may_not_write_is_refused_whatever_was_typed(client, cast, draft, name):
    remark = factories.regulation_comment(draft, cast.unit.organisation)
    pk = draft.pk if name == "regulation-edit" else remark.pk
    assert post(as_person(client, cast.officer), name, pk, text=TYPED).status_code == 403
