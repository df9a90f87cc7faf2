"""What the pact says, and who signs it."""

from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from clusters import canonical, targeting, writing
from clusters.enums import Comparison, PactState, Role, SignerCapacity
from clusters.models import Criterion, Pact, Participant, Signature, Succession, Target, User
from clusters.policies import signature as policy
from clusters.queries import pledge as pledges
from clusters.queries import target as kinds
from clusters.tables import Cell, Column, Row, Table

WHOLE_HELP = gettext_noop("Sums; of percentages the one sum over the other; of yes and no, how many yes.")


class Signatory(NamedTuple):
    """A member and its signature under the text that stands; None while it is missing."""

    participant: Participant
    signature: Signature | None


def members(pact: Pact, user: User | None = None) -> list[Participant]:
    """Who signs: the participants that have not left and did not join after the text was agreed, by name; `is_own`
    where the person works, `is_led` where they lead, `has_signed` under the text that stands."""
    return [each for each in everybody(pact, user) if not policy.is_late(each, pact)]


def everybody(pact: Pact, user: User | None = None) -> list[Participant]:
    """The same with those that joined late."""
    staying = Participant.objects.staying().filter(season=pact.season_id).select_related("organisation", "season")
    return list(_asked_by(user, staying, pact).order_by("organisation__sort_key", "pk"))


def _asked_by(user: User | None, found: QuerySet[Participant], pact: Pact) -> QuerySet[Participant]:
    led = Succession.objects.held_by(user, [Role.LEADER]).filter(ancestor=OuterRef("organisation"))
    under_this = Signature.objects.filter(pact=pact, participant=OuterRef("pk"), text_hash=pact.frozen_hash)
    return found.annotate(
        is_own=Exists(Participant.objects.of(user).filter(pk=OuterRef("pk"))) if user else Value(False),
        is_led=Exists(led) if user else Value(False),
        has_signed=Exists(under_this),
        has_targets=Exists(Target.objects.filter(participant=OuterRef("pk"))),
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
            (_("Pledges of the members"), pledges.lines(pact, signing)),
            (_("Targets of the members"), _promises(signing, targets(pact))),
            (_("Members who sign"), [f"{n}. {each}" for n, each in enumerate(signing, start=1)]),
            (_("Witness"), [pact.witness_body] if pact.witness_body else []),
        ]
        return "\n".join(heading + [line for title, lines in parts if lines for line in (title.upper(), *lines, "")])


def stamp(pact: Pact) -> str:
    """Another one whenever the draft, a target, a pledge or the members change; three queries, however many."""
    found = [
        Participant.objects.staying().filter(season=pact.season_id).annotate(version=Value(0)),
        Target.objects.filter(participant__season=pact.season_id),
        pledges.pledges_of(pact),
    ]
    rows = [[list(each) for each in rows.order_by("pk").values_list("pk", "version")] for rows in found]
    return canonical.sha256([pact.version, *rows])


def in_words(target) -> str:
    """A common target, a row or a line just typed, with its number: 'Advanced collectives: more than 95 %'."""
    text = _text_of(target)
    if target.value is None:
        return text
    comparison = Comparison(target.comparison).label
    return f"{text}: {comparison} {writing.number(kinds.bare(target.value))} {target.unit_of_measure}".rstrip()


def signatories(pact: Pact, of: list[Participant] | None = None) -> list[Signatory]:
    """Every member with its signature under the text that stands."""
    under_this = pact.signatures.filter(text_hash=pact.frozen_hash).select_related("signed_by") if _frozen(pact) else []
    signed = {signature.participant_id: signature for signature in under_this}
    return [Signatory(each, signed.get(each.pk)) for each in (members(pact) if of is None else of)]


def is_whole(pact: Pact) -> bool:
    """Whether every member has signed the text that stands, and the witness where it names one."""
    if not all(each.signature for each in signatories(pact)):
        return False
    by_witness = pact.signatures.filter(capacity=SignerCapacity.WITNESS, text_hash=pact.frozen_hash)
    return not pact.witness_body or by_witness.exists()


def own_participants(pact: Pact, user: User) -> QuerySet[Participant]:
    """The members of this season that the person works for, as `members` gives them: after a merger several."""
    own = Participant.objects.staying().of(user).filter(season=pact.season_id).select_related("organisation", "season")
    return _asked_by(user, own, pact).order_by("organisation__sort_key")


def waiting(pact: Pact, own: QuerySet[Participant]) -> QuerySet[Participant]:
    """Those of `own_participants` that sign the pact itself and have not signed it yet."""
    joined_late = Q(admitted_at__gt=pact.agreed_at)
    return own.exclude(joined_late).filter(has_signed=False)  # type: ignore[misc]  # annotated by _asked_by()


def common_table(pact: Pact) -> Table:
    """The targets of the whole cluster, each with its mark."""
    columns = [
        Column("target", gettext_lazy("Common target"), sortable=False, spot="name"),
        Column("comparison", gettext_lazy("Comparison"), sortable=False),
        Column("value", gettext_lazy("Value"), "number", sortable=False),
        Column("unit_of_measure", gettext_lazy("Unit of measure"), sortable=False),
        Column("pledged", gettext_lazy("Pledged so far"), sortable=False, spot="figure"),
        Column("units", gettext_lazy("Units that pledged"), "number", sortable=False),
        Column("state", gettext_lazy("State"), "state", sortable=False, spot="mark"),
    ]
    rows = [_common_row(state) for state in pledges.state_of(pact)]
    empty = gettext_lazy("No common targets.")
    return Table("common-targets", gettext_lazy("Common targets"), columns, rows, empty=empty, sort_key="csort")


def matrix(pact: Pact, signing: list[Participant]) -> Table:
    """What each member promises, criterion by criterion."""
    promised = targets(pact)
    by_cell = {(each.criterion_id, each.participant_id): each for each in promised}
    columns = [
        Column("criterion", gettext_lazy("Criterion")),
        Column("kind", gettext_lazy("Kind")),
        Column("unit_of_measure", gettext_lazy("Unit of measure")),
        Column("whole", gettext_lazy("All units"), "number", help=gettext_lazy(WHOLE_HELP)),
        *(Column(f"p{each.pk}", each.organisation.short_name or str(each), "number") for each in signing),
    ]
    rows = [
        _line_of(criterion, asked, [by_cell.get((criterion.pk, each.pk)) for each in signing])
        for criterion, asked in asked_of(pact).items()
    ]
    return Table(
        "targets",
        gettext_lazy("Targets of the members"),
        columns,
        rows,
        empty=gettext_lazy("No targets."),
        sort_key="msort",
    )


def _line_of(criterion: Criterion, asked: targeting.Asked, promised: list[Target | None]) -> Row:
    given = [each.promise for each in promised if each]
    cells = [kinds.cell(each, asked.unit) for each in promised]
    whole = kinds.sum_cell(given, asked, asked.unit)
    return Row([str(criterion), asked.kind.label, targeting.measure(asked.unit), whole, *cells])


def criteria(pact: Pact) -> list[Criterion]:
    """The lines of the table that take a target: what is measured or held against one, unless the table sets it."""
    return list(asked_of(pact))


def asked_of(pact: Pact) -> dict[Criterion, targeting.Asked]:
    """The same with what each asks for, in the order of the table; one query."""
    table = pact.season.table_id
    leaves = Criterion.objects.filter(version=table).exclude(rule_type="").order_by("position") if table else ()
    asked = ((leaf, kinds.asked_of(leaf)) for leaf in leaves)
    return {leaf: each for leaf, each in asked if each is not None}


def _common_row(state: pledges.Live) -> Row:
    each = state.target
    return Row(
        [
            Cell(pledges.text_of(each), mark=each.mark, source=each.source),
            each.get_comparison_display() if each.value is not None else None,
            None if each.value is None else kinds.bare(each.value),
            each.unit_of_measure,
            pledges.in_numbers(state),
            state.units if each.measure else None,
            pledges.met_cell(state),
        ]
    )


def _text_of(target) -> str:
    return target.text_en if target.text_en and translation.get_language() == "en" else target.text


def _promises(signing: list[Participant], promised: list[Target]) -> list[str]:
    lines: list[str] = []
    for participant in signing:
        lines += promises_of(participant, [each for each in promised if each.participant_id == participant.pk])
    return lines


def promises_of(participant: Participant, own: list[Target]) -> list[str]:
    """What one member promises, as lines of a text."""
    lines = [f"  - {each.criterion}: {each.said}" for each in own]
    return [f"{participant}:", *(lines or ["  - " + _("no targets")])]


def _frozen(pact: Pact) -> bool:
    return pact.state != PactState.DRAFT
