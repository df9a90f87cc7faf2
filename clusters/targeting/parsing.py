"""What an officer typed for a target: 95,5 % · 191/200 · hạng 3 · có · 1,2 tỷ · 12 mô hình."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from clusters import dong, numbers
from clusters.enums import MONEY_UNITS, TargetKind
from clusters.targeting.promises import Asked, Promise, kind_of_unit, share

YES = {"1", "có", "co", "yes", "y", "đạt", "x", "true"}
NO = {"0", "không", "khong", "no", "n", "không đạt", "false"}
LONGEST_UNIT = 40
_AMOUNT = r"[+\-−]?\s*[0-9.,]*[0-9](?:[ .,][0-9]+)*"
_WITH_UNIT = re.compile(rf"(?P<amount>{_AMOUNT})(?P<unit>.*)")
_OF_RANK = re.compile(r"(?:thứ hạng|hạng|thứ|rank|#) ?(?=[0-9])")
# 1e9 as a program writes it is no 1 in the unit e9.
_EXPONENT = re.compile(r"e ?[+\-−]?[0-9]+", re.IGNORECASE)
_COMPUTED = re.compile(r" ?\([^()]*%\)")


class Unreadable(ValueError):
    """What was typed is no target of this kind; `str()` is a sentence for the person, in their language."""


def parse(text: str, asked: Asked) -> Promise:
    """Read, not checked: see `problem`. Raises Unreadable."""
    tidy = " ".join(text.split()).strip()
    try:
        return _READERS[asked.kind](tidy, asked)
    except numbers.NotANumber as wrong:
        raise Unreadable(str(wrong)) from wrong


def _number(text: str, asked: Asked) -> Promise:
    found = _WITH_UNIT.fullmatch(text)
    if not found:
        raise numbers.NotANumber(text)
    value, said = numbers.parse(found["amount"]), found["unit"].strip()
    if not asked.unit and said:
        return _in_own_unit(value, said, asked, text)
    if said and kind_of_unit(said)[1].casefold() != asked.unit.casefold():
        raise Unreadable(_("It is counted in {unit}, not in {said}.").format(unit=asked.unit, said=said))
    return Promise(asked.kind, value, asked.unit)


def _in_own_unit(value: Decimal, said: str, asked: Asked, text: str) -> Promise:
    """The criterion names no unit of measure: the officer's says what kind of figure it is."""
    if not (said[0].isalpha() or said == "%") or len(said) > LONGEST_UNIT or _EXPONENT.fullmatch(said):
        raise numbers.NotANumber(text)
    if dong.CURRENCY.search(said.casefold()) or said.casefold() in dong.SCALES:
        return _money(text, asked._replace(unit="đồng"))
    return Promise(kind_of_unit(said)[0], value, kind_of_unit(said)[1])


def _per_cent(text: str, asked: Asked) -> Promise:
    part, slash, whole = _COMPUTED.sub("", text).partition("/")
    if not slash:
        return Promise(asked.kind, numbers.parse(part), asked.unit)
    numerator, denominator = numbers.parse(part), numbers.parse(whole)
    if denominator <= 0:
        raise Unreadable(_("The number after the stroke is above 0: 191/200 are 191 out of 200."))
    return share(numerator, denominator, asked.lower)


def _rank(text: str, asked: Asked) -> Promise:
    try:
        return Promise(asked.kind, numbers.parse(_OF_RANK.sub("", text.casefold(), count=1)), asked.unit)
    except numbers.NotANumber as wrong:
        sentence = _("“{text}” is no rank. Write it like 3.")
        raise Unreadable(sentence.format(text=wrong.text)) from wrong


def _yes_no(text: str, asked: Asked) -> Promise:
    said = text.casefold()
    if said not in YES | NO:
        raise Unreadable(_("Answer yes or no."))
    return Promise(asked.kind, Decimal(int(said in YES)), asked.unit)


def _money(text: str, asked: Asked) -> Promise:
    """In the criterion's own unit, unless đồng, nghìn, triệu or tỷ is said; 1 tỷ 200 triệu is one amount."""
    try:
        amount = dong.read(text, bare=MONEY_UNITS[asked.unit])
    except dong.NotAnAmount as wrong:
        sentence = _("“{text}” is no amount of money. Write it like 1,2 tỷ or 1.200.000.000 đ.")
        raise Unreadable(sentence.format(text=text)) from wrong
    return Promise(TargetKind.MONEY, amount / MONEY_UNITS[asked.unit], asked.unit)


_READERS = {
    TargetKind.NUMBER: _number,
    TargetKind.PER_CENT: _per_cent,
    TargetKind.RANK: _rank,
    TargetKind.YES_NO: _yes_no,
    TargetKind.MONEY: _money,
}
