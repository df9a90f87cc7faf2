"""A paper that was signed outside, under a pact or a report: what is said of it and what the signatures in it say."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from django.core.files.base import File
from django.utils.translation import gettext as _

from clusters import clock, signed_pdf
from clusters.enums import SigningWay
from clusters.errors import Invalid
from clusters.models import StoredFile, User
from clusters.services import file as files

TAKEN = ("application/pdf", "image/png", "image/jpeg")
# How the position of a deputy begins on a paper; one who is in charge of a unit without a head signs as its head.
DEPUTY = ("phó ", "kt.", "kt ", "deputy ")
IN_CHARGE = ("phụ trách", "điều hành", "in charge", "acting")


@dataclass(frozen=True)
class Paper:
    """A signed paper as whoever attaches it describes it. `code` stands in its foot; `declared` says that it is this
    text; `for_head` that the deputy signed for the head of the unit (ký thay)."""

    file: File
    signer_name: str
    signer_position: str
    signed_on: dt.date
    code: str
    declared: bool
    for_head: bool = False


def described(paper: Paper, read_: tuple[signed_pdf.Signed, ...], stored: StoredFile) -> dict[str, Any]:
    """The fields of a signature that was given on this paper."""
    way = SigningWay.SIGNED_PDF if read_ else SigningWay.SCAN
    who = {"signer_name": paper.signer_name.strip(), "signer_position": paper.signer_position.strip()}
    rest = {"for_head": paper.for_head, "signed_on": paper.signed_on, "declared": True}
    return {**who, **rest, "way": way, "file": stored, "reading": [asdict(each) for each in read_]}


def store(paper: Paper, by: User) -> StoredFile:
    """Keep the file. Invalid for one that is neither a PDF nor a picture."""
    stored = files.store(paper.file, by=by)
    if stored.content_type not in TAKEN:
        raise Invalid({"file": _("Attach a PDF or a picture of the signed paper (JPG, PNG).")})
    return stored


def read(upload: File) -> tuple[signed_pdf.Signed, ...]:
    """The signatures inside the file, which may be of any kind. Invalid for one that is broken."""
    files.refuse_too_large(upload)
    upload.seek(0)
    content = upload.read()
    upload.seek(0)
    if not content.startswith(b"%PDF-"):
        return ()
    try:
        found = signed_pdf.read(content)
    except signed_pdf.Unreadable as unreadable:
        problem = _("The PDF says that it is signed, but its signature cannot be read. Attach it as it was signed.")
        raise Invalid({"file": problem}) from unreadable
    except signed_pdf.Locked as locked:
        problem = _("The PDF has a password, so that nobody else opens it. Take the password off and attach it again.")
        raise Invalid({"file": problem}) from locked
    for each in found:
        if not each.is_intact:
            problem = _("The PDF was changed after {name} had signed it. Attach the file as it was signed.")
            raise Invalid({"file": problem.format(name=each.name or _("somebody"))})
    return found


def refuse_earlier(read_: tuple[signed_pdf.Signed, ...], frozen_on: dt.date | None) -> None:
    """By the signer's machine each signature was given since the text stands, else it is that of another text."""
    for each in read_:
        on = dt.datetime.fromisoformat(each.at).astimezone(clock.ZONE).date() if each.at else None
        if on and frozen_on and on < frozen_on:
            problem = _(
                "{name} signed this PDF on {signed:%d/%m/%Y}; the text was frozen on {day:%d/%m/%Y} only. "
                "Attach one signed since."
            )
            said = {"name": each.name or _("somebody"), "signed": on, "day": frozen_on}
            raise Invalid({"file": problem.format(**said)})


def _is_deputy(position: str) -> bool:
    said = position.strip().casefold()
    return said.startswith(DEPUTY) and not any(words in said for words in IN_CHARGE)


def problems_of(paper: Paper, *, frozen_on: dt.date | None = None, for_unit: bool = True) -> dict[str, str]:
    """By field, what has to be mended in what was said of the paper. `frozen_on` is the day since when its text stands,
    `for_unit` says that a unit signs, for which a deputy may."""
    problems = {}
    if not paper.signer_name.strip():
        problems["signer_name"] = _("Say who signed the paper.")
    if not paper.signer_position.strip():
        problems["signer_position"] = _("Say in which position it was signed.")
    elif _is_deputy(paper.signer_position) and not paper.for_head and for_unit:
        problems["for_head"] = _("This is the position of a deputy: say here that they signed for the head.")
    if paper.signed_on > clock.today():
        problems["signed_on"] = _("The day lies in the future. Enter the day that stands on the paper.")
    elif frozen_on and paper.signed_on < frozen_on:
        problem = _("The text was frozen on {day:%d/%m/%Y}; nobody signed it before that day.")
        problems["signed_on"] = problem.format(day=frozen_on)
    if not paper.declared:
        problems["declared"] = _("Compare the paper with the agreed text, then confirm that it is the same.")
    return problems
