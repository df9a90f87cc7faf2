"""Exemplars: identified, fostered, summarised, replicated; taken up by others."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import EXEMPLAR_MOVES, EXEMPLAR_STAGES, Event, ExemplarKind, ExemplarState
from clusters.errors import Conflict, Invalid, Stale
from clusters.models import (
    Exemplar,
    ExemplarFile,
    ExemplarStage,
    ExemplarUptake,
    Organisation,
    Participant,
    User,
)
from clusters.policies import exemplar as policy
from clusters.queries import post
from clusters.services import file as files
from clusters.services import notice

WRITTEN = ("kind", "name", "subject", "field", "description")


@transaction.atomic
def identify(
    participant: Participant,
    values: Mapping[str, str],
    *,
    on: dt.date,
    by: User,
    responsible: str = "",
    **provenance: str,
) -> Exemplar:
    """Propose an exemplar of the unit's year (`WRITTEN`); those who lead the cluster are told."""
    related = ("season__cluster__authority", "organisation")
    participant = Participant.objects.select_for_update(of=("self",)).select_related(*related).get(pk=participant.pk)
    policy.may_identify_exemplar(by, participant).require()
    written = _cleaned(values)
    exemplar = Exemplar.objects.create(participant=participant, **written, **provenance)
    _reach(exemplar, ExemplarState.IDENTIFIED, on, written["description"], responsible, by)
    audit.record(Event.EXEMPLAR_IDENTIFIED, exemplar, by=by, after=written)
    people = [*post.people_at_the_head(participant.season), *post.officials_of(participant.season)]
    _tell(Event.EXEMPLAR_IDENTIFIED, exemplar, people, unit=str(participant))
    return exemplar


@transaction.atomic
def change(exemplar: Exemplar, values: Mapping[str, str], *, by: User, seen: int) -> Exemplar:
    """Write it better while nobody relies on it yet; `seen` is the version that was read."""
    exemplar = _locked(exemplar)
    policy.may_change_exemplar(by, exemplar).require()
    before = {name: getattr(exemplar, name) for name in WRITTEN}
    if exemplar.version != seen:
        told = _("A colleague changed the exemplar while you were writing. Compare both versions, then save again.")
        raise Stale(told, theirs=before, seen=exemplar.version)
    after = _cleaned(values)
    for name, value in after.items():
        setattr(exemplar, name, value)
    exemplar.version += 1
    exemplar.save(update_fields=[*WRITTEN, "sort_key", "search_key", "version"])
    audit.record(Event.EXEMPLAR_CHANGED, exemplar, by=by, before=before, after=after)
    return exemplar


@transaction.atomic
def move(
    exemplar: Exemplar, goal: ExemplarState, *, on: dt.date, text: str, by: User, responsible: str = ""
) -> ExemplarStage:
    """To the next stage, with what was done; or give it up, with the reason. A day before the stage left is refused."""
    exemplar = _locked(exemplar)
    policy.may_move_exemplar(by, exemplar).require()
    if goal not in EXEMPLAR_MOVES[ExemplarState(exemplar.state)]:
        raise Conflict(_("From here it goes another way; load the page again."))
    _refuse_day(exemplar, on)
    if not text.strip():
        raise Invalid({"text": _("Say what was found or done; others learn from it.")})
    before, exemplar.state = {"state": exemplar.state}, goal
    exemplar.save(update_fields=["state"])
    stage = _reach(exemplar, goal, on, text.strip(), responsible, by)
    event = Event.EXEMPLAR_DROPPED if goal == ExemplarState.DROPPED else Event.EXEMPLAR_MOVED
    after = {"state": str(goal), "on": on.isoformat()}
    audit.record(event, exemplar, by=by, before=before, after=after, reason=text.strip())
    _tell_moved(event, exemplar, text.strip())
    return stage


def _tell_moved(event: Event, exemplar: Exemplar, text: str) -> None:
    """A new stage is told to the year; that it was given up to its own unit and to those who have taken it up."""
    if event == Event.EXEMPLAR_MOVED:
        people = post.people_of_season(exemplar.participant.season)
        _tell(event, exemplar, people, stage=str(ExemplarState(exemplar.state).label))
    else:
        takers = Organisation.objects.filter(exemplars_taken_up__exemplar=exemplar)
        people = post.people_of_units([exemplar.participant.organisation, *takers])
        _tell(event, exemplar, people, reason=text)


@transaction.atomic
def add_file(exemplar: Exemplar, upload: File, *, by: User) -> ExemplarFile:
    """Evidence at the stage in which the exemplar stands."""
    exemplar = _locked(exemplar)
    policy.may_file_exemplar(by, exemplar).require()
    stored = files.store(upload, by=by)
    added = {"added_at": clock.now(), "added_by": by}
    kept = ExemplarFile.objects.create(exemplar=exemplar, state=exemplar.state, file=stored, **added)
    after = {"file": stored.original_name, "hash": stored.sha256, "state": exemplar.state}
    audit.record(Event.EXEMPLAR_FILED, exemplar, by=by, after=after)
    return kept


@transaction.atomic
def take_up(
    exemplar: Exemplar, organisation: Organisation, *, on: dt.date, by: User, result: str = "", seen: int = 0
) -> ExemplarUptake:
    """Another unit works by it, since a day; called again with `seen`, the version that was read, it writes what came
    of it."""
    exemplar = _locked(exemplar)
    policy.may_take_up(by, exemplar, organisation).require()
    _refuse_day_of_uptake(exemplar, on)
    uptake = ExemplarUptake.objects.filter(exemplar=exemplar, organisation=organisation).first()
    if (uptake.version if uptake else 0) != seen:
        told = _("A colleague has written about this while you were. Compare both versions, then save again.")
        theirs: dict[str, object] = {"on": uptake.on, "result": uptake.result} if uptake else {}
        raise Stale(told, theirs=theirs, seen=uptake.version if uptake else 0)
    what = {"on": on, "result": result.strip(), "updated_at": clock.now(), "updated_by": by, "version": seen + 1}
    before = {"on": uptake.on.isoformat(), "result": uptake.result} if uptake else {}
    uptake = _write_uptake(exemplar, organisation, uptake, what)
    after = {"unit": organisation.name, "on": on.isoformat(), "result": result.strip()}
    audit.record(Event.EXEMPLAR_TAKEN_UP, exemplar, by=by, before=before, after=after)
    return uptake


def _refuse_day_of_uptake(exemplar: Exemplar, on: dt.date) -> None:
    if on > clock.today():
        raise Invalid({"on": _("Enter the day on which it was taken up; it lies in the future.")})
    first = exemplar.stages.order_by("on").first()
    if first and on < first.on:
        told = _("It was identified on {day:%d/%m/%Y}; nobody took it up before. Correct the day.")
        raise Invalid({"on": told.format(day=first.on)})


def _write_uptake(
    exemplar: Exemplar, organisation: Organisation, standing: ExemplarUptake | None, what: dict[str, Any]
) -> ExemplarUptake:
    """The first time the owner is told; later only what came of it is written."""
    if standing is None:
        owners = post.people_of(exemplar.participant.organisation)
        _tell(Event.EXEMPLAR_TAKEN_UP, exemplar, owners, unit=str(organisation))
        return ExemplarUptake.objects.create(exemplar=exemplar, organisation=organisation, **what)
    for name, value in what.items():
        setattr(standing, name, value)
    standing.save(update_fields=[*what])
    return standing


def _cleaned(values: Mapping[str, str]) -> dict[str, str]:
    written = {name: str(values.get(name, "")).strip() for name in WRITTEN}
    problems = {}
    if not written["name"]:
        problems["name"] = _("Give it a name.")
    if not written["description"]:
        problems["description"] = _("Say what others can learn from it.")
    if written["kind"] != ExemplarKind.MODEL and not written["subject"]:
        problems["subject"] = _("Name the collective or the person.")
    if problems:
        raise Invalid(problems)
    return written


def _reach(
    exemplar: Exemplar, state: ExemplarState, on: dt.date, text: str, responsible: str, by: User
) -> ExemplarStage:
    if on > clock.today():
        raise Invalid({"on": _("The day lies in the future.")})
    said = {"on": on, "text": text, "responsible": responsible.strip()}
    stamp = {"recorded_at": clock.now(), "recorded_by": by}
    return ExemplarStage.objects.create(exemplar=exemplar, state=state, **said, **stamp)


def _refuse_day(exemplar: Exemplar, on: dt.date) -> None:
    last = exemplar.stages.filter(state__in=EXEMPLAR_STAGES).order_by("-on").first()
    if last and on < last.on:
        sentence = _("The stage before began on {day:%d/%m/%Y}; choose that day or a later one.")
        raise Invalid({"on": sentence.format(day=last.on)})


def _locked(exemplar: Exemplar) -> Exemplar:
    related = ("participant__season__cluster__authority", "participant__organisation")
    return Exemplar.objects.select_for_update(of=("self",)).select_related(*related).get(pk=exemplar.pk)


def _tell(event: Event, exemplar: Exemplar, people, **values: str) -> None:
    path = reverse("exemplar", args=[exemplar.pk])
    notice.tell(event, exemplar, to=people, path=path, exemplar=exemplar.name, **values)
