"""The pact as a paper: its frozen text in sections, and a place for each signature. Always in Vietnamese."""

from typing import Any, NamedTuple

from django.utils import translation

from clusters import canonical, writing
from clusters.models import Pact, PactAnnex, Signature
from clusters.queries import pact as pacts
from clusters.queries import signature as signatures
from clusters.queries.signing_place import Place


class Section(NamedTuple):
    """A heading with its lines."""

    title: str
    lines: list[str]


class Signed(NamedTuple):
    """The place of one who signs: under whose name, and by whom and how it is filled; empty until then."""

    side: str
    signer: str
    how: str


def of_pact(pact: Pact) -> dict[str, Any]:
    """What the paper shows."""
    with translation.override("vi"):
        lines = signatures.signing_lines(pact, pacts.members(pact), signatures.of_pact(pact))
        signed = [signed_as(side, signature) for side, signature in lines]
    text = {"text_hash": pact.frozen_hash, "code": canonical.code(pact.frozen_hash)}
    return {"pact": pact, "season": pact.season, "sections": sections(pact.frozen_text), "signed": signed, **text}


def of_annex(annex: PactAnnex, given: list[tuple[Place, Signature | None]]) -> dict[str, Any]:
    """The same of an annex, with the two who sign it."""
    with translation.override("vi"):
        signed = [signed_as(_side(place, signature), signature) for place, signature in given]
    text = {"text_hash": annex.text_hash, "code": canonical.code(annex.text_hash)}
    return {"annex": annex, "season": annex.pact.season, "sections": sections(annex.text), "signed": signed, **text}


def _side(place: Place, signature: Signature | None) -> str:
    return str(signature.participant if signature else place.participant or "")


def sections(text: str) -> list[Section]:
    """A frozen text apart at its empty lines, without its heading, which the paper has itself."""
    blocks = [block.splitlines() for block in text.strip().split("\n\n")]
    return [Section(title, lines) for title, *lines in blocks[1:]]


def signed_as(side: str, signature: Signature | None) -> Signed:
    """In the language that is active: by whom, how and when."""
    if signature is None:
        return Signed(side, "", "")
    when = writing.day(signature.signed_on) if signature.signed_on else writing.moment(signature.signed_at)
    return Signed(side, signatures.signer(signature), f"{signatures.way(signature)}, {when}")
