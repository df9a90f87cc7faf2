"""What the pages of a pact show of its annexes: who entered it late, who has signed, what a person can do."""

from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters import canonical
from clusters.enums import PactState, SignerCapacity
from clusters.errors import Conflict
from clusters.models import Pact, PactAnnex, Participant, Signature, User
from clusters.policies import pact_annex as policy
from clusters.policies import signature as signing
from clusters.queries import pact_annex as annexes
from clusters.queries import pact_paper as papers
from clusters.queries import post
from clusters.queries import signature as signatures
from clusters.queries.signing_place import SIDES_OF_ANNEX, Place, of_head, of_unit
from clusters.rulings import Ruling
from clusters.tables import Cell, Column, Row, Table


class Late(NamedTuple):
    """A unit that joined after the text was agreed, with its annex and both signatures, as far as they are there."""

    unit: Participant
    annex: PactAnnex | None
    by_unit: Signature | None
    by_head: Signature | None

    @property
    def is_complete(self) -> bool:
        return self.by_unit is not None and self.by_head is not None


def late_units(pact: Pact, staying: list[Participant], given: list[Signature]) -> list[Late]:
    """By the number of the annex, then those that have none; one query where there may be annexes."""
    late = [each for each in staying if signing.is_late(each, pact)]
    if pact.state != PactState.SIGNED:
        return [Late(each, None, None, None) for each in late]
    standing = PactAnnex.objects.standing().filter(pact=pact).select_related("participant__organisation")
    found = list(standing.order_by("number"))
    signed = {(each.annex_id, each.capacity): each for each in given}
    sides = (SignerCapacity.MEMBER, SignerCapacity.HEAD)
    rows = [Late(each.participant, each, *(signed.get((each.pk, side)) for side in sides)) for each in found]
    drawn_up = {each.participant_id for each in found}
    return [*rows, *(Late(each, None, None, None) for each in late if each.pk not in drawn_up)]


def of_pact(pact: Pact, staying: list[Participant], given: list[Signature], user: User) -> dict[str, Any]:
    """What the page of the pact shows; nothing more is asked where nobody joined late."""
    late = late_units(pact, staying, given)
    leads = any(each.annex is None for each in late) and policy.leads(user, pact)
    own = {each.pk for each in staying if each.is_own}  # type: ignore[attr-defined]  # annotated by everybody()
    judged = [(each, policy.judge(pact, each.unit, leads=leads, complete=each.is_complete)) for each in late]
    return {
        "annexes": table(late) if late else None,
        "draw_ups": [(each.unit, may) for each, may in judged if each.annex is None and leads],
        "late_targets": [
            (each.unit, policy.may_be_annexed(pact, each.unit, complete=each.is_complete))
            for each in late
            if each.unit.pk in own
        ],
    }


def table(late: list[Late]) -> Table:
    """One line for each unit that joined late."""
    columns = [
        Column("unit", gettext_lazy("Unit"), spot="name"),
        Column("annex", gettext_lazy("Annex to the pact"), "link", spot="line"),
        Column("state", gettext_lazy("State"), "state", spot="line"),
        Column("by_unit", gettext_lazy("Signed by the unit"), "moment"),
        Column("by_head", gettext_lazy("Signed by the head of the cluster"), "moment"),
    ]
    caption = gettext_lazy("Annexes: units that joined after the text was agreed")
    return Table("annexes", caption, columns, [_row(each) for each in late], sort_key="asort")


def _row(late: Late) -> Row:
    annex = late.annex
    link = Cell(None, text=_("not drawn up yet"))
    if annex:
        link = Cell(_("Annex no. {number}").format(number=annex.number), url=reverse("annex", args=[annex.pk]))
    state = Cell("done", text=_("in force")) if late.is_complete else Cell("waiting", text=_("waits for signatures"))
    moments = [each.signed_at if each else None for each in (late.by_unit, late.by_head)]
    note = _("has left") if late.unit.left_on else ""
    return Row([Cell(str(late.unit), note=note), link, state, *moments])


class Side(NamedTuple):
    """One of the two who sign an annex, seen from a person."""

    place: Place
    may_sign: Ruling
    may_attach: Ruling


def page(annex: PactAnnex, user: User) -> dict[str, Any]:
    """The annex, who has signed it, and what the person can do."""
    given = list(annex.signatures.select_related("signed_by", "file", "participant__organisation"))
    by_side = {each.capacity: each for each in given}
    places = [of_unit(annex), of_head(annex)]
    lines = [(_side(place, by_side.get(place.capacity)), by_side.get(place.capacity)) for place in places]
    complete = len(given) == SIDES_OF_ANNEX
    return {
        "annex": annex,
        "pact": annex.pact,
        "season": annex.pact.season,
        "code": canonical.code(annex.text_hash),
        "complete": complete,
        "newer": getattr(annex, "replaced_by", None),
        "outdated": not complete and annexes.wording(annex.pact, annex.participant, annex.number) != annex.text,
        "signatures": signatures.table(
            lines, name="signatures", caption=gettext_lazy("Signatures"), waiting=gettext_lazy("not signed yet")
        ),
        "sides": [_judged(place, user, taken=place.capacity in by_side) for place in places],
        "may_draw_up": policy.may_draw_up(user, annex.pact, annex.participant, complete=complete),
    }


def paper(annex: PactAnnex) -> dict[str, Any]:
    """The annex as a paper."""
    given = annex.signatures.select_related("signed_by", "participant__organisation")
    by_side = {each.capacity: each for each in given}
    return papers.of_annex(annex, [(place, by_side.get(place.capacity)) for place in (of_unit(annex), of_head(annex))])


def place_for(annex: PactAnnex, user: User, *, attaching: bool = False) -> tuple[Place, Ruling]:
    """The side for which the person can sign, or attach a paper; else the one that speaks of them, with the reason."""
    ask = signing.may_attach if attaching else signing.may_sign
    asked = [(place, ask(user, place)) for place in (of_unit(annex), of_head(annex))]
    return min(asked, key=lambda one: 0 if one[1] else 1 if one[1].error is Conflict else 2)


def _side(place: Place, signature: Signature | None) -> str:
    if place.capacity == SignerCapacity.MEMBER:
        return str(place)
    unit = signature.participant if signature else place.participant
    return _("{unit} (head of the cluster)").format(unit=unit or _("nobody today"))


def _judged(place: Place, user: User, *, taken: bool) -> Side:
    unit = place.participant
    leads = unit is not None and post.leads(user, unit.organisation)
    works = leads or (unit is not None and post.works_for(user, unit.organisation))
    attach = signing.judge(place, entitled=works, taken=taken, attaching=True)
    return Side(place, signing.judge(place, entitled=leads, taken=taken), attach)
