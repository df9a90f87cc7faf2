"""The text of regulations in articles: lines that begin with "Điều 1." or "Chương I", whatever stands between."""

import re
from dataclasses import dataclass

_ARTICLE = re.compile(r"^\s*điều\s+(\d+[a-zđ]?)\s*[.:)]?\s*(.*)$", re.IGNORECASE)
_CHAPTER = re.compile(r"^\s*chương\s+([ivxlc\d]+)\s*[.:)]?\s*(.*)$", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """A chapter, an article with its lines, or what stands before the first of them (without a number)."""

    number: str = ""
    title: str = ""
    lines: tuple[str, ...] = ()
    is_chapter: bool = False

    @property
    def is_article(self) -> bool:
        return bool(self.number) and not self.is_chapter

    @property
    def body(self) -> str:
        return "\n".join(self.lines)


def parts(text: str) -> list[Part]:
    """All that is written, in order; lines without words are left out."""
    found = [Part()]
    for line in text.splitlines():
        if opened := _opened(line):
            found.append(opened)
        elif line.strip():
            last = found[-1]
            found[-1] = Part(last.number, last.title, (*last.lines, line.strip()), last.is_chapter)
    return [part for part in found if part.number or part.lines]


def articles(text: str) -> list[Part]:
    """The articles alone."""
    return [part for part in parts(text) if part.is_article]


def repeated(text: str) -> list[str]:
    """Numbers that more than one article has, each once."""
    numbers = [part.number for part in articles(text)]
    return sorted({number for number in numbers if numbers.count(number) > 1}, key=numbers.index)


def _opened(line: str) -> Part | None:
    if found := _ARTICLE.match(line):
        return Part(found[1].lower(), found[2].strip())
    if found := _CHAPTER.match(line):
        return Part(found[1].upper(), found[2].strip(), is_chapter=True)
    return None
