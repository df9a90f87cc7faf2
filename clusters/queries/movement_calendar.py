"""The dates of movements: when they begin and end, and by when plans are due."""

import datetime as dt
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import clock
from clusters.enums import MovementResponseState, MovementState
from clusters.models import Movement, MovementResponse, User
from clusters.queries.calendar_entry import Entry


def dates(user: User, first_day: dt.date, last_day: dt.date) -> list[Entry]:
    """Of visible movements that were launched; a plan is awaited while one of the person's bodies has sent none. One
    query."""
    within = (first_day, last_day)
    found = Movement.objects.visible_to(user).exclude(state=MovementState.DRAFT)
    found = found.filter(Q(starts_on__range=within) | Q(ends_on__range=within) | Q(response_due__range=within))
    mine = MovementResponse.objects.of(user).filter(movement=OuterRef("pk"))
    awaited = Exists(mine.filter(state=MovementResponseState.UNANSWERED))
    found = found.select_related("authority", "head__season__cluster").annotate(awaited=awaited).order_by("pk")
    entries = [entry for each in found for entry in _of(each)]
    return [each for each in entries if first_day <= each.day <= last_day]


def _of(each: Any) -> list[Entry]:
    """A Movement with `awaited`."""
    entry = partial(Entry, url=reverse("movement", args=[each.pk]), kind=_("Movement"), **_place(each))
    is_open = each.state != MovementState.CLOSED
    begins = _("Begins: {movement}").format(movement=each)
    # A beginning asks nothing of anybody: once it is over it is done, not overdue.
    is_ahead = each.starts_on >= clock.today()
    found = [entry(uid=f"movement-{each.pk}", at=each.starts_on, what=begins, is_open=is_ahead)]
    if each.ends_on:
        what = _("Ends: {movement}").format(movement=each)
        found.append(entry(uid=f"movement-end-{each.pk}", at=each.ends_on, what=what, is_open=is_open))
    if each.response_due:
        what = _("Plan of the response: {movement}").format(movement=each)
        awaited = is_open and each.awaited
        found.append(entry(uid=f"movement-plan-{each.pk}", at=each.response_due, what=what, is_open=awaited))
    return found


def _place(each: Movement) -> dict[str, Any]:
    """Whose it is: of the launching authority, or of the year whose head launched it."""
    season = each.head.season if each.head else None
    return {
        "about": str(each.launcher),
        "authority": each.authority_id,
        "year": season.year if season else each.starts_on.year,
        "cluster": season.cluster.name if season else "",
        "mark": each.mark,
    }
