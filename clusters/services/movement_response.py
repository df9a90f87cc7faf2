"""How a unit answers to a movement: its plan, its progress, its end; and how an authority passes it on."""

from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import Event, MovementResponseState
from clusters.errors import Invalid, Stale
from clusters.models import MovementContent, MovementDue, MovementProgress, MovementResponse, User
from clusters.policies import movement_response as policy
from clusters.queries import movement_scope as scopes
from clusters.services import file as files
from clusters.services import movement as movements

# What a report says, and what it says where the writer left it empty.
SAID: dict[str, Any] = {"on": None, "percent": None, "words": "", "value": None, "unit_of_measure": ""}


@transaction.atomic
def answer(
    response: MovementResponse, *, plan: str, by: User, seen: int, file: File | None = None, **provenance: str
) -> MovementResponse:
    """Send the plan, or correct it. Without a new file the old one stays."""
    response = locked(response)
    policy.may_answer(by, response).require()
    if response.version != seen:
        told = _("A colleague changed the plan while you were writing. Compare both versions, then save again.")
        raise Stale(told, theirs={"plan": response.plan}, seen=response.version)
    if not plan.strip():
        raise Invalid({"plan": _("Write in a few words what the unit will do; the file may say the rest.")})
    before = {"plan": response.plan} if response.plan else {}
    response.plan, response.version = plan, response.version + 1
    response.plan_file = files.store(file, by=by) if file else response.plan_file
    response.answered_at, response.answered_by = clock.now(), by
    if response.state == MovementResponseState.UNANSWERED:
        response.state = MovementResponseState.ANSWERED
    for name, value in provenance.items():
        setattr(response, name, value)
    fields = ["plan", "plan_file", "answered_at", "answered_by", "state", "version", *provenance]
    response.save(update_fields=fields)
    audit.record(Event.MOVEMENT_ANSWERED, response, by=by, before=before, after={"plan": plan})
    return response


@transaction.atomic
def report(
    response: MovementResponse,
    content: MovementContent,
    *,
    by: User,
    seen: int,
    file: File | None = None,
    **fields: Any,
) -> MovementProgress:
    """Progress on one content, as of a day; it counts instead of what was reported before. `fields` are those of a
    MovementProgress. `seen` is the pk of the newest report on the content that the writer saw, 0 for none."""
    response = locked(response)
    policy.may_report(by, response).require()
    said = {name: fields.get(name, empty) for name, empty in SAID.items()}
    _refuse_odd(response, content, fields.get("due"), said)
    _refuse_stale(response, content, seen)
    stored = files.store(file, by=by) if file else None
    stamp = {"file": stored, "reported_at": clock.now(), "reported_by": by}
    made = MovementProgress.objects.create(response=response, content=content, **{**fields, **said, **stamp})
    _reopen(response)
    after = {"content": str(content), "percent": None if made.percent is None else str(made.percent)}
    audit.record(Event.MOVEMENT_PROGRESS, response, by=by, after=after)
    return made


@transaction.atomic
def finish(response: MovementResponse, *, by: User) -> MovementResponse:
    """The unit has done what it planned."""
    response = locked(response)
    policy.may_finish(by, response).require()
    response.state, response.finished_at, response.finished_by = MovementResponseState.FINISHED, clock.now(), by
    response.save(update_fields=["state", "finished_at", "finished_by"])
    audit.record(Event.MOVEMENT_FINISHED, response, by=by, after={"state": str(response.state)})
    return response


@transaction.atomic
def pass_on(response: MovementResponse, rules: list[movements.ScopeRule], *, by: User) -> int:
    """Send the movement down to one's own units, chosen by rules; how many are new. May be done again for others.

    Bodies that are in scope already are left as they are.
    """
    response = locked(response)
    policy.may_pass_on(by, response).require()
    plain = [(r.kind, r.body_kind, r.cluster.pk if r.cluster else None, r.body.pk if r.body else None) for r in rules]
    found = scopes.outside(response.movement, scopes.chosen(response.organisation, plain))
    bodies = list(found.values_list("pk", flat=True))
    if not bodies:
        raise Invalid({"scope": _("No further body fits this choice. Choose other units.")})
    movements.freeze(response.movement, bodies, superior=response)
    response.passed_on_at, response.passed_on_by = clock.now(), by
    response.save(update_fields=["passed_on_at", "passed_on_by"])
    audit.record(Event.MOVEMENT_PASSED_ON, response, by=by, after={"units": len(bodies)})
    fresh = response.movement.responses.filter(superior=response, organisation__in=bodies)
    movements.tell(Event.MOVEMENT_LAUNCHED, response.movement, fresh)
    return len(bodies)


def locked(response: MovementResponse) -> MovementResponse:
    """Read again under lock, with what policies ask."""
    related = ("organisation", "movement__authority", "movement__head__season__cluster", "movement__head__organisation")
    return MovementResponse.objects.select_for_update(of=("self",)).select_related(*related).get(pk=response.pk)


def _refuse_stale(response: MovementResponse, content: MovementContent, seen: int) -> None:
    newest = response.progress.filter(content=content).order_by("-pk").first()
    if (newest.pk if newest else 0) != seen:
        theirs = {name: getattr(newest, name) for name in SAID} if newest else {}
        told = _("A colleague reported on this content while you were writing. Compare both, then send yours again.")
        raise Stale(told, theirs=theirs, seen=newest.pk if newest else 0)


def _reopen(response: MovementResponse) -> None:
    response.state, response.finished_at, response.finished_by = MovementResponseState.REPORTING, None, None
    response.save(update_fields=["state", "finished_at", "finished_by"])


def _refuse_odd(response: MovementResponse, content: MovementContent, due: MovementDue | None, said: dict) -> None:
    movement = response.movement
    if content.movement_id != movement.pk or (due and due.movement_id != movement.pk):
        raise Invalid({"words": _("This content belongs to another movement.")})
    if said["on"] > clock.today() or said["on"] < movement.starts_on:
        raise Invalid({"on": _("The day lies between the start of the movement and today. Correct it.")})
    if said["percent"] is None and said["value"] is None and not said["words"].strip():
        raise Invalid({"words": _("Say how far it is: in per cent, in words or with a figure.")})
    if said["percent"] is not None and not 0 <= said["percent"] <= 100:
        raise Invalid({"percent": _("Write a number from 0 to 100.")})
    if said["value"] is not None and not said["unit_of_measure"].strip():
        raise Invalid({"unit_of_measure": _("Say what the figure counts (projects, billion dong, …).")})
