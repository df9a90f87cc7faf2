"""What a draft of the regulations puts on the desks of members and head."""

import datetime as dt

import pytest

from clusters import clock
from clusters.enums import RegulationState
from emulation.queries import task
from tests import factories

KINDS = {"comment_regulation", "answer_regulation", "adopt_regulation"}


@pytest.fixture
def out(cast):
    return factories.regulation_version(
        factories.regulation(cast.cluster),
        state=RegulationState.CONSULTING,
        comments_until=clock.today() + dt.timedelta(days=5),
    )


def on_desk(person):
    return [each.kind for each in task.of(person).due if each.kind in KINDS]


def test_every_member_is_asked_until_it_has_said_something(cast, out):
    people = (cast.officer, cast.leader, cast.deputy, cast.head, cast.official, cast.neighbour)
    asked = ["comment_regulation"]
    assert [on_desk(each) for each in people] == [asked, asked, asked, asked, [], []]
    factories.regulation_comment(out, cast.unit.organisation)
    assert [on_desk(each) for each in people[:3]] == [[], [], asked]


def test_the_task_is_due_at_the_end_of_the_last_day(cast, out):
    (found,) = [each for each in task.of(cast.officer).dated if each.kind in KINDS]
    last = out.comments_until
    assert found.due == clock.moment(last.year, last.month, last.day, 23, 59)
    with clock.set_to(clock.moment(last.year, last.month, last.day, 23)):
        assert on_desk(cast.officer) == ["comment_regulation"]
    with clock.set_to(found.due + dt.timedelta(minutes=2)):
        assert on_desk(cast.officer) == []


def test_the_head_answers_and_then_has_it_adopted(cast, out):
    comment = factories.regulation_comment(out, cast.unit.organisation)
    factories.regulation_comment(out, cast.head_unit.organisation)
    with clock.set_to(clock.now() + dt.timedelta(days=6)):
        (found,) = [each for each in task.of(cast.head).due if each.kind in KINDS]
        assert (found.kind, "2" in found.what) == ("answer_regulation", True)
        for each in out.comments.all():
            factories.regulation_answer(each)
        assert on_desk(cast.head) == ["adopt_regulation"]
        assert on_desk(cast.deputy) == []
    assert comment.answers.count() == 1


def test_nothing_is_asked_of_a_draft_or_of_what_was_adopted(cast):
    found = factories.regulation(cast.cluster)
    factories.regulation_version(found)
    factories.regulation_version(found, state=RegulationState.ADOPTED)
    assert on_desk(cast.officer) == []
    assert on_desk(cast.head) == []


def test_it_stands_at_the_newest_open_year_only(cast, out):
    later = factories.season(cast.cluster, year=cast.season.year + 1)
    later.participants.create(organisation=cast.unit.organisation, joined_on=later.starts_on)
    assert on_desk(cast.officer) == ["comment_regulation"]
