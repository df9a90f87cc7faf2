"""By when registrations are consolidated and sent to the authority."""

import datetime as dt

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from awards.models import Consolidation, RegistrationWindow
from clusters.models import Season, User
from clusters.queries.calendar_entry import Entry, of_season, span


def dates(user: User, first_day: dt.date, last_day: dt.date) -> list[Entry]:
    """Of visible years; open while the head has sent nothing. One query."""
    begins, ends = span(first_day, last_day)
    seen = Season.objects.visible_to(user).filter(pk=OuterRef("season"))
    found = RegistrationWindow.objects.filter(Exists(seen), due_at__gte=begins, due_at__lt=ends)
    sent = Consolidation.objects.filter(season=OuterRef("season"))
    found = found.select_related("season__cluster").annotate(is_sent=Exists(sent)).order_by("pk")
    return [_due(each, is_open=not each.is_sent) for each in found]


def _due(each: RegistrationWindow, *, is_open: bool) -> Entry:
    return Entry(
        uid=f"registration-{each.pk}",
        at=each.due_at,
        what=_("Registrations are due at the authority"),
        url=reverse("season-registrations", args=[each.season_id]),
        kind=_("Registration"),
        is_open=is_open,
        **of_season(each.season),
    )
