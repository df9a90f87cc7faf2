"""Coordination programmes of members: drafted, answered by the partners, agreed, reported each year, ended."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import Event, ProgrammeState
from clusters.errors import Invalid, Stale
from clusters.models import Cluster, CoordinationProgramme, Organisation, ProgrammePartner, User
from clusters.policies import programme as policy
from clusters.queries import cluster as clusters
from clusters.queries import post
from clusters.services import file as files
from clusters.services import notice

WRITTEN = ("title", "contents", "outside", "starts_on", "ends_on")


@transaction.atomic
def draft(
    cluster: Cluster,
    lead: Organisation,
    said: dict[str, Any],
    *,
    partners: Iterable[Organisation],
    by: User,
    **provenance: str,
) -> CoordinationProgramme:
    """A new one (`WRITTEN`); the members named as partners are asked at once."""
    cluster = Cluster.objects.select_for_update(of=("self",)).select_related("authority").get(pk=cluster.pk)
    policy.may_draft_programme(by, cluster, lead).require()
    written, partners = _cleaned(said), list(partners)
    _refuse_partners(cluster, lead, partners)
    programme = CoordinationProgramme.objects.create(cluster=cluster, lead=lead, **written, **provenance)
    _ask(programme, partners)
    audit.record(Event.PROGRAMME_DRAFTED, programme, by=by, after=_plain(programme))
    _tell(Event.PROGRAMME_DRAFTED, programme, post.people_of_units(partners), lead=str(lead))
    return programme


@transaction.atomic
def change(
    programme: CoordinationProgramme, said: dict[str, Any], *, partners: Iterable[Organisation], by: User, seen: int
) -> CoordinationProgramme:
    """Other words or partners. Whoever confirmed the old words is asked again, whoever is asked no more is told; Stale
    carries a colleague's."""
    programme = locked(programme)
    policy.may_change_programme(by, programme).require()
    before = _plain(programme)
    if programme.version != seen:
        theirs: dict[str, object] = {name: getattr(programme, name) for name in WRITTEN}
        raise Stale(_("A colleague changed the programme meanwhile."), theirs=theirs, seen=programme.version)
    written, partners = _cleaned(said), list(partners)
    _refuse_partners(programme.cluster, programme.lead, partners)
    asked = _reword(programme, written)
    _leave_out(programme, partners)
    known = set(programme.partners.values_list("organisation", flat=True))
    added = [each for each in partners if each.pk not in known]
    _ask(programme, added)
    audit.record(Event.PROGRAMME_CHANGED, programme, by=by, before=before, after=_plain(programme))
    lead = str(programme.lead)
    _tell(Event.PROGRAMME_DRAFTED, programme, post.people_of_units(added), lead=lead)
    if asked:
        old = [each for each in partners if each.pk in known]
        _tell(Event.PROGRAMME_CHANGED, programme, post.people_of_units(old), lead=lead)
    return programme


@transaction.atomic
def answer(partner: ProgrammePartner, *, confirms: bool, by: User, seen: int, reason: str = "") -> ProgrammePartner:
    """Yes, or no with a reason, to the words of the version `seen`; the lead unit is told."""
    programme = locked(partner.programme)
    partner = ProgrammePartner.objects.select_related("organisation").get(pk=partner.pk)
    partner.programme = programme
    policy.may_answer_programme(by, partner).require()
    if programme.version != seen:
        raise Stale(
            _("The lead unit changed the programme meanwhile. Read it again."), theirs={}, seen=programme.version
        )
    if not confirms and not reason.strip():
        raise Invalid({"reason": _("Say why your unit does not take part.")})
    before = {"confirms": partner.confirms}
    partner.confirms, partner.reason = confirms, "" if confirms else reason.strip()
    partner.answered_at, partner.answered_by = clock.now(), by
    partner.save(update_fields=["confirms", "reason", "answered_at", "answered_by"])
    after = {"unit": partner.organisation.name, "confirms": confirms}
    audit.record(Event.PROGRAMME_ANSWERED, programme, by=by, before=before, after=after, reason=partner.reason)
    said = {"unit": str(partner.organisation), "answer": str(_("yes") if confirms else _("no"))}
    _tell(Event.PROGRAMME_ANSWERED, programme, post.people_of(programme.lead), **said)
    return partner


@transaction.atomic
def agree(programme: CoordinationProgramme, *, by: User, upload: File | None = None) -> CoordinationProgramme:
    """All that were asked have answered: from now on the words stand, with the signed paper where there is one."""
    programme = locked(programme)
    policy.may_agree_programme(by, programme).require()
    programme.paper = files.store(upload, by=by) if upload else None
    _move(programme, ProgrammeState.AGREED, "agreed", by, "paper")
    paper = {"file": programme.paper.original_name, "hash": programme.paper.sha256} if programme.paper else {}
    audit.record(Event.PROGRAMME_AGREED, programme, by=by, after={"state": programme.state, **paper})
    _tell(Event.PROGRAMME_AGREED, programme, post.people_of_units(_taking_part(programme)))
    return programme


@transaction.atomic
def end(programme: CoordinationProgramme, *, by: User) -> CoordinationProgramme:
    """It is over; the result of its last year may still be entered."""
    programme = locked(programme)
    policy.may_end_programme(by, programme).require()
    _move(programme, ProgrammeState.ENDED, "ended", by)
    audit.record(Event.PROGRAMME_ENDED, programme, by=by, after={"state": programme.state})
    _tell(Event.PROGRAMME_ENDED, programme, post.people_of_units(_taking_part(programme)))
    return programme


@transaction.atomic
def cancel(programme: CoordinationProgramme, *, reason: str, by: User) -> CoordinationProgramme:
    """It is given up, with the reason."""
    programme = locked(programme)
    policy.may_cancel_programme(by, programme).require()
    if not reason.strip():
        raise Invalid({"reason": _("Say why the programme is cancelled.")})
    programme.cancel_reason = reason.strip()
    _move(programme, ProgrammeState.CANCELLED, "cancelled", by, "cancel_reason")
    after = {"state": programme.state}
    audit.record(Event.PROGRAMME_CANCELLED, programme, by=by, after=after, reason=programme.cancel_reason)
    asked = [each.organisation for each in programme.partners.select_related("organisation")]
    _tell(Event.PROGRAMME_CANCELLED, programme, post.people_of_units(asked), reason=programme.cancel_reason)
    return programme


def locked(programme: CoordinationProgramme) -> CoordinationProgramme:
    """The programme read again under its lock."""
    related = ("cluster__authority", "lead", "paper")
    return CoordinationProgramme.objects.select_for_update(of=("self",)).select_related(*related).get(pk=programme.pk)


def _reword(programme: CoordinationProgramme, written: dict[str, Any]) -> bool:
    """Whether the words changed, and with them every answer that was given to the old ones."""
    reworded = any(getattr(programme, name) != value for name, value in written.items())
    for name, value in written.items():
        setattr(programme, name, value)
    programme.version += 1
    programme.save(update_fields=[*WRITTEN, "sort_key", "version"])
    if reworded:
        programme.partners.update(confirms=None, reason="", answered_at=None, answered_by=None)
    return reworded


def _leave_out(programme: CoordinationProgramme, partners: list[Organisation]) -> None:
    """Those that were asked and are partners no longer."""
    gone = programme.partners.exclude(organisation__in=partners).select_related("organisation")
    units = [each.organisation for each in gone]
    gone.delete()
    lead = str(programme.lead)
    _tell(Event.PROGRAMME_LEFT_OUT, programme, post.people_of_units(units), lead=lead)


def _ask(programme: CoordinationProgramme, units: Iterable[Organisation]) -> None:
    ProgrammePartner.objects.bulk_create(ProgrammePartner(programme=programme, organisation=each) for each in units)


def _move(programme: CoordinationProgramme, state: ProgrammeState, stamp: str, by: User, *fields: str) -> None:
    programme.state = state
    setattr(programme, f"{stamp}_at", clock.now())
    setattr(programme, f"{stamp}_by", by)
    programme.save(update_fields=["state", f"{stamp}_at", f"{stamp}_by", *fields])


def _taking_part(programme: CoordinationProgramme) -> list[Organisation]:
    return [each.organisation for each in programme.partners.filter(confirms=True).select_related("organisation")]


def _plain(programme: CoordinationProgramme) -> dict[str, Any]:
    values = {name: getattr(programme, name) for name in WRITTEN}
    days = {name: value.isoformat() for name, value in values.items() if isinstance(value, dt.date)}
    units = programme.partners.select_related("organisation").order_by("organisation__sort_key")
    return {**values, **days, "partners": [each.organisation.name for each in units]}


def _cleaned(said: dict[str, Any]) -> dict[str, Any]:
    written: dict[str, Any] = {name: str(said.get(name) or "").strip() for name in WRITTEN[:3]}
    written |= {name: said.get(name) for name in WRITTEN[3:]}
    problems = {}
    if not written["title"]:
        problems["title"] = _("Give the programme a title.")
    if not written["contents"]:
        problems["contents"] = _("Say what the units work on together.")
    if not written["starts_on"]:
        problems["starts_on"] = _("Say from which day it runs.")
    elif written["ends_on"] and written["ends_on"] < written["starts_on"]:
        problems["ends_on"] = _("It must not end before it begins.")
    if problems:
        raise Invalid(problems)
    return written


def _refuse_partners(cluster: Cluster, lead: Organisation, partners: list[Organisation]) -> None:
    inside = set(clusters.units_of(cluster).values_list("pk", flat=True)) - {lead.pk}
    if not partners or any(each.pk not in inside for each in partners):
        raise Invalid({"partners": _("Choose one or more other members of the cluster.")})


def _tell(event: Event, programme: CoordinationProgramme, people, **values: str) -> None:
    path = reverse("programme", args=[programme.pk])
    notice.tell(event, programme, to=people, path=path, programme=programme.title, **values)
