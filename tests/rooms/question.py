"""Who gets in, and what it costs: questions and answers among members."""

from clusters import audit
from clusters.enums import Event
from tests import factories

THINGS = {
    **dict.fromkeys(("question", "question-answer"), ("question",)),
    **dict.fromkeys(("answer-correct", "answer-settle"), ("answer",)),
    "answer-file": ("answer_version",),
    "question-ask": ("cluster",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("questions", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("questions", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("question", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("question", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("question-ask", "GET"): (302, 200, 200, 200, 200, 200, 403, 403, 404, 404),
    ("question-ask", "POST"): (302, 200, 200, 200, 200, 200, 403, 403, 404, 404),
    ("question-answer", "GET"): (302, 200, 200, 409, 200, 200, 403, 403, 404, 404),
    ("question-answer", "POST"): (302, 200, 200, 409, 200, 200, 403, 403, 404, 404),
    ("answer-correct", "GET"): (302, 403, 403, 200, 403, 403, 403, 403, 404, 404),
    ("answer-correct", "POST"): (302, 403, 403, 200, 403, 403, 403, 403, 404, 404),
    ("answer-settle", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("answer-settle", "POST"): (302, 302, 302, 403, 403, 403, 403, 403, 404, 404),
    ("answer-file", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("answer-file", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
}
# fmt: on
NOT_PAGES = {"answer-file", "answer-settle"}
REGISTERS = {"questions"}
PAGES = """
questions                            official  7 :cluster questions
questions                            officer   7 :cluster questions
questions?export=xlsx                official  2 questions
question                             officer  10 earlier files trail
question                             official 11 earlier files trail
question?export=xlsx                 officer   8 earlier
question-ask                         head      7 :addressee
question-answer                      official  8
answer-correct                       head      4
"""


def build(world, cast) -> None:
    """A question of the unit that the head's people have answered and corrected."""
    world.question = factories.question(cast.cluster, cast.unit.organisation, state="answered")
    world.answer = factories.answer(world.question, cast.head_unit.organisation, versions=2)
    world.answer_version = world.answer.versions.get(number=2)


def grow(world, cast, unit) -> None:
    """One more question, in a cluster of its own too; one more answer, corrected once; a line on the trail."""
    factories.question(cast.cluster, unit)
    elsewhere = factories.cluster(cast.ministry)
    factories.membership(elsewhere, cast.unit.organisation)
    factories.question(elsewhere, cast.unit.organisation)
    factories.answer(world.question, unit, versions=2)
    audit.record(Event.QUESTION_ANSWERED, world.question, by=factories.user(), organisation_id=unit.pk)
