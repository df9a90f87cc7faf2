"""Organisations and how one becomes another."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from clusters import audit
from clusters.enums import Event, LineageKind
from clusters.errors import Invalid
from clusters.models import Decision, Lineage, Organisation, Succession, User
from clusters.policies import organisation as policy


@transaction.atomic
def register(*, by: User, name: str, kind: str, valid_from: dt.date, **fields) -> Organisation:
    """A new body. Its superior (`parent`) is the authority whose official may register it."""
    policy.may_administer(by, fields.get("parent")).require()
    organisation = Organisation.objects.create(name=name, kind=kind, valid_from=valid_from, **fields)
    Succession.objects.create(organisation=organisation, ancestor=organisation)
    after = {"name": name, "kind": str(kind), "valid_from": valid_from.isoformat()}
    audit.record(Event.ORGANISATION_REGISTERED, organisation, by=by, after=after)
    return organisation


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

    From then on the people of the successor read what was the predecessors', and history reaches back through them.
    A body cannot take over from one that already descends from it.
    """
    policy.may_administer(by, successor.parent).require()
    fact = {"successor": successor, "kind": kind, "on": on, "decision": decision, **provenance}
    for predecessor in Organisation.objects.select_for_update().filter(pk__in=[p.pk for p in predecessors]):
        _refuse_circle(predecessor, successor)
        Lineage.objects.create(predecessor=predecessor, **fact)
        _close_over(predecessor, successor)
        predecessor.valid_to = on - dt.timedelta(days=1)
        predecessor.save(update_fields=["valid_to"])
        after = {"successor": successor.name, "on": on.isoformat(), "kind": str(kind)}
        audit.record(Event.ORGANISATION_SUCCEEDED, predecessor, by=by, after=after)


def _refuse_circle(predecessor: Organisation, successor: Organisation) -> None:
    if Succession.objects.filter(organisation=predecessor, ancestor=successor).exists():
        problem = _("{successor} cannot take over from {predecessor}, which descends from it.")
        raise Invalid({"successor": problem.format(successor=successor, predecessor=predecessor)})


def _close_over(predecessor: Organisation, successor: Organisation) -> None:
    heirs = Succession.objects.filter(ancestor=successor).values_list("organisation_id", flat=True)
    forebears = Succession.objects.filter(organisation=predecessor).values_list("ancestor_id", flat=True)
    rows = [Succession(organisation_id=heir, ancestor_id=forebear) for heir in heirs for forebear in forebears]
    Succession.objects.bulk_create(rows, ignore_conflicts=True)
