"""Why groups, sections and the total have their points: what the lines below come to, and what limits that."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from clusters import explanations, numbers, writing
from clusters.accounts.values import TOTAL, Account, Basis, Ground, Part, of_line
from clusters.explanations import explain
from clusters.scoring import Line, Node, Reason, Sheet, Table
from clusters.scoring.terms import terms_of
from clusters.scoring.values import LEFT_OUT

SECTION_NAMES: Mapping[str, str] = {
    "core": gettext_noop("Content"),
    "bonus": gettext_noop("Bonus"),
    "penalty": gettext_noop("Penalty"),
}


def of_group(basis: Basis, ground: Ground) -> Account:
    """What its lines come to, which of them do not count, and its own limits."""
    node = ground.node
    adding = _("the sum of its lines") if node.combine == "sum" else ""
    rule = [part for part in (adding, explanations.describe_rule(node)) if part]
    rule.append(_("at most {points} points").format(points=numbers.format(node.max_points)))
    parts = [Part("rule", _("The rule"), tuple(rule)), *_sums(basis, node.children, node)]
    return of_line(basis, ground, *parts)


def _sums(basis: Basis, nodes: Sequence[Node], group: Node) -> Iterator[Part]:
    """Of the points that count, and of the self-scores where they come to something else."""
    counting = tuple(_sum(basis.given, nodes, group))
    yield Part("arithmetic", _("The arithmetic"), counting)
    if basis.own is not None:
        own = tuple(_sum(basis.own, nodes, group))
        if own != counting:
            yield Part("own", _("The arithmetic of the self-score"), own)


def _sum(sheet: Sheet, nodes: Sequence[Node], group: Node) -> Iterator[str]:
    """Each line with its points and what they come to, then every line that does not count, then the limits."""
    lines = [(node.code, sheet.lines[node.code]) for node in nodes]
    yield _added(lines, highest=group.combine == "highest")
    yield from _not_counting(lines)
    yield from (explain(reason) for reason in sheet.lines[group.code].reasons)


def _added(lines: Sequence[tuple[str, Line]], *, highest: bool = False) -> str:
    """2 (I.1) + 1,5 (I.2) + 0 (I.3) = 3,5"""
    points = [line.points for _code, line in lines]
    parts = [f"{numbers.format(line.points)} ({code})" for code, line in lines]
    if highest:
        most = numbers.format(max(points))
        return _("the highest of {parts} = {points}").format(parts="; ".join(parts), points=most)
    return f"{' + '.join(parts)} = {numbers.format(sum(points, Decimal(0)))}"


def _not_counting(lines: Sequence[tuple[str, Line]]) -> Iterator[str]:
    for code, line in lines:
        if line.effect == LEFT_OUT:
            yield f"{code}: {explain(Reason('not_applicable'))}"
        yield from (f"{code}: {explain(reason)}" for reason in line.reasons if reason.code == "not_with")


def of_section(basis: Basis, name: str) -> Account:
    """What the lines at the top of the section come to."""
    nodes = [node for node in basis.table.nodes if node.section == name]
    given = basis.given
    counting = tuple(_section_sum(given, nodes, name))
    own = tuple(_section_sum(basis.own, nodes, name)) if basis.own else counting
    parts = [Part("arithmetic", _("The arithmetic"), counting)]
    if own != counting:
        parts.append(Part("own", _("The arithmetic of the self-score"), own))
    return Account(
        code=name,
        title=_(SECTION_NAMES[name]),
        points=getattr(given, name),
        own=getattr(basis.own, name) if basis.own else None,
        most=sum((node.max_points for node in nodes), Decimal(0)),
        parts=tuple(parts),
    )


def _section_sum(sheet: Sheet, nodes: Sequence[Node], name: str) -> Iterator[str]:
    lines = [(node.code, sheet.lines[node.code]) for node in nodes]
    yield _added(lines)
    yield from _not_counting(lines)
    if name == "core":
        yield from (explain(reason) for reason in sheet.reasons if reason.code == "total.rescaled")


def of_total(basis: Basis) -> Account:
    """The sections put together, within the limits of the whole."""
    counting = tuple(_total_sum(basis.given))
    own = tuple(_total_sum(basis.own)) if basis.own else counting
    parts = [
        Part("rule", _("The rule"), tuple(_total_rule(basis.table))),
        Part("arithmetic", _("The arithmetic"), counting),
    ]
    if own != counting:
        parts.append(Part("own", _("The arithmetic of the self-score"), own))
    if basis.verdict:
        parts.append(Part("verdict", _("Grade"), basis.verdict))
    parts.append(Part("legal", _("Legal basis"), (basis.legal or writing.NONE,)))
    return Account(
        code=TOTAL,
        title=_("Total"),
        points=basis.given.total,
        own=basis.own.total if basis.own else None,
        most=basis.table.cap if basis.table.cap is not None else basis.table.full,
        parts=tuple(parts),
    )


def _total_rule(table: Table) -> Iterator[str]:
    yield _("content + bonus − penalty")
    if table.rescaled:
        yield _("content that does not apply to a unit is made up for by the rest of its content")
    yield explain(Reason.of("total.floored", floor=table.floor))
    if table.cap is not None:
        yield explain(Reason.of("total.capped", cap=table.cap))
    if table.total_rounding is not None:
        yield from (explain(reason) for reason in terms_of(Node(TOTAL, Decimal(0), rounding=table.total_rounding)))


def _total_sum(sheet: Sheet) -> tuple[str, ...]:
    return tuple(explain(reason) for reason in sheet.reasons if reason.code != "total.rescaled")
