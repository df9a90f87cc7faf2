"""What falls to a unit in the scope of a movement: its plan, and progress by the dates that the launcher set."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import clock
from clusters.enums import OPEN_MOVEMENT, UNIT_ROLES, MovementResponseState, Role
from clusters.models import MovementDue, MovementProgress, MovementResponse, Succession
from emulation.queries.task.values import Task

REMINDED_BEFORE = dt.timedelta(days=30)


def tasks(user) -> Iterator[Task]:
    """One line for each open movement that waits for the person's own unit; one query."""
    for response in _waiting(user):
        movement, unit = response.movement, str(response.organisation)
        url = reverse("movement-response", args=[response.pk])
        plan = response.state == MovementResponseState.UNANSWERED
        due = movement.response_due if plan else response.next_due
        what = _("Answer the movement with a plan") if plan else _("Report progress on the movement")
        verb = _("Send the plan") if plan else _("Report progress")
        more = {"due": _end_of(due), "note": movement.name, "mark": movement.mark}
        yield Task("movement_plan" if plan else "movement_progress", what, url, verb, unit=unit, **more)


def _waiting(user):
    met = MovementProgress.objects.filter(response=OuterRef(OuterRef("pk")), due=OuterRef("pk"))
    unmet = MovementDue.objects.filter(~Exists(met), movement=OuterRef("movement")).order_by("on")
    soon = clock.today() + REMINDED_BEFORE
    unanswered = Q(state=MovementResponseState.UNANSWERED)
    planned = Q(state__in=(MovementResponseState.ANSWERED, MovementResponseState.REPORTING))
    officials = Succession.objects.held_by(user, [Role.OFFICIAL]).filter(ancestor__is_authority=True)
    held = Succession.objects.held_by(user, UNIT_ROLES) | officials
    return (
        MovementResponse.objects.filter(
            Exists(held.filter(ancestor=OuterRef("organisation"))), movement__state__in=OPEN_MOVEMENT
        )
        .annotate(next_due=Subquery(unmet.values("on")[:1]))
        .filter((unanswered & Q(movement__response_due__isnull=False)) | (planned & Q(next_due__lte=soon)))
        .select_related("movement", "organisation")
        .order_by("movement__starts_on", "pk")
    )


def _end_of(day: dt.date | None) -> dt.datetime | None:
    return clock.moment(day.year, day.month, day.day, 23, 59) if day else None
