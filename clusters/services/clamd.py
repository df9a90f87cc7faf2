"""The virus scanner clamd in its own words: a file is streamed to it, one line comes back."""

import socket
import struct
from collections.abc import Iterable

from django.conf import settings

SECONDS = 60
_LINE = 4096


class Unanswered(Exception):
    """The scanner could not be reached, or did not say whether the file is clean."""


def scan(content: Iterable[bytes]) -> str:
    """What was found in it; empty where it is clean. Raises Unanswered."""
    try:
        with _connected() as line:
            line.sendall(b"zINSTREAM\0")
            for part in content:
                line.sendall(struct.pack("!L", len(part)) + part)
            line.sendall(struct.pack("!L", 0))
            said = _read(line)
    except OSError as problem:
        raise Unanswered(str(problem)) from problem
    if said == "stream: OK":
        return ""
    if said.startswith("stream: ") and said.endswith(" FOUND"):
        return said.removeprefix("stream: ").removesuffix(" FOUND")
    raise Unanswered(said or "no answer")


def _connected() -> socket.socket:
    kind, _colon, path = settings.CLAMD.partition(":")
    if kind == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        line.connect(path)
        return line
    host, _colon, port = settings.CLAMD.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)


def _read(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < _LINE:
        more = line.recv(_LINE)
        if not more:
            break
        said += more
    return said.rstrip(b"\0").decode("utf-8", "replace").strip()
