"""Days of a template in words: of the year that begins, or of the next."""

import datetime as dt

from django.utils.translation import gettext as _

from clusters import clock
from clusters.enums import MODEL_YEAR


def day(value: dt.date) -> str:
    """15/12, or 28/02 of the next year."""
    words = f"{value.day:02d}/{value.month:02d}"
    return words if value.year == MODEL_YEAR else _("{day} of the next year").format(day=words)


def moment(value: dt.datetime) -> str:
    """17:00 15/12, or 17:00 28/02 of the next year."""
    local = value.astimezone(clock.ZONE)
    return f"{local.hour:02d}:{local.minute:02d} {day(local.date())}"


def is_within(value: dt.date) -> bool:
    """Whether a template can hold the day: this year and the next."""
    return value.year in (MODEL_YEAR, MODEL_YEAR + 1)
