"""Organisations and how one becomes another."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from clusters import audit
from clusters.enums import AUTHORITY_ROLES, Event, LineageKind, Provenance
from clusters.errors import Invalid, Stale
from clusters.models import Appointment, Cluster, Decision, Lineage, Membership, Organisation, Succession, User
from clusters.policies import organisation as policy
from clusters.services import decision as decisions
from clusters.services import fact as facts

CORRECTED = ("name", "name_en", "short_name", "province", "is_authority", "is_unit")
KEYS = ("sort_key", "search_key")


@transaction.atomic
def register(*, by: User, name: str, kind: str, valid_from: dt.date, **fields) -> Organisation:
    """A new body. Its superior (`parent`) is the authority whose official may register it."""
    parent = fields.get("parent")
    policy.may_administer(by, _locked(parent) if parent else None).require()
    return enter(by, name=name, kind=kind, valid_from=valid_from, **fields)


def enter(by: User, *, name: str, kind: str, valid_from: dt.date, **fields) -> Organisation:
    """The row of a new body and its line on the trail, for deeds that have asked the policy."""
    organisation = Organisation(name=name, kind=kind, valid_from=valid_from, **fields)
    _refuse_second(organisation)
    if organisation.valid_to and organisation.valid_to < valid_from:
        raise Invalid({"valid_to": _("It cannot end before it begins.")})
    organisation.save()
    Succession.objects.create(organisation=organisation, ancestor=organisation)
    after = {"name": name, "kind": str(kind), "valid_from": valid_from.isoformat()}
    audit.record(Event.ORGANISATION_REGISTERED, organisation, by=by, after=after)
    return organisation


@transaction.atomic
def change(organisation: Organisation, values: Mapping[str, Any], *, by: User, seen: int) -> Organisation:
    """Correct what is written of a body (`CORRECTED`). A new name by decision is a succession, not a correction."""
    organisation = _locked(organisation)
    policy.may_keep(by, organisation).require()
    before = {name: getattr(organisation, name) for name in CORRECTED}
    if organisation.version != seen:
        told = _("Somebody else has changed this organisation in the meantime. Compare both versions, then save again.")
        raise Stale(told, theirs=before, seen=organisation.version)
    after = {name: values[name] for name in CORRECTED}
    if after == before:
        return organisation
    _write(organisation, before, after)
    audit.record(Event.ORGANISATION_CHANGED, organisation, by=by, before=before, after=after)
    return organisation


@transaction.atomic
def take_over(
    predecessors: Iterable[Organisation],
    successor: Organisation,
    *,
    on: dt.date,
    kind: LineageKind,
    by: User,
    issuer: Organisation | None = None,
    paper: Mapping[str, Any] | None = None,
) -> None:
    """`succeed`, together with the paper it rests on where there is one."""
    policy.may_succeed(by, successor).require()
    decision = decisions.record(issuer=issuer, by=by, **paper) if issuer and paper else None
    succeed(predecessors, successor, on=on, kind=kind, by=by, decision=decision)


@transaction.atomic
def succeed(
    predecessors: Iterable[Organisation],
    successor: Organisation,
    *,
    on: dt.date,
    kind: LineageKind,
    by: User,
    decision: Decision | None = None,
    **provenance: str,
) -> None:
    """The successor takes over from each predecessor on that day; these end on the day before.

    From then on history reaches back through the predecessors, and the successor's people read what was theirs: so
    whoever records it must keep them too. A body cannot take over from one that descends from it.
    """
    policy.may_succeed(by, successor).require()
    fact = {"successor": successor, "kind": kind, "on": on, "decision": decision, **provenance}
    for predecessor in _lockable().filter(pk__in=[each.pk for each in predecessors]):
        policy.may_administer(by, predecessor.parent).require()
        _refuse_succession(predecessor, successor, on)
        Lineage.objects.create(predecessor=predecessor, **fact)
        _end(predecessor, successor, on - dt.timedelta(days=1))
        after = {"successor": successor.name, "on": on.isoformat(), "kind": str(kind)}
        audit.record(Event.ORGANISATION_SUCCEEDED, predecessor, by=by, after=after)
    facts.gather_for(successor, by=by)


def _lockable() -> QuerySet[Organisation]:
    return Organisation.objects.select_for_update(of=("self",)).select_related("parent")


def _locked(organisation: Organisation) -> Organisation:
    return _lockable().get(pk=organisation.pk)


def _end(organisation: Organisation, successor: Organisation, day: dt.date) -> None:
    """What was its own is its successor's."""
    _close_over(organisation, successor)
    organisation.valid_to = day
    organisation.save(update_fields=["valid_to"])


def _write(organisation: Organisation, before: dict[str, Any], after: dict[str, Any]) -> None:
    """A name that a person has corrected no longer comes from the source that the mark speaks of."""
    for name, value in after.items():
        setattr(organisation, name, value)
    _refuse_second(organisation)
    _refuse_loss(organisation, before)
    if (before["name"], before["name_en"]) != (after["name"], after["name_en"]):
        organisation.mark, organisation.source = Provenance.ENTERED, ""
    organisation.version += 1
    organisation.save(update_fields=[*CORRECTED, *KEYS, "mark", "source", "version"])


def _refuse_second(organisation: Organisation) -> None:
    same = Organisation.objects.filter(name=organisation.name, valid_from=organisation.valid_from)
    if same.exclude(pk=organisation.pk).exists():
        problem = _("There is already an organisation of this name that begins on this day.")
        raise Invalid({"name": problem})


def _refuse_loss(organisation: Organisation, before: dict[str, Any]) -> None:
    """A capacity in use cannot be taken away."""
    if before["is_authority"] and not organisation.is_authority:
        posts = Appointment.objects.current().filter(organisation=organisation, role__in=AUTHORITY_ROLES)
        if posts.exists() or Cluster.objects.filter(authority=organisation, ended_on__isnull=True).exists():
            problem = _("It runs clusters or has people who act for it as an authority. End these first.")
            raise Invalid({"is_authority": problem})
    left = before["is_unit"] and not organisation.is_unit
    if left and Membership.objects.current().filter(organisation=organisation).exists():
        raise Invalid({"is_unit": _("It is a member of a cluster. Let it leave the cluster first.")})


def _refuse_succession(predecessor: Organisation, successor: Organisation, on: dt.date) -> None:
    said = {"successor": successor, "predecessor": predecessor, "day": on}
    if Succession.objects.filter(organisation=predecessor, ancestor=successor).exists():
        problem = _("{successor} cannot take over from {predecessor}, which descends from it.")
    elif Lineage.objects.filter(predecessor=predecessor, successor=successor).exists():
        problem = _("{successor} has already taken over from {predecessor}.")
    elif Lineage.objects.filter(predecessor=predecessor, kind=LineageKind.DISSOLVE).exists():
        problem = _("{predecessor} was dissolved without a successor.")
    elif predecessor.valid_from >= on:
        problem = _("{predecessor} did not exist yet before {day:%d/%m/%Y}.")
    elif predecessor.valid_to and predecessor.valid_to != on - dt.timedelta(days=1):
        said["day"] = predecessor.valid_to
        problem = _("{predecessor} ended on {day:%d/%m/%Y}; a successor takes over on the day after.")
    else:
        return
    raise Invalid({"predecessors": problem.format(**said)})


def _close_over(predecessor: Organisation, successor: Organisation) -> None:
    heirs = Succession.objects.filter(ancestor=successor).values_list("organisation_id", flat=True)
    forebears = Succession.objects.filter(organisation=predecessor).values_list("ancestor_id", flat=True)
    rows = [Succession(organisation_id=heir, ancestor_id=forebear) for heir in heirs for forebear in forebears]
    Succession.objects.bulk_create(rows, ignore_conflicts=True)
