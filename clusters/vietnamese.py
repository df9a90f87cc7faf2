"""Keys for Vietnamese search and order that give the same answer on every database and collation.

`search_key` folds a name to bare letters, so that "dang" finds "Đặng". `sort_key` writes each letter of the
Vietnamese alphabet as a fixed-width weight in [0-9a-z], first all letters, then all tones, so that byte order is
dictionary order (A Ă Â … D Đ E Ê …; within one spelling: ngang, huyền, hỏi, ngã, sắc, nặng). The end of the letters
weighs less than a break between words, and that less than a number or a letter.
"""

import re
import unicodedata

# Position in this string is the weight; f j w z stand where foreign names need them.
ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_WEIGHT = {letter: f"{index + 20:02d}" for index, letter in enumerate(ALPHABET)}
_TONE = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_SHAPE = {"\u0306", "\u0302", "\u031b"}
_TOKEN = re.compile(r"[0-9]+|[^\W\d_]|[\W\d_]")
_BREAK, _END = "01", "00"


def search_key(text: str) -> str:
    """Lower case, marks off, đ → d, single spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(bare.replace("đ", "d").split())


def sort_key(text: str) -> str:
    """Letters first, tones after; numbers by value; signs are passed over except as word breaks."""
    letters: list[str] = []
    tones: list[str] = []
    for token in _TOKEN.findall(unicodedata.normalize("NFC", text.casefold().strip())):
        if token[0] in "0123456789":
            letters.append("1" + f"{len(token.lstrip('0')):02d}" + token.lstrip("0"))
        elif token.isalpha():
            letter, tone = _split(token)
            letters.append(_WEIGHT.get(letter, "zz"))
            tones.append(tone)
        elif letters and letters[-1] != _BREAK:
            letters.append(_BREAK)
    return "".join(letters) + _END + "".join(tones)


def _split(letter: str) -> tuple[str, str]:
    parts = unicodedata.normalize("NFD", letter)
    base = parts[0] + "".join(mark for mark in parts[1:] if mark in _SHAPE)
    tone = next((_TONE[mark] for mark in parts[1:] if mark in _TONE), "0")
    return unicodedata.normalize("NFC", base), tone
