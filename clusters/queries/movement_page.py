"""The page of a movement: who sees what of it, and what may be done."""

from typing import Any

from django.db.models import QuerySet

from clusters.enums import MovementState
from clusters.models import Movement
from clusters.queries import movement as movements
from clusters.queries import movement_progress as progress
from clusters.queries import movement_scope as scopes
from clusters.tables import Table


def tables(movement: Movement, user) -> list[Table]:
    """Contents with their progress, and the response over the tree: of the answers that the person may see."""
    seen = movements.responses(movement, user)
    return [progress.contents(movement, seen), progress.tree(movement, seen)]


def page(movement: Movement, user) -> dict[str, Any]:
    """Everything else that the page names, apart from rulings and trail."""
    draft = movement.state == MovementState.DRAFT
    return {
        "movement": movement,
        "texts": movements.texts(movement),
        "dues": list(movement.dues.order_by("on")),
        "files": list(movement.files.select_related("file").order_by("pk")),
        "rules": list(scopes.rules_of(movement)) if draft else [],
        "own": [] if draft else list(movements.own(movement, user)),
        "reviews": [] if draft else reviews(movement),
        "amendments": [] if draft else amendments(movement),
    }


def units_of_draft(movement: Movement) -> int:
    """How many bodies the rules of the draft come to today."""
    return scopes.bodies(movement).count()


def newcomers(movement: Movement) -> int:
    """How many bodies fit the scope of a launched movement only since its launch."""
    return 0 if movement.state == MovementState.DRAFT else scopes.newcomers(movement).count()


def reviews(movement: Movement) -> list[Any]:
    """In the order of their days, each with the figures as pairs of words and number."""
    found = list(movement.reviews.select_related("file", "reviewed_by").order_by("reviewed_at"))
    for each in found:
        each.lines = progress.in_words(each.figures)
    return found


def amendments(movement: Movement) -> QuerySet:
    """The newest first."""
    return movement.amendments.select_related("amended_by").order_by("-amended_at")
