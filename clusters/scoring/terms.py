"""On what terms a line of the table counts, besides its rule: who enters its figures, evidence, limits, rounding."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext_noop

from clusters.scoring.declaration import SUPPLIER_LABELS, Template
from clusters.scoring.values import UNIT, Node, Reason

MODES: Mapping[str, str] = {
    "half_up": gettext_noop("Half up"),
    "half_even": gettext_noop("Half to even"),
    "down": gettext_noop("Down"),
    "up": gettext_noop("Up"),
}


def terms_of(node: Node) -> tuple[Reason, ...]:
    """In the order in which they take effect; nothing for an ordinary line of a unit's own figures."""
    return (*(_leaf(node) if node.rule else _group(node)), *_any(node))


def _leaf(node: Node) -> Iterator[Reason]:
    if node.supplier != UNIT:
        yield Reason("terms.supplier", {"supplier": SUPPLIER_LABELS.get(node.supplier, node.supplier)})
    elif node.evidence_required and node.section != "penalty":
        yield Reason("terms.evidence")


def _group(node: Node) -> Iterator[Reason]:
    if node.combine == "highest":
        yield Reason("terms.highest")
    if node.floor is not None:
        yield Reason.of("terms.floor", floor=node.floor)


def _any(node: Node) -> Iterator[Reason]:
    if node.not_with:
        yield Reason("terms.not_with", {"codes": ", ".join(node.not_with)})
    if node.rounding is not None:
        step, mode = node.rounding
        yield Reason.of("terms.rounding", step=step, mode=MODES.get(mode, mode))


TEMPLATES: Mapping[str, Template] = {
    "terms.supplier": Template(gettext_noop("figures entered by {supplier}"), words=("supplier",)),
    "terms.evidence": Template(gettext_noop("no points without evidence")),
    "terms.highest": Template(gettext_noop("only the highest of its lines counts")),
    "terms.floor": Template(gettext_noop("at least {floor} counts")),
    "terms.not_with": Template(gettext_noop("not counted once {codes} has points"), verbatim=("codes",)),
    "terms.rounding": Template(gettext_noop("rounded in steps of {step} points: {mode}"), words=("mode",)),
}
