"""Cells of a workbook that are shown as a per cent: 95,3 % stands in them as 0.953."""

import io
import re
import zipfile
from collections.abc import Iterator

from clusters.imports import formula

# Built into the format: 0% and 0.00%.
_BUILT_IN = frozenset({9, 10})
_STYLES = "xl/styles.xml"
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\s[^>]*>")
_CELL_STYLES = re.compile(rb"<(?:\w+:)?cellXfs[\s>](.*?)</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<(?:\w+:)?xf[\s/>][^>]*>")
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*>")
_QUOTED = re.compile(r'"[^"]*"|\\.')


def cells(content: bytes) -> dict[str, frozenset[tuple[int, int]]]:
    """Such cells by the name of their sheet, as (row, column) from 0. The content is within the limits already."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = {each.lower(): each for each in packed.namelist()}
        styles = frozenset(_styles(packed.read(parts[_STYLES]))) if _STYLES in parts else frozenset()
        if not styles:
            return {}
        listed = formula.sheets(packed, parts)
        return {name: frozenset(_cells(packed.read(parts[part]), styles)) for name, part in listed if part in parts}


def _styles(text: bytes) -> Iterator[str]:
    """Numbers of the cell styles that write a per cent."""
    own = {formula.attribute(tag, "numFmtId"): formula.attribute(tag, "formatCode") for tag in _FORMAT.findall(text)}
    found = _CELL_STYLES.search(text)
    for number, tag in enumerate(_STYLE.findall(found[1]) if found else ()):
        style = formula.attribute(tag, "numFmtId")
        is_built_in = style.isdecimal() and int(style) in _BUILT_IN
        if is_built_in or "%" in _QUOTED.sub("", own.get(style, "")):
            yield str(number)


def _cells(sheet: bytes, styles: frozenset[str]) -> Iterator[tuple[int, int]]:
    for tag in _CELL.findall(sheet):
        at = formula.AT.fullmatch(formula.attribute(tag, "r")) if formula.attribute(tag, "s") in styles else None
        if at:
            yield int(at[2]) - 1, formula.column(at[1])
