"""Signatures under the pact and its annexes: whose paper is whose, and what a signed PDF says, in words."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters import canonical, writing
from clusters.enums import Event, SignerCapacity, SigningWay
from clusters.models import AuditEntry, Pact, PactAnnex, Participant, Signature, User
from clusters.models.signing import Signing
from clusters.queries.signing_place import Place
from clusters.tables import Cell, Column, Row, Table

CODE_LENGTH = 8


def refusal_of_code(place: Place, typed: str, user: User) -> str:
    """What to mend where the code typed from a paper's foot is not that of this text; empty where it is."""
    code = canonical.bare_code(typed)
    if len(code) >= CODE_LENGTH and place.text_hash.startswith(code):
        return ""
    if len(code) < CODE_LENGTH:
        return _("Type the eight letters and digits that stand in the foot of the paper, such as 1A2B-3C4D.")
    if _was_text_before(place.pact, code):
        return _("The text has changed since this paper was printed. Print the text again and have it signed.")
    if other := _pact_with(code, place.pact, user):
        return _("This paper belongs to another text: {text}.").format(text=other)
    return _("This is not the code of the agreed text. Read it again in the foot of the paper.")


def refusal_of_file(place: Place, sha256: str) -> str:
    """What to mend where the same file was attached under another text; empty where it was not. One paper may bear the
    signatures of all members under one text."""
    used = Signature.objects.filter(file__sha256=sha256).exclude(text_hash=place.text_hash)
    found = used.select_related("pact__season__cluster").first()
    if found is None:
        return ""
    if found.pact_id != place.pact.pk:
        return _("This file is the signed paper of {season} already.").format(season=found.pact.season)
    return _("This file was attached under another text of this pact. Print today's text and have it signed again.")


def _was_text_before(pact: Pact, code: str) -> bool:
    reopened = AuditEntry.objects.about(pact).filter(event=Event.PACT_REOPENED, before__hash__startswith=code)
    redrawn = PactAnnex.objects.filter(pact=pact, text_hash__startswith=code, replaced_by__isnull=False)
    return reopened.exists() or redrawn.exists()


def _pact_with(code: str, pact: Pact, user: User) -> Pact | PactAnnex | None:
    """A text that the person may see: this pact too, where an annex is meant."""
    seen = Pact.objects.visible_to(user).filter(frozen_hash__startswith=code)
    annexes = PactAnnex.objects.visible_to(user).filter(text_hash__startswith=code)
    related = ("pact__season__cluster", "participant__organisation")
    return seen.select_related("season__cluster").first() or annexes.select_related(*related).first()


def of_pact(pact: Pact) -> list[Signature]:
    """All signatures under the text that stands and under the annexes, by day; at most one query."""
    if not pact.frozen_hash:
        return []
    counting = Q(text_hash=pact.frozen_hash) | Q(annex__isnull=False)
    found = pact.signatures.filter(counting).select_related("signed_by", "file")
    return list(found.order_by("signed_at", "pk"))


def signing_lines(pact: Pact, members: list[Participant], given: list[Signature]) -> list[tuple[str, Signature | None]]:
    """Each who signs the pact, the members by name and then the witness, with the signature where it is there."""
    by_unit = {each.participant_id: each for each in given if each.annex_id is None}
    lines = [(str(each), by_unit.get(each.pk)) for each in members]
    if pact.witness_body:
        witness = next((each for each in given if each.capacity == SignerCapacity.WITNESS), None)
        lines.append((_("{body} (witness)").format(body=pact.witness_body), witness))
    return lines


def table(lines: list[tuple[str, Signature | None]], *, name: str, caption: object, waiting: object) -> Table:
    """One line for each who signs; `waiting` says what a missing signature waits for."""
    columns = [
        Column("unit", gettext_lazy("Unit"), spot="name"),
        Column("state", gettext_lazy("Signature"), "state", spot="line"),
        Column("by", gettext_lazy("Signed by"), spot="line"),
        Column("at", gettext_lazy("Signed at"), "moment"),
        Column("way", gettext_lazy("How it was signed"), spot="line"),
        Column("paper", gettext_lazy("Signed paper"), "link", spot="line"),
    ]
    rows = [_row(who, signature, waiting) for who, signature in lines]
    return Table(name, caption, columns, rows, sort_key=f"{name}-sort")


def _row(who: str, signature: Signature | None, waiting: object) -> Row:
    if signature is None:
        return Row([who, Cell("waiting", text=waiting), None, None, None, None])
    return Row(
        [
            who,
            Cell("done", text=gettext_lazy("signed")),
            signer(signature),
            _moment(signature),
            Cell(way(signature), note=reading(signature)),
            _paper(signature),
        ]
    )


def _moment(signature: Signature) -> Cell:
    """The day on a paper, else the moment; in the order of what was recorded."""
    on = signature.signed_on
    return Cell(signature.signed_at, text=writing.day(on) if on else None, sort=signature.signed_at)


def _paper(signature: Signature) -> Cell:
    if signature.file is None:
        return Cell(None)
    note = _("attached by {person}, {moment}").format(
        person=signature.signed_by, moment=writing.moment(signature.signed_at)
    )
    return Cell(signature.file.original_name, url=reverse("signature-file", args=[signature.pk]), note=note)


def signer(signature: Signing) -> str:
    """Who signed and as what: 'KT. GIÁM ĐỐC' is how a deputy signs for the head."""
    name = signature.signer_name or str(signature.signed_by)
    who = f"{name}, {signature.signer_position}" if signature.signer_position else name
    return _("{who} (for the head of the unit)").format(who=who) if signature.for_head else who


def way(signature: Signing) -> str:
    """On the page, on paper, or digitally."""
    return str(SigningWay(signature.way).label)


def reading(signature: Signing) -> str:
    """What the signatures inside a PDF say, and what was not checked; empty where there is none."""
    return " ".join(_said(each) for each in signature.reading)


def _said(one: Mapping[str, Any]) -> str:
    named = {"name": ", ".join(part for part in (one["name"], one["organisation"]) if part) or _("nobody by name")}
    named["issuer"] = one["issuer"]
    lines = [_("Digital signature intact; certificate issued to {name} by {issuer}.").format(**named)]
    if one["at"]:
        moment = writing.moment(dt.datetime.fromisoformat(one["at"]))
        lines.append(_("Moment by the signer's machine: {moment}.").format(moment=moment))
    if not one["is_whole"]:
        lines.append(_("Something was added to the file after this signature."))
    if one.get("in_its_days") is False:
        lines.append(_("By its own days the certificate had expired at that moment, or did not hold yet."))
    lines.append(_("Not checked: whether the issuer is to be trusted and whether the certificate was valid."))
    return " ".join(lines)
