"""Lines of cells as a spreadsheet copies them: tabs between the cells, or | or ; where they are typed by hand."""

import re
from functools import cache
from typing import NamedTuple

TAB = "\t"
SEPARATORS = (TAB, "|", ";")


class Record(NamedTuple):
    """Cells of one line, and where it begins in the text, counted from 1."""

    number: int
    cells: tuple[str, ...]


def read(text: str) -> list[Record]:
    """Every line that is not blank. A cell in quotes may hold the separator, quotes written twice, or line breaks."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    position, number, found = 0, 1, []
    while position <= len(text):
        cells, end = _cells(text, position)
        if any(cells):
            found.append(Record(number, tuple(cells)))
        number += text.count("\n", position, end) + 1
        position = end + 1
    return found


def write(cells: list[str]) -> str:
    """One line with tabs; a cell that begins with a quote is put into quotes."""
    return TAB.join(_safe(cell) for cell in cells)


def _cells(text: str, position: int) -> tuple[list[str], int]:
    """The cells of the line that begins here, and where it ends."""
    end = text.find("\n", position)
    end = len(text) if end < 0 else end
    separator = next((sign for sign in SEPARATORS if text.find(sign, position, end) >= 0), TAB)
    cells = []
    while True:
        cell, position = _cell(text, position, separator)
        cells.append(cell.strip())
        if not text.startswith(separator, position):
            return cells, position
        position += 1


def _cell(text: str, position: int, separator: str) -> tuple[str, int]:
    quoted = _quoted(separator).match(text, position)
    if quoted and _needs_quotes(quoted[1], separator):
        return quoted[1].replace('""', '"'), quoted.end()
    plain = _plain(separator).match(text, position)
    return (plain[0], plain.end()) if plain else ("", position)


def _safe(cell: str) -> str:
    """A spreadsheet, too, would take a quote at the beginning for one around the cell."""
    inner = cell.replace('"', '""')
    return f'"{inner}"' if cell.startswith('"') else cell


def _needs_quotes(inner: str, separator: str) -> bool:
    """Only what would break the line is quoted: “"Dân vận khéo"” is meant as it stands. No spreadsheet cell has a tab,
    so a quote that is closed only some cells later opened nothing."""
    if separator == TAB and TAB in inner:
        return False
    return any(sign in inner for sign in (separator, "\n", '""'))


@cache
def _quoted(separator: str) -> re.Pattern[str]:
    return re.compile(rf' *"((?:[^"]|"")*+)" *(?={re.escape(separator)}|\n|\Z)')


@cache
def _plain(separator: str) -> re.Pattern[str]:
    return re.compile(rf"[^\n{re.escape(separator)}]*")
