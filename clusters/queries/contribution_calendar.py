"""The days by which the units of a year pay their contributions."""

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters.enums import Phase
from clusters.models import ContributionClosing, ContributionPlan, User
from clusters.queries.calendar_entry import Entry, of_season


def dates(user: User, first_day: dt.date, last_day: dt.date) -> list[Entry]:
    """The due days of visible plans between these. One query."""
    closed = ContributionClosing.objects.standing().filter(season=OuterRef("season"))
    found = ContributionPlan.objects.visible_to(user).filter(due_on__range=(first_day, last_day))
    found = found.annotate(closed=Exists(closed)).select_related("season__cluster").order_by("pk")
    return [_date(each) for each in found]


def _date(each: Any) -> Entry:
    """A ContributionPlan with `closed`, whether its account is."""
    return Entry(
        uid=f"contribution-{each.pk}",
        at=each.due_on,
        what=_("Contributions to the costs of the cluster"),
        url=reverse("season-contributions", args=[each.season_id]),
        kind=_("Contribution due"),
        is_open=not each.closed and each.season.phase != Phase.CLOSED,
        **of_season(each.season),
    )
