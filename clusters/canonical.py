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
