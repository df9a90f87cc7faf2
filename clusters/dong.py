"""Amounts of money as offices write them: 1.500.000, 1 500 000 đ, 1,5 triệu, 1 tỷ 200 triệu đồng."""

import re
from decimal import Decimal

from django.utils.translation import gettext

from clusters import numbers

_LONGEST = 40
SCALES = {
    **dict.fromkeys(["nghìn tỷ", "nghìn tỉ", "ngàn tỷ", "ngàn tỉ", "trillion"], 10**12),
    **dict.fromkeys(["tỷ", "tỉ", "ty", "billion", "bn"], 10**9),
    **dict.fromkeys(["triệu", "trieu", "tr", "million"], 10**6),
    **dict.fromkeys(["nghìn", "ngàn", "nghin", "ngan", "thousand", "k"], 10**3),
}
CURRENCY = re.compile(r"^(?:vnđ|vnd|₫) ?| ?(?:đồng|dong|vnđ|vnd|đ|₫)$")
_NAMES = "|".join(sorted(SCALES, key=len, reverse=True))
_PART = re.compile(rf"(?P<amount>[+\-−]?[0-9](?:[0-9., ]*[0-9])?) ?(?P<scale>{_NAMES}|)(?: |$)")
# Đồng have no decimals: three digits behind a mark are thousands, whichever mark it is, if it is always the same.
_GROUPED = r"[0-9]{1,3}(?P<mark>[., ])[0-9]{3}(?:(?P=mark)[0-9]{3})*"
_WHOLE = re.compile(rf"(?P<sign>[+\-−]?) ?(?P<body>{_GROUPED}|[0-9]{{1,{_LONGEST}}})")


class NotAnAmount(numbers.NotANumber):
    """A text that is no amount of whole đồng."""

    def __str__(self) -> str:
        told = gettext("“{text}” is not an amount in whole đồng. Write it like 1.500.000 or 1,5 triệu.")
        return told.format(text=self.text)


def read(text: str, bare: int = 1) -> Decimal:
    """In đồng, parts of one too; a number without a scale counts `bare` đồng each, unless đồng are said. Raises
    NotANumber."""
    said = " ".join(text.casefold().split())
    body = CURRENCY.sub("", said).strip()
    parts = list(_PART.finditer(body))
    if not parts or "".join(part[0] for part in parts) != body or (len(parts) > 1 and not parts[-1]["scale"]):
        raise NotAnAmount(text)
    unsaid = 1 if body != said else bare
    return sum((numbers.parse(part["amount"]) * SCALES.get(part["scale"], unsaid) for part in parts), Decimal(0))


def parse(text: str) -> int:
    """The amount in whole đồng that a person typed. Raises NotAnAmount, also where it has a part of a đồng."""
    body = CURRENCY.sub("", " ".join(text.casefold().split())).strip()
    whole = _WHOLE.fullmatch(body)
    if whole:
        digits = int(re.sub("[., ]", "", whole["body"]))
        return -digits if whole["sign"] in {"-", "−"} else digits
    if len(body) > _LONGEST or body[-1:].isdigit():
        raise NotAnAmount(text)
    try:
        amount = read(body)
    except numbers.NotANumber as wrong:
        raise NotAnAmount(text) from wrong
    if amount % 1:
        raise NotAnAmount(text)
    return int(amount)
