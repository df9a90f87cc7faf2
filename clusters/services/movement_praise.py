"""Praise in a movement: proposed by a unit, answered by the launcher."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import Event, MovementPraiseState
from clusters.errors import Invalid
from clusters.models import MovementContent, MovementPraise, MovementResponse, User
from clusters.policies import movement_response as policy
from clusters.queries import movement_scope as scopes
from clusters.services import movement_response as responses
from clusters.services import notice


@transaction.atomic
def propose(
    response: MovementResponse,
    *,
    subject: str,
    name: str,
    merit: str,
    by: User,
    content: MovementContent | None = None,
    **provenance: str,
) -> MovementPraise:
    """Propose a collective or an individual; the same one once. The launcher is told."""
    response = responses.locked(response)
    policy.may_propose_praise(by, response).require()
    if content and content.movement_id != response.movement_id:
        raise Invalid({"content": _("This content belongs to another movement.")})
    said = {"subject": subject, "name": _once(response, subject, name), "merit": merit, "content": content}
    stamp = {"proposed_at": clock.now(), "proposed_by": by}
    praise = MovementPraise.objects.create(response=response, **said, **stamp, **provenance)
    audit.record(Event.MOVEMENT_PRAISE_PROPOSED, response, by=by, after={"number": praise.pk, "merit": merit})
    told = scopes.launching_people(response.movement)
    _tell(Event.MOVEMENT_PRAISE_PROPOSED, praise, told, unit=str(response))
    return praise


def _once(response: MovementResponse, subject: str, name: str) -> str:
    """The name without stray spaces, unless it is proposed already, however it was typed."""
    name = " ".join(name.split())
    standing = response.praise.filter(subject=subject).values_list("name", flat=True)
    if name.casefold() in {" ".join(each.split()).casefold() for each in standing}:
        raise Invalid({"name": _("{name} is proposed already.").format(name=name)})
    return name


@transaction.atomic
def settle(praise: MovementPraise, outcome: MovementPraiseState, *, by: User, reason: str = "") -> MovementPraise:
    """Take the proposal up, or decline it with a reason. The unit is told."""
    related = ("response__organisation", "response__movement__authority", "response__movement__head__season__cluster")
    locked = MovementPraise.objects.select_for_update(of=("self",)).select_related(*related)
    praise = locked.get(pk=praise.pk)
    policy.may_settle(by, praise).require()
    if outcome == MovementPraiseState.DECLINED and not reason.strip():
        raise Invalid({"reason": _("Say why the proposal is declined. The unit reads it.")})
    praise.state, praise.reason, praise.settled_at, praise.settled_by = outcome, reason, clock.now(), by
    praise.save(update_fields=["state", "reason", "settled_at", "settled_by"])
    after = {"praise": str(outcome), "number": praise.pk}
    audit.record(Event.MOVEMENT_PRAISE_SETTLED, praise.response, by=by, after=after, reason=reason)
    unit = MovementResponse.objects.filter(pk=praise.response_id)
    label = str(MovementPraiseState(outcome).label)
    _tell(Event.MOVEMENT_PRAISE_SETTLED, praise, scopes.people(unit), outcome=label)
    return praise


def _tell(event: Event, praise: MovementPraise, people, **values: str) -> None:
    path = reverse("movement-response", args=[praise.response_id])
    movement = praise.response.movement.name
    notice.tell(event, praise.response, to=people, path=path, movement=movement, name=praise.name, **values)
