"""What becomes of a launched movement: amended with a reason, reviewed at mid-term, closed with its final review."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import Event, MovementState, ReviewKind
from clusters.errors import Invalid, Stale
from clusters.models import Movement, MovementAmendment, MovementDue, MovementReview, User
from clusters.policies import movement as policy
from clusters.queries import movement_progress as progress
from clusters.services import file as files
from clusters.services import movement as movements

# What an amendment may change. Name, contents and scope stay as the decision said; a new decision is a new movement.
AMENDABLE = ("motto", "aims", "objects_text", "criteria", "measures", "inspection", "ends_on", "response_due")


@transaction.atomic
def amend(
    movement: Movement, values: Mapping[str, Any], *, reason: str, by: User, seen: int, dues: Iterable[dt.date] = ()
) -> MovementAmendment:
    """Change a launched movement (`AMENDABLE`, further dates for progress) and tell everybody in scope why."""
    movement = movements.locked(movement)
    policy.may_amend(by, movement).require()
    before = _standing(movement, seen)
    changed = {name: values[name] for name in AMENDABLE if name in values and values[name] != before[name]}
    fresh = sorted(set(dues) - set(movement.dues.values_list("on", flat=True)))
    _refuse_empty(reason, changed, fresh)
    _write(movement, changed, fresh)
    changes = {name: [_plain(before[name]), _plain(value)] for name, value in changed.items()}
    changes |= {"dues": [None, [on.isoformat() for on in fresh]]} if fresh else {}
    made = MovementAmendment.objects.create(
        movement=movement, reason=reason, changes=changes, amended_at=clock.now(), amended_by=by
    )
    sides = [{name: pair[side] for name, pair in changes.items()} for side in (0, 1)]
    audit.record(Event.MOVEMENT_AMENDED, movement, by=by, before=sides[0], after=sides[1], reason=reason)
    movements.tell_scope(Event.MOVEMENT_AMENDED, movement, reason=reason)
    return made


@transaction.atomic
def review(
    movement: Movement,
    kind: ReviewKind,
    *,
    on: dt.date,
    text: str,
    by: User,
    file: File | None = None,
    **provenance: str,
) -> MovementReview:
    """Record the review with the figures of this moment; the final one closes the movement."""
    movement = movements.locked(movement)
    policy.may_review(by, movement, kind).require()
    _refuse_odd_day(movement, on)
    stored = files.store(file, by=by) if file else None
    figures = progress.figures(movement)
    said = {"on": on, "text": text, "file": stored, "reviewed_at": clock.now(), "reviewed_by": by}
    made = MovementReview.objects.create(movement=movement, kind=kind, figures=figures, **said, **provenance)
    movement.state = MovementState.CLOSED if kind == ReviewKind.FINAL else MovementState.REVIEWED
    movement.save(update_fields=["state"])
    after: dict[str, Any] = {"state": str(movement.state), **figures}
    audit.record(Event.MOVEMENT_REVIEWED, movement, by=by, after=after)
    movements.tell_scope(Event.MOVEMENT_REVIEWED, movement, review=str(ReviewKind(kind).label))
    return made


def _refuse_odd_day(movement: Movement, on: dt.date) -> None:
    if on > clock.today() or on < movement.starts_on:
        raise Invalid({"on": _("The review lies between the start of the movement and today. Correct the day.")})
    midterm = movement.reviews.filter(kind=ReviewKind.MIDTERM, on__gt=on).first()
    if midterm:
        told = _("The mid-term review was held on {day:%d/%m/%Y}; the final one is not before it.")
        raise Invalid({"on": told.format(day=midterm.on)})


def _standing(movement: Movement, seen: int) -> dict[str, Any]:
    before = {name: getattr(movement, name) for name in AMENDABLE}
    if movement.version != seen:
        told = _("A colleague amended the movement while you were writing. Compare both versions, then save again.")
        raise Stale(told, theirs=before, seen=movement.version)
    return before


def _refuse_empty(reason: str, changed: Mapping[str, Any], fresh: list[dt.date]) -> None:
    if not reason.strip():
        raise Invalid({"reason": _("Say why the movement is amended. Everybody in scope reads it.")})
    if not changed and not fresh:
        raise Invalid({"reason": _("Nothing differs from what stands. Change something, or leave it as it is.")})


def _write(movement: Movement, changed: Mapping[str, Any], fresh: list[dt.date]) -> None:
    for name, value in changed.items():
        setattr(movement, name, value)
    movements.refuse_odd_days(movement)
    if any(on < movement.starts_on for on in fresh):
        raise Invalid({"dues": _("This day lies before the start of the movement.")})
    movement.version += 1
    movement.save(update_fields=[*changed, "version", "search_key"])
    MovementDue.objects.bulk_create(MovementDue(movement=movement, on=on) for on in fresh)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
