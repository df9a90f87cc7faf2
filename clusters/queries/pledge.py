"""What the units pledge towards the common targets, and the live sums: always Σ over Σ, never a mean of means."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from clusters import writing
from clusters.enums import Comparison, Measure
from clusters.models import CommonTarget, Pact, Participant, Pledge, User
from clusters.policies import pact as pacts
from clusters.scoring.ratio import HUNDRED, percentage
from clusters.tables import Cell, Column, Row, Table

ZERO = Decimal(0)
COMPARING = {
    Comparison.AT_LEAST: lambda figure, wanted: figure >= wanted,
    Comparison.MORE_THAN: lambda figure, wanted: figure > wanted,
    Comparison.AT_MOST: lambda figure, wanted: figure <= wanted,
    Comparison.EXACTLY: lambda figure, wanted: figure == wanted,
}


class Live(NamedTuple):
    """A common target as pledged so far: by how many units, what comes of it, and whether that meets it.

    `value` of `out_of` are the sums of a share; of ranks `value` is the best and `out_of` the worst. `is_met` is None
    where nothing is pledged or the target names no number.
    """

    target: CommonTarget
    units: int = 0
    value: Decimal | None = None
    out_of: Decimal | None = None
    is_met: bool | None = None


def wholes(targets: Iterable[CommonTarget]) -> dict[int, CommonTarget]:
    """By the pk of each “of which”, the target above it of whose numerator it is a part."""
    found, above = {}, None
    for each in targets:
        if each.is_part and above is not None:
            found[each.pk] = above
        elif each.measure == Measure.SHARE:
            above = each
        else:
            above = None
    return found


def live(targets: list[CommonTarget], pledges: Iterable[Pledge]) -> list[Live]:
    """Each target with what is pledged; a unit counts in an “of which” only with its part in the target above."""
    given: dict[int, dict[int, Pledge]] = {each.pk: {} for each in targets}
    for pledge in pledges:
        given[pledge.common_target_id][pledge.participant_id] = pledge
    above = wholes(targets)
    return [_live(each, given, above.get(each.pk)) for each in targets]


def _live(target: CommonTarget, given: Mapping[int, dict[int, Pledge]], above: CommonTarget | None) -> Live:
    own = given[target.pk]
    if target.measure == Measure.SHARE:
        return _share(target, own, given[above.pk] if above else None)
    values = [each.value for each in own.values()]
    if not values:
        return Live(target)
    if target.measure == Measure.RANK:
        best, worst = min(values), max(values)
        decisive = worst if target.comparison == Comparison.AT_MOST else best
        return Live(target, len(values), best, worst, _met(target, decisive))
    total = sum(values, ZERO)
    return Live(target, len(values), total, None, _met(target, total))


def _share(target: CommonTarget, own: dict[int, Pledge], above: dict[int, Pledge] | None) -> Live:
    pairs = [
        (each.value, above[unit].value if above is not None else each.out_of)
        for unit, each in own.items()
        if above is None or unit in above
    ]
    part, whole = sum((p for p, _w in pairs), ZERO), sum((w or ZERO for _p, w in pairs), ZERO)
    if not whole:
        return Live(target, len(pairs))
    # Multiplied rather than divided: a quotient cut off at its last digit falls to the wrong side of a limit.
    met = (
        None if target.value is None else COMPARING[Comparison(target.comparison)](part * HUNDRED, target.value * whole)
    )
    return Live(target, len(pairs), part, whole, met)


def _met(target: CommonTarget, figure: Decimal) -> bool | None:
    return None if target.value is None else COMPARING[Comparison(target.comparison)](figure, target.value)


def in_numbers(state: Live) -> str:
    """'57/60 = 95,00 %', '3 – 12', '4': as the page and the agreed text write it; empty while nothing is pledged."""
    if state.value is None:
        return ""
    if state.target.measure == Measure.SHARE and state.out_of:
        share = writing.percent(percentage(state.value, state.out_of))
        return f"{_plain(state.value)}/{_plain(state.out_of)} = {share}"
    if state.target.measure == Measure.RANK and state.out_of is not None:
        return _plain(state.value) if state.value == state.out_of else f"{_plain(state.value)} – {_plain(state.out_of)}"
    return f"{_plain(state.value)} {state.target.unit_of_measure}".rstrip()


def _plain(value: Decimal) -> str:
    return writing.number(value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize())


def pledges_of(pact: Pact) -> QuerySet[Pledge]:
    """Those of the units that have not left."""
    found = Pledge.objects.filter(common_target__pact=pact, participant__left_on__isnull=True)
    return found.order_by("common_target__position", "participant__organisation__sort_key")


def state_of(pact: Pact) -> list[Live]:
    """All common targets in their order, with what is pledged; two queries."""
    return live(list(pact.common_targets.order_by("position")), pledges_of(pact))


def met_cell(state: Live) -> Cell:
    """Met, not yet, or nothing to say."""
    if not state.target.measure or state.is_met is None:
        return Cell(None)
    return Cell("met", text=_("met")) if state.is_met else Cell("waiting", text=_("not met"))


def text_of(target: CommonTarget) -> str:
    """In the reader's language, marked where it is a part of the line above."""
    text = target.text_en if target.text_en and translation.get_language() == "en" else target.text
    return f"↳ {text}" if target.is_part else text


def lines(pact: Pact, units: Iterable[Participant]) -> list[str]:
    """The pledges for the agreed text, target by target, and what they come to; nothing where nobody pledged."""
    given: dict[tuple[int, int], Pledge] = {(x.common_target_id, x.participant_id): x for x in pledges_of(pact)}
    members, found = list(units), []
    for state in state_of(pact):
        own = [(unit, given[key]) for unit in members if (key := (state.target.pk, unit.pk)) in given]
        if own:
            found.append(f"{state.target.position}. {state.target.text}: {in_numbers(state)}")
            found += [f"  - {unit}: {said(pledge, state.target)}" for unit, pledge in own]
    return found


def said(pledge: Pledge, target: CommonTarget) -> str:
    """One unit's part in words."""
    if target.measure == Measure.UNITS:
        return _("yes") if pledge.value else _("no")
    return _plain(pledge.value) if pledge.out_of is None else f"{_plain(pledge.value)}/{_plain(pledge.out_of)}"


def members(pact: Pact) -> list[Participant]:
    """Units that have not left, by name."""
    staying = Participant.objects.staying().filter(season=pact.season_id).select_related("organisation")
    return list(staying.order_by("organisation__sort_key", "pk"))


def page(pact: Pact, user: User) -> dict[str, Any]:
    """The page of all pledges: sums per target, each unit below, and where the person can pledge."""
    units, states, given = members(pact), state_of(pact), list(pledges_of(pact))
    own = set(Participant.objects.of(user).filter(season=pact.season_id).values_list("pk", flat=True))
    may = pacts.is_open(pact)
    return {
        "pact": pact,
        "season": pact.season,
        "sums": sums_table(states, len(units)),
        "units": units_table(states, units, given),
        "own": [(each, may) for each in units if each.pk in own],
        "is_measured": any(each.target.measure for each in states),
    }


def sums_table(states: list[Live], of: int) -> Table:
    """What the cluster promises beside what its units pledge."""
    columns = [
        Column("target", _("Common target"), sortable=False, spot="name"),
        Column("promised", _("Promised by the cluster"), sortable=False),
        Column("pledged", _("Pledged so far"), sortable=False, spot="figure"),
        Column("units", _("Units that pledged"), sortable=False),
        Column("state", _("State"), "state", sortable=False, spot="line"),
    ]
    rows = [_sums_row(each, of) for each in states]
    empty = _("No common targets.")
    return Table("pledged-sums", _("Common targets and what is pledged"), columns, rows, empty=empty)


def _sums_row(state: Live, of: int) -> Row:
    target = state.target
    units = f"{state.units}/{of}" if target.measure else ""
    return Row(
        [
            Cell(text_of(target), mark=target.mark, source=target.source),
            _promised(target),
            in_numbers(state),
            units,
            met_cell(state),
        ]
    )


def _promised(target: CommonTarget) -> str:
    if target.value is None:
        return ""
    return f"{target.get_comparison_display()} {_plain(target.value)} {target.unit_of_measure}"


def units_table(states: list[Live], units: list[Participant], given: list[Pledge]) -> Table:
    """Each unit's part in each target that is measured."""
    measured = [each.target for each in states if each.target.measure]
    by_cell = {(each.participant_id, each.common_target_id): each for each in given}
    columns = [
        Column("unit", _("Unit"), spot="name"),
        *(Column(f"t{each.pk}", text_of(each), sortable=False) for each in measured),
    ]
    rows = [
        Row([str(unit), *(_pledge_cell(by_cell.get((unit.pk, each.pk)), each) for each in measured)]) for unit in units
    ]
    return Table("pledges", _("Pledges of the units"), columns, rows if measured else [], sort_key="psort")


def _pledge_cell(pledge: Pledge | None, target: CommonTarget) -> Cell:
    if pledge is None:
        return Cell(None)
    return Cell(said(pledge, target), mark=pledge.mark if pledge.is_marked else "", source=pledge.source)
