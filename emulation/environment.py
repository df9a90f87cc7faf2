"""Strict readers of the process environment: a nonsensical value stops the start with a sentence."""

import os
import re
from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import ImproperlyConfigured

T = TypeVar("T")

TRUE = {"1", "true", "yes", "on"}
SOCKET = re.compile(r"unix:/.+|[^\s:]+:[0-9]{1,5}")
FALSE = {"0", "false", "no", "off"}


def text(name: str, default: str | None = None) -> str:
    """The variable as it stands; required when there is no default."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"Set the environment variable {name}: it has no default here.")
    return default


def flag(name: str, default: bool) -> bool:
    """A yes or a no; anything else is refused rather than read as no."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in TRUE | FALSE:
        return value in TRUE
    raise ImproperlyConfigured(f"{name}={value!r} is neither yes nor no: write 1 or 0.")


def number(name: str, default: int, *, least: int, most: int) -> int:
    """A whole number within its bounds."""
    return _parsed(name, default, int, lambda n: least <= n <= most, f"a whole number from {least} to {most}")


def file(name: str) -> str:
    """The path of a file that is there and can be read; '' where none is named."""
    path = os.environ.get(name, "").strip()
    if path and not os.access(path, os.R_OK):
        raise ImproperlyConfigured(f"{name}={path!r} is not a file that can be read.")
    return path


def socket_address(name: str) -> str:
    """host:port or unix:/path; empty where it is not set."""
    return _parsed(name, "", str, lambda given: SOCKET.fullmatch(given) is not None, "host:port or unix:/path")


def words(name: str, default: list[str]) -> list[str]:
    """A list separated by commas, without empty parts."""
    value = os.environ.get(name, "")
    return [part.strip() for part in value.split(",") if part.strip()] or default


def _parsed(name: str, default: T, parse: Callable[[str], T], fits: Callable[[T], bool], wanted: str) -> T:
    raw = os.environ.get(name, "").strip()
    if not raw:
        return default
    try:
        value = parse(raw)
    except ValueError:
        value = None
    if value is None or not fits(value):
        raise ImproperlyConfigured(f"{name}={raw!r} is not {wanted}.")
    return value
