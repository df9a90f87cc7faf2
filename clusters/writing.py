"""Numbers, days and moments as a person reads them, in the active language. None is a dash."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from clusters import clock, numbers

NONE = "–"
CENT = Decimal("0.01")


def number(value, places: int | None = None) -> str:
    """1.234,5 or 1,234.5; `places` decimals, or as many as the number has."""
    return NONE if blank(value) else numbers.format(value, places)


def decimals(value, most: int = 2) -> int:
    """How many decimals the number needs, at most `most`."""
    if blank(value):
        return 0
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-most), rounding=ROUND_HALF_UP).normalize()
    return max(0, -int(rounded.as_tuple().exponent))


def points(value, places: int | None = None) -> str:
    """Points, to hundredths at most: 95,5 or 100."""
    return NONE if blank(value) else _points(value, places, get_language())


@lru_cache(maxsize=4096)
def _points(value, places: int | None, language: str | None) -> str:
    """A table has few points, and its pages say them often."""
    shown = decimals(value) if places is None else places
    return numbers.format(Decimal(str(value)).quantize(CENT, ROUND_HALF_UP), shown, language)


def percent(value, places: int | None = None) -> str:
    """A number that is a percentage already: 95.5 → 95,5%."""
    return NONE if blank(value) else f"{points(value, places)}%"


def day(value: dt.date | dt.datetime | None) -> str:
    """31/12/2025, in Vietnam."""
    if not value:
        return NONE
    local = value.astimezone(clock.ZONE) if isinstance(value, dt.datetime) else value
    return f"{local.day:02d}/{local.month:02d}/{local.year:04d}"


def moment(value: dt.datetime | None) -> str:
    """14:32 31/12/2025, in Vietnam."""
    if not value:
        return NONE
    local = value.astimezone(clock.ZONE)
    return f"{local.hour:02d}:{local.minute:02d} {day(local)}"


def span(value: dt.timedelta) -> str:
    """A time that is left, in its two largest parts: 2 days 3 hours; less than a minute is said so."""
    minutes = int(value.total_seconds()) // 60
    if minutes < 1:
        return _("less than a minute")
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    if days:
        return _("{days} d {hours} h").format(days=days, hours=hours)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=minutes)


def size(value: int | None) -> str:
    """Bytes as KB or MB."""
    if value is None:
        return NONE
    if value < 1024 * 1024:
        return f"{numbers.format(Decimal(max(value, 1)) / 1024, 0 if value >= 10240 else 1)} KB"
    return f"{numbers.format(Decimal(value) / 1024 / 1024, 1)} MB"


def blank(value: object) -> bool:
    return value is None or value == ""


@lru_cache(maxsize=256)
def icon(name: str):
    """A decorative sign from the sprite; the words stand beside it."""
    sprite = static("vendor/bootstrap-icons/sprite.svg")
    use = format_html('<use href="{}#{}"></use>', sprite, name)
    return format_html('<svg class="icon" aria-hidden="true" focusable="false">{}</svg>', use)
