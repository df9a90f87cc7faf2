"""Who gets in, and what it costs: operating regulations."""

from clusters import audit
from clusters.enums import Event, RegulationState
from tests import factories
from tests import surroundings as around

THINGS = {
    "regulation": ("cluster",),
    "regulation-start": ("cluster",),
    "regulation-version": ("regulation_out",),
    "regulation-compare": ("regulation_out",),
    "regulation-minutes": ("regulation_adopted",),
    "regulation-edit": ("regulation_draft",),
    "regulation-consult": ("regulation_draft",),
    "regulation-take-back": ("regulation_out",),
    "regulation-withdraw": ("regulation_out",),
    "regulation-adopt": ("regulation_out",),
    "regulation-comment": ("regulation_out",),
    "regulation-answer": ("regulation_comment",),
    "regulation-issue": ("regulation_model",),
    "regulation-draft-again": ("model_regulation",),
}
# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES = {
    ("regulation", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("regulation", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("regulation-start", "GET"): (302, 403, 403, 409, 403, 403, 403, 403, 404, 404),
    ("regulation-start", "POST"): (302, 403, 403, 409, 403, 403, 403, 403, 404, 404),
    ("regulations", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("regulations", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("regulation-models", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("regulation-models", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("regulation-model-draft", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("regulation-model-draft", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("regulation-draft-again", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("regulation-draft-again", "POST"): (302, 403, 403, 403, 403, 409, 403, 403, 404, 404),
    ("regulation-version", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("regulation-version", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("regulation-compare", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("regulation-compare", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("regulation-minutes", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("regulation-minutes", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("regulation-edit", "GET"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("regulation-edit", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("regulation-consult", "GET"): (302, 404, 404, 404, 404, 409, 403, 403, 404, 404),
    ("regulation-consult", "POST"): (302, 404, 404, 404, 404, 409, 403, 403, 404, 404),
    ("regulation-take-back", "GET"): (302, 403, 403, 200, 403, 403, 403, 403, 404, 404),
    ("regulation-take-back", "POST"): (302, 403, 403, 200, 403, 403, 403, 403, 404, 404),
    ("regulation-withdraw", "GET"): (302, 403, 403, 200, 403, 403, 403, 403, 404, 404),
    ("regulation-withdraw", "POST"): (302, 403, 403, 200, 403, 403, 403, 403, 404, 404),
    ("regulation-adopt", "GET"): (302, 403, 403, 409, 403, 403, 403, 403, 404, 404),
    ("regulation-adopt", "POST"): (302, 403, 403, 409, 403, 403, 403, 403, 404, 404),
    ("regulation-issue", "GET"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("regulation-issue", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("regulation-comment", "GET"): (302, 200, 200, 200, 200, 403, 403, 403, 404, 404),
    ("regulation-comment", "POST"): (302, 200, 200, 200, 200, 403, 403, 403, 404, 404),
    ("regulation-answer", "GET"): (302, 403, 403, 200, 403, 403, 403, 403, 404, 404),
    ("regulation-answer", "POST"): (302, 403, 403, 200, 403, 403, 403, 403, 404, 404),
}
# fmt: on
NOT_PAGES = {"regulation-draft-again", "regulation-minutes"}
REGISTERS = {"regulations", "regulation-models"}
PAGES = """
regulations                          official  5 regulations
regulations?export=xlsx              official  1 regulations
regulation                           official  5 versions =terms
regulation                           head      6 versions =terms
regulation?export=xlsx               head      4 versions =terms
regulation-start(startable)          official  9 :base
regulation-models                    official  5 models
regulation-models                    officer   5 models
regulation-models?export=xlsx        official  2 models
regulation-model-draft               official  5 :authority
regulation-version                   officer   8 remarks trail =terms
regulation-version                   head      8 remarks trail =terms
regulation-version(regulation_adopted) officer 6 trail =terms
regulation-version?export=xlsx       head      5 comments =terms =text
regulation-compare                   officer   4 =terms
regulation-edit                      official  4
regulation-consult(draft_of_cluster) official  5
regulation-take-back                 head      4
regulation-withdraw                  head      4
regulation-adopt(regulation_ready)   official 10
regulation-issue                     official  4
regulation-comment                   officer   4
regulation-answer                    head      5
"""
TERMS = {"grace_days": {"value": 2, "article": "2"}}


def build(world, cast) -> None:
    """One version adopted, the next out for comments with one of them; a model issued, its next version drafted."""
    of_cluster = factories.regulation(cast.cluster)
    world.regulation_adopted = factories.regulation_version(of_cluster, state=RegulationState.ADOPTED, terms=TERMS)
    factories.regulation_adoption(world.regulation_adopted, minutes=factories.stored_file(cast.head))
    world.regulation_out = factories.regulation_version(of_cluster, state=RegulationState.CONSULTING, terms=TERMS)
    unit = cast.unit.organisation
    world.regulation_comment = factories.regulation_comment(world.regulation_out, unit, article="2")
    world.model_regulation = factories.regulation(authority=cast.ministry)
    issued = factories.regulation_version(world.model_regulation, state=RegulationState.ISSUED)
    factories.regulation_adoption(issued)
    draft = factories.regulation_version(factories.regulation(authority=cast.ministry))
    world.regulation_draft = world.regulation_model = draft
    factories.regulation_version(world.model_regulation)
    _without_a_head(world, cast)


def _without_a_head(world, cast) -> None:
    """Clusters for which the official drafts: one with nothing, one with a draft, one with a draft ready to adopt."""
    world.startable, drafting, adopting = (factories.cluster(cast.ministry) for _ in range(3))
    world.draft_of_cluster = factories.regulation_version(factories.regulation(drafting))
    world.regulation_ready = factories.regulation_version(
        factories.regulation(adopting), state=RegulationState.CONSULTING
    )


def grow(world, cast, unit) -> None:
    """A model, a version that came to nothing, a comment with its answer and the person who wrote it, trail lines."""
    model = factories.regulation(authority=cast.ministry)
    factories.regulation_adoption(factories.regulation_version(model, state=RegulationState.ISSUED))
    factories.regulation_version(world.regulation_out.regulation, state=RegulationState.WITHDRAWN)
    comment = factories.regulation_comment(world.regulation_out, unit, article="1")
    factories.regulation_answer(comment)
    for thing in (world.regulation_out, world.regulation_adopted):
        audit.record(Event.REGULATION_COMMENTED, thing, by=factories.user(), after={"number": next(around.count)})
