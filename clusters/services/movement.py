"""Emulation movements."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse

from clusters import audit
from clusters.enums import Event
from clusters.models import Decision, Movement, MovementContent, Organisation, User
from clusters.policies import movement as policy
from clusters.queries import post
from clusters.services import decision as decisions
from clusters.services import notice


@transaction.atomic
def launch(
    *,
    by: User,
    authority: Organisation,
    decision: Decision,
    name: str,
    starts_on: dt.date,
    contents: Iterable[str],
    scope: Iterable[Organisation] = (),
    **fields,
) -> Movement:
    """Launch a movement by a decision and tell the people of every unit in its scope, and nobody else (L22 Đ17)."""
    policy.may_launch_movement(by, authority).require()
    told = {"authority": authority, "decision": decision, "name": name, "starts_on": starts_on}
    movement = Movement.objects.create(**told, **fields)
    for position, text in enumerate(contents, start=1):
        MovementContent.objects.create(movement=movement, position=position, text=text)
    units = list(scope)
    movement.scope.set(units)
    after = {"name": name, "decision": decision.number, "units": len(units)}
    audit.record(Event.MOVEMENT_LAUNCHED, movement, by=by, after=after)
    people = [person for unit in units for person in post.people_of(unit)]
    path = reverse("movement", args=[movement.pk])
    notice.tell(Event.MOVEMENT_LAUNCHED, movement, to=people, path=path, movement=name)
    return movement


@transaction.atomic
def launch_by_paper(*, by: User, authority: Organisation, paper: Mapping[str, Any], **movement) -> Movement:
    """Record the decision and launch the movement by it: both, or neither."""
    policy.may_launch_movement(by, authority).require()
    decision = decisions.record_paper(authority, paper, by=by)
    return launch(by=by, authority=authority, decision=decision, **movement)
