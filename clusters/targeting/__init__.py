"""Targets by kind: a number, a per cent, a rank, yes or no, money. Pure: text in, a promise or a sentence out.

`asked_of` says what a criterion asks, `parse` reads what was typed, `problem` says what to mend, `word` and `editable`
write a promise for reading and for a field, `summed` makes one of those of several units.
"""

from clusters.targeting.asking import asked_of
from clusters.targeting.checking import problem
from clusters.targeting.parsing import Unreadable, parse
from clusters.targeting.promises import Asked, Promise, in_unit, share
from clusters.targeting.summing import Summed, summed
from clusters.targeting.wording import editable, measure, word

__all__ = [
    "Asked",
    "Promise",
    "Summed",
    "Unreadable",
    "asked_of",
    "editable",
    "in_unit",
    "measure",
    "parse",
    "problem",
    "share",
    "summed",
    "word",
]
