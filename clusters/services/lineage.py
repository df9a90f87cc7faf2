"""A body that ends by decision: dissolved without a successor, or split between several."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from clusters import audit
from clusters.enums import Event, LineageKind
from clusters.errors import Invalid
from clusters.models import Appointment, Cluster, Lineage, Membership, Organisation, User
from clusters.policies import organisation as policy
from clusters.services import decision as decisions
from clusters.services import organisation as organisations


@transaction.atomic
def split(
    predecessor: Organisation,
    successors: Iterable[Organisation],
    *,
    on: dt.date,
    issuer: Organisation,
    paper: Mapping[str, Any],
    by: User,
) -> None:
    """Several bodies take over from one on that day, by one decision; it ends on the day before."""
    predecessor, successors = _locked(predecessor), list(successors)
    policy.may_end_body(by, predecessor).require()
    if len(successors) < 2:
        raise Invalid({"successors": _("Choose at least two successors; one alone is a merger or a new name.")})
    late = [each for each in successors if not Organisation.objects.on(on).filter(pk=each.pk).exists()]
    if late:
        problem = _("{unit} did not exist on {day:%d/%m/%Y}.")
        raise Invalid({"successors": problem.format(unit=late[0], day=on)})
    decision = decisions.record_paper(issuer, paper, by=by)
    for successor in successors:
        organisations.succeed([predecessor], successor, on=on, kind=LineageKind.SPLIT, by=by, decision=decision)


@transaction.atomic
def dissolve(
    organisation: Organisation, *, on: dt.date, issuer: Organisation, paper: Mapping[str, Any], by: User
) -> Organisation:
    """It is gone from that day on and nobody takes over; posts still held there end on the day before.

    Refused while it runs clusters or belongs to one: these go on, and somebody has to say how.
    """
    organisation, last = _locked(organisation), on - dt.timedelta(days=1)
    policy.may_end_body(by, organisation).require()
    _refuse(organisation, on, last)
    decision = decisions.record_paper(issuer, paper, by=by)
    Lineage.objects.create(predecessor=organisation, kind=LineageKind.DISSOLVE, on=on, decision=decision)
    organisation.valid_to = last
    organisation.save(update_fields=["valid_to"])
    after = {"on": on.isoformat(), "decision": str(decision), "posts": _end_posts(organisation, last)}
    audit.record(Event.ORGANISATION_DISSOLVED, organisation, by=by, after=after)
    return organisation


def _locked(organisation: Organisation) -> Organisation:
    return Organisation.objects.select_for_update(of=("self",)).select_related("parent").get(pk=organisation.pk)


def _refuse(organisation: Organisation, on: dt.date, last: dt.date) -> None:
    if organisation.valid_from >= on:
        problem = _("{predecessor} did not exist yet before {day:%d/%m/%Y}.")
        raise Invalid({"day": problem.format(predecessor=organisation, day=on)})
    beyond = Q(left_on__isnull=True) | Q(left_on__gt=last)
    member = Membership.objects.filter(beyond, organisation=organisation).select_related("cluster").first()
    if member:
        problem = _("It is a member of {cluster}. Let it leave there by {day:%d/%m/%Y} first.")
        raise Invalid({"day": problem.format(cluster=member.cluster, day=last)})
    run = Cluster.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=last), authority=organisation).first()
    if run:
        problem = _("It runs {cluster}. Pass it on to another authority, or end it, first.")
        raise Invalid({"day": problem.format(cluster=run)})
    if Appointment.objects.filter(organisation=organisation, from_on__gt=last).exists():
        raise Invalid({"day": _("Somebody takes up a post there on a later day. End that post first.")})


def _end_posts(organisation: Organisation, last: dt.date) -> int:
    held = Appointment.objects.filter(Q(to_on__isnull=True) | Q(to_on__gt=last), organisation=organisation)
    return held.update(to_on=last)
