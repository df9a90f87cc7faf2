"""A day with a time, as a deadline is written."""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

DAY_ALONE = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")
WITH_TIME = ("%H:%M %d/%m/%Y", "%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M")
MOMENT_HELP = _("HH:MM dd/mm/yyyy; a day alone means until its end.")


class MomentField(forms.DateTimeField):
    """`17:00 31/12/2026`, or a day alone, which means its last minute: a deadline on a day includes the day."""

    widget = forms.DateTimeInput(format=WITH_TIME[0])
    default_error_messages = {"invalid": _("Write the moment as 17:00 31/12/2026, or the day alone as 31/12/2026.")}

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("help_text", MOMENT_HELP)
        super().__init__(input_formats=WITH_TIME, **kwargs)

    def to_python(self, value):
        day = read_day(value) if isinstance(value, str) else None
        if day is None:
            return super().to_python(value)
        return timezone.make_aware(dt.datetime.combine(day, dt.time(23, 59)))


def read_day(text: str) -> dt.date | None:
    """A day as people write it, 31/12/2026 or with other signs between; None for anything else."""
    for pattern in DAY_ALONE:
        try:
            return dt.datetime.strptime(text.strip(), pattern).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None
