"""Parts of a cell, parted by semicolons or line breaks, and the quotes around words that would be parted otherwise."""

import re

QUOTED = r'"(?:[^"]|"")*+"'

# A quote opens only where words begin, so that 5" in the middle of a name opens nothing.
_OPENING = r"(?:(?<![^;={:,\n])|(?<=[;={:,\n] ))"
# A semicolon inside the brackets of an interval or around an English name does not part anything either.
_PART = re.compile(rf"(?:{_OPENING}{QUOTED}|\{{[^{{}}\n]*\}}|[\[(][^\[\]()\n]*[\])]|[^;\n])+")
_AFTER = '; )]}"'


def parts(text: str) -> list[str]:
    """Each part without space around it, those that are empty left out."""
    text = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    return [part for part in (each.strip() for each in _PART.findall(text)) if part]


def stands_alone(text: str) -> bool:
    """Whether it is one part, whatever part may follow it."""
    return parts(text + _AFTER)[:1] == [text]


def quoted(words: str) -> str:
    """In quotes, those inside written twice."""
    inner = words.replace('"', '""')
    return f'"{inner}"'


def bare(words: str) -> str:
    """What the quotes hold; other words as they are."""
    return words[1:-1].replace('""', '"') if re.fullmatch(QUOTED, words) else words
