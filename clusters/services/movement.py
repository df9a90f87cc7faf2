"""Emulation movements: drafted, launched, given papers. What was launched changes by amendments only."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.core.files.base import File
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import LEVEL_OF, Event, HeadshipRole, MovementLevel, MovementState, OrganisationKind
from clusters.errors import Conflict, Invalid, Stale
from clusters.models import (
    Cluster,
    Decision,
    Movement,
    MovementContent,
    MovementDue,
    MovementFile,
    MovementResponse,
    MovementScopeRule,
    Organisation,
    Season,
    User,
)
from clusters.policies import movement as policy
from clusters.queries import movement_scope as scopes
from clusters.queries import post
from clusters.services import decision as decisions
from clusters.services import file as files
from clusters.services import notice

# What a person writes of a draft, besides its contents, dates for progress and rules of scope.
WRITTEN = (
    *("name", "kind", "motto", "aims", "objects_text", "criteria", "measures", "inspection", "scope_text"),
    *("starts_on", "ends_on", "response_due", "paper"),
)
BATCH = 2000


class ScopeRule(NamedTuple):
    """One rule of scope as chosen: what `MovementScopeRule` keeps."""

    kind: str
    body_kind: str = ""
    cluster: Cluster | None = None
    body: Organisation | None = None


class Parts(NamedTuple):
    """What a draft holds in rows of its own. Rules are for authorities: a head's movement goes to the members."""

    contents: Iterable[str] = ()
    dues: Iterable[dt.date] = ()
    rules: Iterable[ScopeRule] = ()


@transaction.atomic
def draft(*, by: User, authority: Organisation, parts: Parts, **fields: Any) -> Movement:
    """A draft of the authority, seen by nobody else. Its level follows from what the authority is."""
    policy.may_draft_for(by, authority).require()
    level = LEVEL_OF.get(OrganisationKind(authority.kind), MovementLevel.PROVINCE)
    return _begin(Movement(authority=authority, level=level, **fields), parts, by)


@transaction.atomic
def draft_as_head(season: Season, *, by: User, parts: Parts, **fields: Any) -> Movement:
    """A draft of the unit that is the head of the cluster today, for the members of that year."""
    policy.may_draft_as_head(by, season).require()
    head = post.head_of(season, HeadshipRole.HEAD)
    movement = Movement(authority=season.cluster.authority, head=head, level=MovementLevel.HEAD, **fields)
    return _begin(movement, parts._replace(rules=()), by)


@transaction.atomic
def change(movement: Movement, *, by: User, seen: int, parts: Parts, **fields: Any) -> Movement:
    """Write the draft. The second of two writers is told (Stale)."""
    movement = locked(movement)
    policy.may_change_draft(by, movement).require()
    before = {name: getattr(movement, name) for name in fields}
    if movement.version != seen:
        told = _("A colleague changed the draft while you were writing. Compare both versions, then save again.")
        raise Stale(told, theirs=before, seen=movement.version)
    for name, value in fields.items():
        setattr(movement, name, value)
    refuse_odd_days(movement)
    movement.version += 1
    movement.save(update_fields=[*fields, "version", "search_key"])
    _write_parts(movement, parts)
    changed = {name: _plain(value) for name, value in before.items() if value != fields[name]}
    after = {name: _plain(fields[name]) for name in changed}
    audit.record(Event.MOVEMENT_CHANGED, movement, by=by, before=changed, after=after)
    return movement


@transaction.atomic
def launch(movement: Movement, *, by: User, decision: Decision | None = None) -> Movement:
    """Freeze the scope into rows and tell the people of these bodies, and nobody else (L22 Đ17).

    Raises Invalid (`decision`, `paper`, `contents`, `scope`) where the draft lacks what Đ17.1 asks of a movement.
    """
    movement = locked(movement)
    policy.may_launch(by, movement).require()
    movement.decision = decision
    _refuse_unready(movement)
    movement.state, movement.launched_at, movement.launched_by = MovementState.LAUNCHED, clock.now(), by
    movement.save(update_fields=["decision", "state", "launched_at", "launched_by"])
    units = freeze(movement, scopes.bodies(movement).values_list("pk", flat=True))
    if not units:
        raise Invalid({"scope": _("The scope is empty: no body fits the rules. Choose the units in the draft.")})
    number = decision.number if decision else movement.paper
    audit.record(Event.MOVEMENT_LAUNCHED, movement, by=by, after={"decision": number, "units": units})
    tell_scope(Event.MOVEMENT_LAUNCHED, movement)
    return movement


@transaction.atomic
def launch_by_paper(movement: Movement, *, by: User, paper: Mapping[str, Any]) -> Movement:
    """Record the decision and launch the movement by it: both, or neither."""
    policy.may_launch(by, locked(movement)).require()
    decision = decisions.record_paper(movement.authority, paper, by=by)
    return launch(movement, by=by, decision=decision)


@transaction.atomic
def widen(movement: Movement, *, by: User) -> int:
    """Bring in what fits the scope of the launch only since; how many. They and nobody else are told of the launch.

    The scope stays what the decision said: the same rules, on the bodies of today (`scopes.newcomers`).
    """
    movement = locked(movement)
    policy.may_amend(by, movement).require()
    fresh = list(scopes.newcomers(movement))
    if not fresh:
        raise Conflict(_("Every body that fits the scope is in it already."))
    freeze(movement, [each.pk for each in fresh])
    audit.record(Event.MOVEMENT_WIDENED, movement, by=by, after={"added": [each.name for each in fresh]})
    tell(Event.MOVEMENT_LAUNCHED, movement, movement.responses.filter(organisation__in=fresh))
    return len(fresh)


@transaction.atomic
def attach(movement: Movement, *, title: str, file: File, by: User) -> MovementFile:
    """Add a paper; it is never taken away."""
    movement = locked(movement)
    policy.may_attach(by, movement).require()
    stored = files.store(file, by=by)
    given = {"title": title.strip() or stored.original_name, "file": stored}
    made = MovementFile.objects.create(movement=movement, added_at=clock.now(), added_by=by, **given)
    audit.record(Event.MOVEMENT_FILE_ADDED, movement, by=by, after={"file": made.title, "hash": stored.sha256})
    return made


def locked(movement: Movement) -> Movement:
    """Read again under lock, with what policies ask."""
    related = ("authority", "head__organisation", "head__season__cluster")
    return Movement.objects.select_for_update(of=("self",)).select_related(*related).get(pk=movement.pk)


def freeze(movement: Movement, bodies: Iterable[int], superior: MovementResponse | None = None) -> int:
    """Write the rows of these bodies, in bulk; those that are in scope already stay as they are. How many are new."""
    known = set(movement.responses.values_list("organisation", flat=True))
    fresh = [
        MovementResponse(movement=movement, organisation_id=pk, superior=superior) for pk in bodies if pk not in known
    ]
    MovementResponse.objects.bulk_create(fresh, batch_size=BATCH)
    return len(fresh)


def tell_scope(event: Event, movement: Movement, **values: str) -> None:
    """Tell the people of all bodies in scope."""
    tell(event, movement, movement.responses.all(), **values)


def tell(event: Event, movement: Movement, reached: QuerySet[MovementResponse], **values: str) -> None:
    """Tell the people of these bodies, and nobody else."""
    path = reverse("movement", args=[movement.pk])
    notice.tell(event, movement, to=scopes.people(reached), path=path, movement=movement.name, **values)


def _begin(movement: Movement, parts: Parts, by: User) -> Movement:
    refuse_odd_days(movement)
    movement.save()
    _write_parts(movement, parts)
    audit.record(Event.MOVEMENT_DRAFTED, movement, by=by, after={"name": movement.name, "level": str(movement.level)})
    return movement


def _write_parts(movement: Movement, parts: Parts) -> None:
    contents, dues = list(parts.contents), sorted(set(parts.dues))
    if movement.level != MovementLevel.HEAD:
        _write_rules(movement, list(parts.rules))
    movement.contents.all().delete()
    MovementContent.objects.bulk_create(
        MovementContent(movement=movement, position=position, text=text)
        for position, text in enumerate(contents, start=1)
    )
    if any(due < movement.starts_on for due in dues):
        raise Invalid({"dues": _("A report is due before the movement starts. Choose a later day.")})
    movement.dues.all().delete()
    MovementDue.objects.bulk_create(MovementDue(movement=movement, on=on) for on in dues)


def _write_rules(movement: Movement, rules: list[ScopeRule]) -> None:
    authority = movement.authority
    bodies = {rule.body.pk for rule in rules if rule.body}
    reached = scopes.reach(authority).filter(pk__in=bodies).count()
    foreign = any(rule.cluster.authority_id != authority.pk for rule in rules if rule.cluster)
    if foreign or reached != len(bodies):
        told = _("Only subordinate bodies of {authority} and members of its clusters can be in scope.")
        raise Invalid({"scope": told.format(authority=authority)})
    movement.scope_rules.all().delete()
    MovementScopeRule.objects.bulk_create(MovementScopeRule(movement=movement, **rule._asdict()) for rule in rules)


def refuse_odd_days(movement: Movement) -> None:
    """Start, end and the day by which plans are due follow one another. Raises Invalid beside the one that does not."""
    if movement.ends_on and movement.ends_on < movement.starts_on:
        raise Invalid({"ends_on": _("The movement must not end before it starts. Choose a later day.")})
    if movement.response_due and movement.response_due < movement.starts_on:
        raise Invalid({"response_due": _("Plans are due before the movement starts. Choose a later day.")})
    if movement.ends_on and movement.response_due and movement.response_due > movement.ends_on:
        raise Invalid({"response_due": _("Plans are due after the movement has ended. Choose an earlier day.")})


def _refuse_unready(movement: Movement) -> None:
    if movement.level == MovementLevel.HEAD:
        if not movement.paper.strip():
            raise Invalid({"paper": _("Name the plan or paper of the head by which the movement is launched.")})
    elif movement.decision is None:
        raise Invalid({"decision": _("A movement of an authority is launched by a decision.")})
    elif movement.decision.issuer_id != movement.authority_id:
        raise Invalid({"decision": _("The decision is another authority's.")})
    if not movement.contents.exists():
        raise Invalid({"contents": _("Write at least one content: the units report on the contents.")})


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
