"""The account of a sheet: why every line, section and the total is what it is, in sentences in the reader's language.

Page, workbook and minutes show these same sentences. Values come in as they stand now or as they were sealed; nothing
here reads a row.
"""

from collections.abc import Iterable
from itertools import dropwhile, islice, takewhile

from clusters.accounts.leaves import figure, of_leaf
from clusters.accounts.sums import of_group, of_section, of_total
from clusters.accounts.values import PARTS, TOTAL, Account, Basis, Given, Ground, Part, Proof
from clusters.scoring.values import SECTIONS

__all__ = [
    "PARTS",
    "TOTAL",
    "Account",
    "Basis",
    "Given",
    "Ground",
    "Part",
    "Proof",
    "above",
    "account_of",
    "below",
    "figure",
]


def account_of(basis: Basis) -> list[Account]:
    """The total, the sections that the table has, then every line in order."""
    present = [name for name in SECTIONS if any(node.section == name for node in basis.table.nodes)]
    lines = (of_group(basis, each) if each.node.children else of_leaf(basis, each) for each in basis.grounds)
    return [of_total(basis), *(of_section(basis, name) for name in present), *lines]


def above(accounts: Iterable[Account], one: Account) -> list[Account]:
    """The groups that a line stands in, the outermost first."""
    path: dict[int, Account] = {}
    for each in accounts:
        if each == one:
            return [path[depth] for depth in range(one.depth)]
        if each.pk is not None:
            path[each.depth] = each
    return []


def below(accounts: Iterable[Account], one: Account) -> list[Account]:
    """The lines that stand in a group, in order; nothing for a leaf."""
    later = dropwhile(lambda each: each != one, accounts)
    inside = takewhile(lambda each: each.depth > one.depth, islice(later, 1, None))
    return [each for each in inside if each.depth == one.depth + 1]
