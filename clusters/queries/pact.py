"""What the pact says, and who has signed it."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet, Value
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters import writing
from clusters.enums import Comparison, PactState, Phase, Role
from clusters.models import Criterion, Pact, Participant, Signature, Succession, Target, User
from clusters.policies import pact as policy
from clusters.queries import scoring as scores
from clusters.rulings import Ruling, denied
from clusters.steps import Step, StepStatus
from clusters.tables import Cell, Column, Row, Table


class Signatory(NamedTuple):
    """A member and its signature under the text that stands; None while it is missing."""

    participant: Participant
    signature: Signature | None


def members(pact: Pact, user: User | None = None) -> list[Participant]:
    """Who signs: the participants that have not left, by name; `is_own` where the person works, `is_led` where they
    lead, `has_signed` under the text that stands."""
    staying = Participant.objects.staying().filter(season=pact.season_id).select_related("organisation", "season")
    return list(_asked_by(user, staying, pact).order_by("organisation__sort_key", "pk"))


def _asked_by(user: User | None, found: QuerySet[Participant], pact: Pact) -> QuerySet[Participant]:
    led = Succession.objects.held_by(user, [Role.LEADER]).filter(ancestor=OuterRef("organisation"))
    under_this = Signature.objects.filter(pact=pact, participant=OuterRef("pk"), text_hash=pact.frozen_hash)
    return found.annotate(
        is_own=Exists(Participant.objects.of(user).filter(pk=OuterRef("pk"))) if user else Value(False),
        is_led=Exists(led) if user else Value(False),
        has_signed=Exists(under_this),
    )


def targets(pact: Pact) -> list[Target]:
    """All that the members promise, in the order of the table."""
    promised = Target.objects.filter(participant__season=pact.season_id).select_related("criterion")
    return list(promised.order_by("criterion__position", "participant"))


def wording(pact: Pact) -> str:
    """The pact as one text in Vietnamese: the same rows give the same text, whoever asks in whatever language."""
    with translation.override("vi"):
        heading = [_("EMULATION PACT"), str(pact.season), ""]
        common = pact.common_targets.order_by("position")
        signing = members(pact)
        parts = [
            (_("Theme"), [pact.theme]),
            (_("Contents"), pact.contents.splitlines()),
            (_("Common targets"), [f"{each.position}. {in_words(each)}" for each in common]),
            (_("Targets of the members"), _promises(signing, targets(pact))),
            (_("Members who sign"), [f"{n}. {each}" for n, each in enumerate(signing, start=1)]),
        ]
        return "\n".join(heading + [line for title, lines in parts if lines for line in (title.upper(), *lines, "")])


def in_words(target) -> str:
    """A common target, a row or a line just typed, with its number: 'Advanced collectives: more than 95 %'."""
    text = _text_of(target)
    if target.value is None:
        return text
    comparison = Comparison(target.comparison).label
    return f"{text}: {comparison} {writing.number(_bare(target.value))} {target.unit_of_measure}".rstrip()


def signatories(pact: Pact, of: list[Participant] | None = None) -> list[Signatory]:
    """Every member with its signature under the text that stands."""
    under_this = pact.signatures.filter(text_hash=pact.frozen_hash).select_related("signed_by") if _frozen(pact) else []
    signed = {signature.participant_id: signature for signature in under_this}
    return [Signatory(each, signed.get(each.pk)) for each in (members(pact) if of is None else of)]


def own_participants(pact: Pact, user: User) -> QuerySet[Participant]:
    """The members of this season that the person works for, as `members` gives them: after a merger several."""
    own = Participant.objects.staying().of(user).filter(season=pact.season_id).select_related("organisation", "season")
    return _asked_by(user, own, pact).order_by("organisation__sort_key")


def may_sign(pact: Pact, own: Iterable[Participant]) -> Ruling:
    """Whether the person can sign for one of their units; else the reason of the first."""
    rulings = [
        policy.may_sign_for(pact, each, leads=each.is_led, signed=each.has_signed)  # type: ignore[attr-defined]
        for each in own
    ]
    nobody = denied(_("The leaders of the members sign the pact."))
    return next((ruling for ruling in rulings if ruling), rulings[0] if rulings else nobody)


def steps(pact: Pact) -> list[Step]:
    """Drafted, agreed, signed by all."""
    order = list(PactState)
    at = order.index(PactState(pact.state))
    finished = pact.state == PactState.SIGNED
    status = [
        StepStatus.DONE if i < at or finished else StepStatus.CURRENT if i == at else StepStatus.TODO
        for i in range(len(order))
    ]
    return [Step(state.label, each) for state, each in zip(order, status, strict=True)]


def page(pact: Pact, user: User) -> dict[str, Any]:
    """What the page of the pact shows: where it stands, its tables, and what the person can do."""
    signed = signatories(pact, members(pact, user))
    everybody = [each.participant for each in signed]
    own = [each for each in everybody if each.is_own]  # type: ignore[attr-defined]  # annotated by members()
    return {
        "pact": pact,
        "season": pact.season,
        "steps": steps(pact),
        "deadline": pact.season.phases.filter(phase=Phase.PACT).values_list("due_at", flat=True).first(),
        "own_targets": [(each, may_set) for may_set in [policy.may_set_own_targets(pact)] for each in own],
        "signed": sum(1 for each in signed if each.signature),
        "of": len(signed),
        "common": common_table(pact),
        "matrix": matrix(pact, everybody),
        "signatures": signature_table(pact, signed),
        "may_sign": may_sign(pact, own),
        **policy.may_lead_pact(user, pact),
    }


def common_table(pact: Pact) -> Table:
    """The targets of the whole cluster, each with its mark."""
    columns = [
        Column("target", gettext_lazy("Common target"), sortable=False),
        Column("comparison", gettext_lazy("Comparison"), sortable=False),
        Column("value", gettext_lazy("Value"), "number", sortable=False),
        Column("unit_of_measure", gettext_lazy("Unit of measure"), sortable=False),
    ]
    rows = [
        Row(
            [
                Cell(_text_of(each), mark=each.mark, source=each.source),
                each.get_comparison_display() if each.value is not None else None,
                None if each.value is None else _bare(each.value),
                each.unit_of_measure,
            ]
        )
        for each in pact.common_targets.order_by("position")
    ]
    empty = gettext_lazy("No common targets.")
    return Table("common-targets", gettext_lazy("Common targets"), columns, rows, empty=empty, sort_key="csort")


def signature_table(pact: Pact, signed: list[Signatory]) -> Table:
    """Who has signed when, and who has not."""
    columns = [
        Column("unit", gettext_lazy("Unit")),
        Column("state", gettext_lazy("Signature"), "state"),
        Column("at", gettext_lazy("Signed at"), "moment"),
        Column("by", gettext_lazy("Signed by")),
    ]
    rows = [_signature_row(pact, each) for each in signed]
    return Table("signatures", gettext_lazy("Signatures"), columns, rows, sort_key="ssort")


def matrix(pact: Pact, signing: list[Participant]) -> Table:
    """What each member promises, criterion by criterion."""
    promised = targets(pact)
    by_cell = {(each.criterion_id, each.participant_id): each for each in promised}
    columns = [
        Column("criterion", gettext_lazy("Criterion")),
        Column("unit_of_measure", gettext_lazy("Unit of measure")),
        *(Column(f"p{each.pk}", each.organisation.short_name or str(each), "number") for each in signing),
    ]
    rows = [
        Row([str(criterion), criterion.unit_of_measure, *(_cell(by_cell.get((criterion.pk, p.pk))) for p in signing)])
        for criterion in criteria(pact)
    ]
    return Table(
        "targets",
        gettext_lazy("Targets of the members"),
        columns,
        rows,
        empty=gettext_lazy("No targets."),
        sort_key="msort",
    )


def criteria(pact: Pact) -> list[Criterion]:
    """The lines of the table that take a target: what is measured or held against one, unless the table sets it."""
    table = pact.season.table_id
    leaves = Criterion.objects.filter(version=table).exclude(rule_type="").order_by("position") if table else ()
    return [leaf for leaf in leaves if _takes_target(leaf)]


def _takes_target(leaf: Criterion) -> bool:
    rule = scores.rule_of(leaf)
    if rule is None:
        return False
    is_set = rule.type.own_target(rule.parameters) is not None
    return not is_set and bool(leaf.unit_of_measure or rule.takes_target)


def _signature_row(pact: Pact, each: Signatory) -> Row:
    if each.signature is None:
        missing = gettext_lazy("not signed yet") if _frozen(pact) else gettext_lazy("text not agreed yet")
        return Row([str(each.participant), Cell("waiting", text=missing), None, None])
    signed, by = each.signature.signed_at, str(each.signature.signed_by)
    return Row([str(each.participant), Cell("done", text=gettext_lazy("signed")), signed, by])


def _text_of(target) -> str:
    return target.text_en if target.text_en and translation.get_language() == "en" else target.text


def _promises(signing: list[Participant], promised: list[Target]) -> list[str]:
    lines: list[str] = []
    for participant in signing:
        own = [each for each in promised if each.participant_id == participant.pk]
        lines.append(f"{participant}:")
        lines += [f"  - {each.criterion}: {_amount(each)}" for each in own] or ["  - " + _("no targets")]
    return lines


def _amount(target: Target) -> str:
    return f"{writing.number(_bare(target.value))} {target.criterion.unit_of_measure}".rstrip()


def _bare(value: Decimal) -> Decimal:
    """Without the zeros that the column adds: 95.0000 → 95."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _cell(target: Target | None) -> Cell:
    if target is None:
        return Cell(None)
    return Cell(_bare(target.value), mark=target.mark if target.is_marked else "", source=target.source)


def _frozen(pact: Pact) -> bool:
    return pact.state != PactState.DRAFT
