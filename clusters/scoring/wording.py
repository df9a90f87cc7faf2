"""Codes by the words that people write for them: in Vietnamese or English, marks and case aside."""

from collections.abc import Iterable
from functools import cache

from django.utils.translation import gettext, override

from clusters import vietnamese

LANGUAGES = ("vi", "en")
YES = frozenset({"yes", "y", "co", "x", "1", "true", "required", "bat buoc"})
NO = frozenset({"no", "n", "khong", "0", "false"})


def fold(text: str) -> str:
    """What is compared: bare letters, × as x."""
    return vietnamese.search_key(text).replace("×", "x")


def choice(given: str, choices: Iterable[tuple[str, str]]) -> str | None:
    """The code of the pair (code, label as message id) that is meant; None where it is none of them."""
    wanted = fold(given)
    return next((code for code, label in choices if wanted == fold(code) or wanted in _names(label)), None)


def yes_or_no(given: str) -> bool | None:
    """None for a word that is neither."""
    wanted = fold(given)
    return True if wanted in YES else False if wanted in NO else None


def called(given: str, label: str) -> bool:
    """Whether the text is the label, in one of the languages."""
    return fold(given) in _names(label)


@cache
def _names(label: str) -> frozenset[str]:
    return frozenset({fold(label), *(fold(said) for said in in_languages(label))})


@cache
def in_languages(label: str) -> tuple[str, ...]:
    """What the message id is in each of the languages."""
    return tuple(_in(language, label) for language in LANGUAGES)


def _in(language: str, label: str) -> str:
    with override(language):
        return gettext(label)
