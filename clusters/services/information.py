"""Requests for information: asked of members by a day, replied to in versions, closed by the asker."""

import datetime as dt
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, clock, writing
from clusters.enums import Event, InformationForm, InformationReplyState
from clusters.errors import Invalid, Stale
from clusters.models import (
    Cluster,
    InformationReply,
    InformationReplyVersion,
    InformationRequest,
    Organisation,
    User,
)
from clusters.policies import exchange as exchange_policy
from clusters.policies import information as policy
from clusters.queries import cluster as clusters
from clusters.queries import exchange, terms
from clusters.services import file as files
from clusters.services import notice


@transaction.atomic
def ask(
    cluster: Cluster,
    organisation: Organisation,
    values: dict[str, Any],
    *,
    by: User,
    members: Collection[Organisation] = (),
    **provenance: str,
) -> InformationRequest:
    """Ask the members named, or all others; each is told by when. `values`: title, text, form, unit of measure, due
    day, and whether all members see the replies."""
    cluster = Cluster.objects.select_for_update(of=("self",)).select_related("authority").get(pk=cluster.pk)
    exchange_policy.may_speak_for(by, cluster, organisation).require()
    others = list(clusters.units_of(cluster).exclude(pk=organisation.pk))
    _refuse(values, members, others)
    _refuse_haste(cluster, organisation, values["due_on"])
    asked = {"asked_at": clock.now(), "asked_by": by, **provenance}
    request = InformationRequest.objects.create(cluster=cluster, organisation=organisation, **values, **asked)
    units = list(members) or others
    for unit in units:
        InformationReply.objects.create(request=request, organisation=unit)
    after = {"title": request.title, "due_on": request.due_on.isoformat(), "unit": organisation.name}
    audit.record(Event.INFORMATION_ASKED, request, by=by, after={**after, "members": [each.name for each in units]})
    _tell(Event.INFORMATION_ASKED, request, units, by, unit=str(organisation))
    return request


@transaction.atomic
def reply(
    given: InformationReply,
    *,
    by: User,
    seen: int,
    text: str = "",
    value: Decimal | None = None,
    upload: File | None = None,
) -> InformationReplyVersion:
    """The reply, or a newer version of it; without a new file the one before stays with it."""
    given, before = _locked(given, by, seen)
    file = files.store(upload, by=by) if upload else before and before.file
    said = {"text": text.strip(), "value": value, "file": file}
    _refuse_without(given.request, said)
    return _write(given, before, InformationReplyState.ANSWERED, said, by)


@transaction.atomic
def decline(given: InformationReply, *, reason: str, by: User, seen: int) -> InformationReplyVersion:
    """The unit says why it gives nothing; it may think better of it until the request is closed."""
    given, before = _locked(given, by, seen)
    if not reason.strip():
        raise Invalid({"reason": _("Say why your unit declines.")})
    return _write(given, before, InformationReplyState.DECLINED, {"reason": reason.strip()}, by)


@transaction.atomic
def close(request: InformationRequest, *, by: User) -> InformationRequest:
    """No more replies, no more corrections."""
    request = InformationRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    policy.may_close(by, request).require()
    request.closed_at, request.closed_by = clock.now(), by
    request.save(update_fields=["closed_at", "closed_by"])
    audit.record(Event.INFORMATION_CLOSED, request, by=by)
    return request


def _locked(given: InformationReply, by: User, seen: int) -> tuple[InformationReply, InformationReplyVersion | None]:
    """With the newest version; Stale where that is not the one seen (0 for none)."""
    related = ("request__cluster__authority", "request__organisation", "organisation")
    given = InformationReply.objects.select_for_update(of=("self",)).select_related(*related).get(pk=given.pk)
    policy.may_reply(by, given).require()
    before = given.versions.select_related("file").order_by("-number").first()
    number = before.number if before else 0
    if number != seen:
        theirs = before.reason or before.text or writing.number(before.value) if before else ""
        raise Stale(_("A colleague replied while you were writing."), theirs={"text": theirs}, seen=number)
    return given, before


def _write(
    given: InformationReply, before: InformationReplyVersion | None, state: str, said: dict[str, Any], by: User
) -> InformationReplyVersion:
    """What was replied is not put on the trail: not everybody who reads that may read it."""
    number = before.number + 1 if before else 1
    written = {"written_at": clock.now(), "written_by": by}
    version = InformationReplyVersion.objects.create(reply=given, number=number, **said, **written)
    given.state = state
    given.replied_at, given.replied_by = given.replied_at or clock.now(), given.replied_by or by
    given.save(update_fields=["state", "replied_at", "replied_by"])
    after = {"unit": given.organisation.name, "state": str(state), "version": number}
    unit = given.organisation_id
    audit.record(Event.INFORMATION_REPLIED, given.request, by=by, after=after, organisation_id=unit)
    name = str(given.organisation)
    _tell(Event.INFORMATION_REPLIED, given.request, [given.request.organisation], by, unit=name)
    return version


def _refuse_without(request: InformationRequest, said: dict[str, Any]) -> None:
    """What was asked for must be there; words may stand beside it."""
    wanted = {
        InformationForm.TEXT: ("text", _("Write the reply.")),
        InformationForm.FIGURE: ("value", _("Give the figure.")),
        InformationForm.FILE: ("file", _("Attach the file.")),
    }
    name, sentence = wanted[InformationForm(request.form)]
    if said[name] in ("", None):
        raise Invalid({name: sentence})


def _refuse(values: dict[str, Any], members: Collection[Organisation], others: list[Organisation]) -> None:
    problems = {}
    if not values["title"].strip():
        problems["title"] = _("Say in short what is asked for.")
    if not values["text"].strip():
        problems["text"] = _("Write what is asked for.")
    if values["form"] == InformationForm.FIGURE and not values.get("unit_of_measure", "").strip():
        problems["unit_of_measure"] = _("Say in what it is measured.")
    if values["due_on"] is None or values["due_on"] < clock.today():
        problems["due_on"] = _("Choose today or a later day.")
    if set(members) - set(others) or not others:
        problems["members"] = _("Ask other members of today.")
    if problems:
        raise Invalid(problems)


def _refuse_haste(cluster: Cluster, asks: Organisation, due_on: dt.date) -> None:
    """What the members adopted on how long they have to answer one another; what is only offered binds nobody."""
    if asks == cluster.authority:
        return
    adopted = terms.terms_of(cluster, clock.today())
    earliest = terms.answer_by(adopted, clock.today())
    if adopted.answer_days.is_adopted and due_on < earliest:
        sentence = _("By the regulations the members have until {day} to answer. Choose that day or a later one.")
        raise Invalid({"due_on": sentence.format(day=writing.day(earliest))})


def _tell(event: Event, request: InformationRequest, units, by: User, **values: str) -> None:
    people = exchange.people_of(units).exclude(pk=by.pk)
    path, day = reverse("request", args=[request.pk]), f"{request.due_on:%d/%m/%Y}"
    notice.tell(event, request, to=people, path=path, title=request.title, day=day, **values)
