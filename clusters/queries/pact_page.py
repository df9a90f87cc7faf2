"""Everything that the page of a pact shows: where it stands, who has signed how, and what the person can do."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters import canonical
from clusters.enums import PactState, Phase
from clusters.models import Pact, Participant, Signature, User
from clusters.policies import pact as policy
from clusters.policies import signature as signing
from clusters.queries import pact as pacts
from clusters.queries import pact_annex_page as annexes
from clusters.queries import signature as signatures
from clusters.queries.signing_place import Place, of_witness
from clusters.rulings import Ruling, denied
from clusters.steps import Step, StepStatus
from clusters.tables import Table


def may_sign(pact: Pact, own: Iterable[Participant]) -> Ruling:
    """Whether the person can sign for one of their units; else the reason of the first."""
    rulings = [
        signing.judge(Place(pact, each), entitled=each.is_led, taken=each.has_signed)  # type: ignore[attr-defined]
        for each in own
    ]
    return _first(rulings, _("The leaders of the members sign the pact."))


def may_attach(pact: Pact, own: Iterable[Participant]) -> Ruling:
    """The same for a paper that was signed: whoever works for the unit attaches it."""
    rulings = [
        signing.judge(Place(pact, each), entitled=True, taken=each.has_signed)  # type: ignore[attr-defined]
        for each in own
    ]
    return _first(rulings, _("The people of the members attach the signed papers."))


def _first(rulings: list[Ruling], nobody: str) -> Ruling:
    return next((ruling for ruling in rulings if ruling), rulings[0] if rulings else denied(nobody))


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
    """What the page shows, in one number of queries for any number of members."""
    everybody = pacts.everybody(pact, user)
    members = [each for each in everybody if not signing.is_late(each, pact)]
    own = [each for each in members if each.is_own]  # type: ignore[attr-defined]  # annotated by everybody()
    given = signatures.of_pact(pact)
    lines = signatures.signing_lines(pact, members, given)
    return {
        "pact": pact,
        "season": pact.season,
        "code": canonical.code(pact.frozen_hash),
        "steps": steps(pact),
        "deadline": pact.season.phases.filter(phase=Phase.PACT).values_list("due_at", flat=True).first(),
        **_promises(pact, members, own),
        "signed": sum(1 for _who, signature in lines if signature),
        "of": len(lines),
        "common": pacts.common_table(pact),
        "matrix": pacts.matrix(pact, everybody),
        "signatures": _table(pact, lines),
        "may_sign": may_sign(pact, own),
        "may_attach": may_attach(pact, own),
        "may_witness": _may_witness(pact, user, lines[-1][1]) if pact.witness_body else None,
        **_leading(pact, user),
        **annexes.of_pact(pact, everybody, given, user),
    }


def _leading(pact: Pact, user: User) -> dict[str, Any]:
    """What the head may do, and of what they would agree now a stamp."""
    may = policy.may_lead_pact(user, pact)
    return {**may, "drafted": pacts.stamp(pact) if may["may_agree"] else ""}


def _promises(pact: Pact, members: list[Participant], own: list[Participant]) -> dict[str, Any]:
    may_set = policy.may_set_own_targets(pact)
    return {
        "without_targets": _without_targets(pact, members),
        "own_targets": [(each, may_set) for each in own],
    }


def _without_targets(pact: Pact, members: list[Participant]) -> str:
    """Who has set none while the text can still change: agreed now, the pact would say so of them."""
    if pact.state != PactState.DRAFT or not pact.season.table_id:
        return ""
    return ", ".join(str(each) for each in members if not each.has_targets)  # type: ignore[attr-defined]


def _table(pact: Pact, lines: list[tuple[str, Signature | None]]) -> Table:
    frozen = pact.state != PactState.DRAFT
    waiting = gettext_lazy("not signed yet") if frozen else gettext_lazy("text not agreed yet")
    return signatures.table(lines, name="signatures", caption=gettext_lazy("Signatures"), waiting=waiting)


def _may_witness(pact: Pact, user: User, signature: Signature | None) -> Ruling:
    """Asked only while a witness can still sign, for it costs two queries."""
    entitled = signature is None and pact.state == PactState.SIGNING and signing.witnesses(user, pact.season)
    return signing.judge(of_witness(pact), entitled=entitled, taken=signature is not None)
