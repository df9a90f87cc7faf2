"""How far the hand of an authority reaches down the tree of bodies."""

from django.db.models import OuterRef, QuerySet

# Beneath an authority stand its bodies, theirs, and theirs again: no deeper in this state.
LEVELS = 3


def beneath(rows: QuerySet, body: str, superior: str = "parent") -> list[QuerySet]:
    """The `rows` by whose `body` (a path to an organisation) the one of the query around hangs, whose superior is the
    field `superior` there: right beneath it, or deeper as long as no other authority stands between."""
    ways, path = [], body
    between: dict[str, bool] = {}
    for _level in range(LEVELS):
        ways.append(rows.filter(**{path: OuterRef(superior)}, **between))
        path = f"{path}__children"
        between[f"{path}__is_authority"] = False
    return ways


def hanging(rows: QuerySet, authority: str, body: str) -> list[QuerySet]:
    """As `beneath`, where the query around has no more of the body than its number, in the field `body`."""
    ways, path = [], authority
    between: dict[str, bool] = {}
    for _level in range(LEVELS):
        path = f"{path}__children"
        ways.append(rows.filter(**{path: OuterRef(body)}, **between))
        between[f"{path}__is_authority"] = False
    return ways


def line(body) -> list:
    """The body and its superiors up to the first authority: whoever keeps one of them keeps what hangs beneath."""
    above = [body]
    while len(above) < LEVELS and not above[-1].is_authority and above[-1].parent_id:
        above.append(above[-1].parent)
    return above
