"""Numbers as people write them, in Vietnamese (1.234,5) and in English (1,234.5)."""

import re
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import get_language, gettext

_LONGEST = 40
_SPACES = re.compile(r"[\s\u200b\ufeff]+")
_SIGNED = re.compile(r"(?P<sign>[+-]?) ?(?P<body>[0-9., ]*[0-9]) ?%?")
# Tried in order. 1.234 is read as Vietnamese thousands, 1,234 as a Vietnamese decimal.
_FORMS = [
    re.compile(r"(?P<whole>[1-9][0-9]{0,2}(\.[0-9]{3})+)(,(?P<part>[0-9]+))?"),
    re.compile(r"(?P<whole>[1-9][0-9]{0,2}(,[0-9]{3})+)\.(?P<part>[0-9]+)"),
    re.compile(r"(?P<whole>[1-9][0-9]{0,2}(,[0-9]{3}){2,})(?P<part>)"),
    re.compile(r"(?P<whole>[1-9][0-9]{0,2}( [0-9]{3})+)([.,](?P<part>[0-9]+))?"),
    re.compile(r"(?P<whole>[0-9]*)[.,](?P<part>[0-9]+)"),
    re.compile(r"(?P<whole>[0-9]+)(?P<part>)"),
]


class NotANumber(ValueError):
    """A text that is no number; `str()` is a sentence for the person, in their language."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"

    def __str__(self) -> str:
        return gettext("“{text}” is not a number. Write it like 1234,5 or 1.234,5.").format(text=self.text)


def parse(text: str) -> Decimal:
    """The number that a person typed; `12 %` is 12. Raises NotANumber."""
    tidy = _SPACES.sub(" ", text).strip().replace("−", "-")
    signed = _SIGNED.fullmatch(tidy) if len(tidy) <= _LONGEST else None
    if signed is None:
        raise NotANumber(text)
    value = _unsigned(signed["body"])
    if value is None:
        raise NotANumber(text)
    return -value if signed["sign"] == "-" else value


def _unsigned(body: str) -> Decimal | None:
    found = next((m for m in (form.fullmatch(body) for form in _FORMS) if m), None)
    if found is None:
        return None
    return Decimal(f"{re.sub('[., ]', '', found['whole']) or '0'}.{found['part'] or '0'}")


def format(value: Decimal | int, places: int | None = None, language: str | None = None) -> str:
    """With grouped thousands, in the active language or the one named; trailing zeros only where `places` asks."""
    text = f"{_exact(value, places):,f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    text = "0" if text == "-0" else text
    return text if _is_english(language) else text.translate(_SWAP)


def editable(value: Decimal | int, language: str | None = None) -> str:
    """For a field that a person edits: ungrouped, and always read back by `parse` as the same number.

    `format` is not: English 1,234 would come back as the Vietnamese decimal 1.234.
    """
    text = format(value, language="en").replace(",", "")
    whole, point, part = text.partition(".")
    if not _is_english(language):
        return f"{whole},{part}" if point else whole
    # Three decimals behind a dot would be taken for Vietnamese thousands.
    return f"{text}0" if len(part) == 3 else text


_SWAP = str.maketrans(",.", ".,")


def _exact(value: Decimal | int, places: int | None) -> Decimal:
    value = Decimal(value)
    return value if places is None else value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _is_english(language: str | None) -> bool:
    return (language or get_language() or "vi").startswith("en")
