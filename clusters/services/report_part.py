"""Parts of a report given to colleagues of the unit: assigned, changed, withdrawn."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, clock, writing
from clusters.enums import Event
from clusters.errors import Conflict, Invalid
from clusters.models import Criterion, Report, ReportPart, User
from clusters.policies import report as policy
from clusters.queries import deadline, post
from clusters.queries import report_part as queries
from clusters.services import notice
from clusters.services import report_hand as hand


@dataclass(frozen=True)
class Part:
    """Who fills in what by when."""

    assignee: User
    criteria: Collection[Criterion]
    due_at: dt.datetime
    note: str = ""


@transaction.atomic
def assign(report: Report, part: Part, *, by: User) -> ReportPart:
    """Give criteria, or groups of them, to a colleague of the unit, with a moment before the unit's own deadline."""
    report = hand.locked(report)
    policy.may_edit_report(by, report).require()
    leaves = _sound(report, part)
    stamp = {"assigned_at": clock.now(), "assigned_by": by}
    given = ReportPart.objects.create(
        report=report, assignee=part.assignee, due_at=part.due_at, note=part.note.strip(), **stamp
    )
    given.criteria.set(leaves)
    audit.record(Event.REPORT_PART_ASSIGNED, report, by=by, after=_said(part, leaves))
    _tell(Event.REPORT_PART_ASSIGNED, report, [part.assignee], part, leaves, by)
    return given


@transaction.atomic
def change(given: ReportPart, part: Part, *, by: User) -> ReportPart:
    """Other criteria, another moment, or another colleague, as when the first has no post any longer."""
    report = hand.locked(given.report)
    policy.may_edit_report(by, report).require()
    given = _standing(given)
    leaves = _sound(report, part)
    old = Part(given.assignee, list(given.criteria.order_by("position", "pk")), given.due_at, given.note)
    given.assignee, given.due_at, given.note = part.assignee, part.due_at, part.note.strip()
    given.save(update_fields=["assignee", "due_at", "note"])
    given.criteria.set(leaves)
    before, after = _said(old, old.criteria), _said(part, leaves)
    audit.record(Event.REPORT_PART_CHANGED, report, by=by, before=before, after=after)
    _tell(Event.REPORT_PART_CHANGED, report, [old.assignee, part.assignee], part, leaves, by)
    return given


@transaction.atomic
def withdraw(given: ReportPart, *, by: User) -> ReportPart:
    """The colleague is asked no more; what was filled in stays."""
    report = hand.locked(given.report)
    policy.may_edit_report(by, report).require()
    given = _standing(given)
    given.withdrawn_at, given.withdrawn_by = clock.now(), by
    given.save(update_fields=["withdrawn_at", "withdrawn_by"])
    leaves = list(given.criteria.order_by("position", "pk"))
    part = Part(given.assignee, leaves, given.due_at, given.note)
    audit.record(Event.REPORT_PART_WITHDRAWN, report, by=by, before=_said(part, leaves))
    _tell(Event.REPORT_PART_WITHDRAWN, report, [given.assignee], part, leaves, by)
    return given


def _standing(given: ReportPart) -> ReportPart:
    given = ReportPart.objects.select_related("assignee").get(pk=given.pk)
    if given.withdrawn_at:
        raise Conflict(_("This part has been withdrawn already."))
    return given


def _sound(report: Report, part: Part) -> list[Criterion]:
    """The criteria that take figures of those chosen. Invalid for what cannot be assigned."""
    unit, problems = report.participant.organisation, {}
    leaves = queries.leaves_of(report, part.criteria)
    if not leaves:
        problems["criteria"] = _("Choose at least one criterion that the unit fills in.")
    if not post.people_of(unit).filter(pk=part.assignee.pk).exists():
        problems["assignee"] = _("{person} has no post at {unit} today.").format(person=part.assignee, unit=unit)
    line = deadline.of_participant(report.participant).asked_for
    if part.due_at <= clock.now():
        problems["due_at"] = _("Choose a moment in the future.")
    elif line and part.due_at >= line:
        sentence = _("The unit's own deadline is {moment}. Choose a moment before it.")
        problems["due_at"] = sentence.format(moment=writing.moment(line))
    if problems:
        raise Invalid(problems)
    return leaves


def _said(part: Part, leaves: Collection[Criterion]) -> dict[str, Any]:
    codes = [each.code for each in leaves]
    return {"person": part.assignee.pk, "criteria": codes, "until": part.due_at.isoformat(timespec="seconds")}


def _tell(
    event: Event, report: Report, people: list[User], part: Part, leaves: Collection[Criterion], by: User
) -> None:
    codes, until = ", ".join(each.code for each in leaves), writing.moment(part.due_at)
    values = {"unit": str(report.participant), "criteria": codes, "until": until, "person": str(part.assignee)}
    to = [person for person in people if person.pk != by.pk]
    notice.tell(event, report, to=to, path=reverse("report-parts", args=[report.pk]), **values)
