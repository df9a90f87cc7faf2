"""What the signatures inside a PDF say of themselves: are the signed bytes unchanged, whom does the certificate name.

Nobody's trust is judged: without the roots of the issuers that would be a guess. A file from outside can be built to
hang or to eat memory, so a process of its own reads it, with little time and memory; this file is that process too.
"""

import datetime as dt
import io
import json
import resource
import subprocess
import sys
from dataclasses import asdict, dataclass
from typing import Any
from zoneinfo import ZoneInfo

from pyhanko.pdf_utils.crypt import AuthStatus
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import SuspiciousModification
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
SECONDS = 10
BYTES_OF_MEMORY = 2 * 1024**3
MOST_SIGNATURES = 20
MOST_LETTERS = 200
# A signature says which bytes it signs, and so this name stands in the file as it is.
MARK = b"/ByteRange"
ENCRYPTED = b"/Encrypt"
# How the process ends where it lacks the password.
LOCKED = 3


class Unreadable(ValueError):
    """The PDF says that it is signed, and its signatures cannot be read."""


class Locked(ValueError):
    """Nobody reads the PDF without its password."""


@dataclass(frozen=True)
class Signed:
    """One signature: what the certificate names, the moment the signer's machine wrote (ISO, may be empty), whether
    what was signed is unchanged, whether anything was added to the file after it, and whether that moment lies in the
    days of the certificate, None where no moment was written."""

    name: str
    organisation: str
    issuer: str
    at: str
    is_intact: bool
    is_whole: bool
    in_its_days: bool | None = None


def read(content: bytes) -> tuple[Signed, ...]:
    """The signatures in their order, none for a PDF that says nothing of any. Raises Unreadable and Locked."""
    if MARK not in content and ENCRYPTED not in content:
        return ()
    try:
        done = subprocess.run([sys.executable, "-P", __file__], input=content, capture_output=True, timeout=SECONDS)
        found = json.loads(done.stdout) if done.returncode == 0 else None
    except (subprocess.TimeoutExpired, ValueError) as late:
        raise Unreadable from late
    if done.returncode == LOCKED:
        raise Locked
    # An encrypted file may bear that mark for a code of its own, which is no signature.
    if found is None or (not found and ENCRYPTED not in content):
        raise Unreadable
    return tuple(Signed(**each) for each in found)


def look(content: bytes) -> list[Signed]:
    """The same inside the process: whatever the library raises on a broken file ends it."""
    reader = PdfFileReader(io.BytesIO(content), strict=False)
    if reader.encrypted and reader.decrypt("").status == AuthStatus.FAILED:
        sys.exit(LOCKED)
    return [_signed(each) for each in reader.embedded_signatures[:MOST_SIGNATURES]]


def _signed(one: EmbeddedPdfSignature) -> Signed:
    names, at, days = one.signer_cert.subject.native, _moment(one), one.signer_cert
    return Signed(
        name=_text(names.get("common_name")),
        organisation=_text(names.get("organization_name")),
        issuer=_text(one.signer_cert.issuer.native.get("common_name") or one.signer_cert.issuer.human_friendly),
        at=at.isoformat() if at else "",
        is_intact=_is_intact(one),
        in_its_days=days.not_valid_before <= at <= days.not_valid_after if at else None,
        is_whole=one.evaluate_signature_coverage() == SignatureCoverageLevel.ENTIRE_FILE,
    )


def _is_intact(one: EmbeddedPdfSignature) -> bool:
    """The bytes give the digest that was signed, the signature is that of the certificate's key, and what was
    added later leaves the paper as it was: a further signature does, another page over the signed one does not."""
    one.compute_integrity_info()
    covers = one.coverage >= SignatureCoverageLevel.ENTIRE_REVISION
    left_alone = not isinstance(one.diff_result, SuspiciousModification)
    unchanged, is_valid = validate_sig_integrity(
        one.signer_info,
        one.signer_cert,
        expected_content_type="data",
        actual_digest=one.compute_digest(),
    )
    return bool(covers and left_alone and unchanged and is_valid)


def _moment(one: EmbeddedPdfSignature) -> dt.datetime | None:
    """As the signer's machine wrote it; a moment without a zone is one of this country."""
    at = one.self_reported_timestamp
    return at.replace(tzinfo=HERE) if at and at.tzinfo is None else at


def _text(value: Any) -> str:
    """A name may be given several times over."""
    return "" if value is None else str(value[0] if isinstance(value, list) else value)[:MOST_LETTERS]


def _main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES_OF_MEMORY, BYTES_OF_MEMORY))
    json.dump([asdict(each) for each in look(sys.stdin.buffer.read())], sys.stdout)


if __name__ == "__main__":
    _main()
