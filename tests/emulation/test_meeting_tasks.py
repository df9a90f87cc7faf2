"""What meetings put on a person's desk."""

import datetime as dt

import pytest

from clusters import clock
from emulation.queries import task as tasks
from tests import factories

KINDS = {"reply", "answer_proposals", "follow_up", "adopt_minutes"}


def kinds(person) -> set[str]:
    return {each.kind for each in tasks.of(person).due} & KINDS


@pytest.mark.parametrize(
    ("who", "found"),
    [
        ("officer", {"reply", "follow_up"}),
        ("head", {"reply", "answer_proposals", "adopt_minutes"}),
        ("deputy", {"reply", "answer_proposals", "adopt_minutes"}),
        ("official", {"answer_proposals"}),
        ("neighbour", set()),
        ("auditor", set()),
    ],
)
def test_each_has_what_falls_to_them(cast, who, found):
    called = factories.meeting(cast.season, state="called")
    factories.proposal(called, cast.unit)
    factories.proposal(called, cast.unit, addressee="authority")
    factories.conclusion(called, responsible=cast.unit, due_on=clock.today())
    factories.meeting(cast.season, state="closed")

    assert kinds(getattr(cast, who)) == found


def test_what_is_answered_done_or_too_late_is_gone(cast):
    past = clock.now() - dt.timedelta(days=1)
    called = factories.meeting(cast.season, state="called", reply_by=past)
    factories.proposal(called, cast.unit, state="settled")
    done = {"done_words": "Xong", "done_at": clock.now(), "done_by": cast.officer}
    factories.conclusion(called, responsible=cast.unit, due_on=clock.today(), **done)

    assert (kinds(cast.officer), kinds(cast.head)) == (set(), set())


def test_the_soonest_follow_up_is_the_day(cast):
    meeting = factories.meeting(cast.season, state="open")
    factories.proposal(meeting, cast.head_unit, state="followed", responsible=cast.unit)
    (task,) = [each for each in tasks.of(cast.officer).due if each.kind == "follow_up"]

    assert task.due.date() == clock.today() + dt.timedelta(days=10)
