"""One way to write a value as text, so that anyone can compute its hash again."""

import hashlib
import json
from typing import Any


def text(value: Any) -> str:
    """JSON with sorted keys, no spaces, letters as they are. Numbers that matter are strings already."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(value: Any) -> str:
    """The hash of a text as it stands, or of any other value in its canonical form."""
    return hashlib.sha256((value if isinstance(value, str) else text(value)).encode()).hexdigest()


def code(digest: str) -> str:
    """The beginning of a hash as it stands in the foot of a paper, short enough to be typed: 1A2B-3C4D."""
    return f"{digest[:4]}-{digest[4:8]}".upper()


def bare_code(typed: str) -> str:
    """A code as it was typed, in whatever way it was set apart: 1a2b3c4d."""
    return "".join(letter for letter in typed.lower() if letter.isalnum())
