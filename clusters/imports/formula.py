"""Cells of a workbook that show nothing to be read: a formula that ended in an error, or whose result was not kept."""

import html
import io
import re
import zipfile
from collections.abc import Iterator

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_CELL, _END = re.compile(rb"<(?:\w+:)?c(?=\s)"), re.compile(rb"</(?:\w+:)?c>")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_VALUE = re.compile(rb"<(?:\w+:)?v[^>]*>[^<]|<(?:\w+:)?is[\s>]")
AT = re.compile(r"([A-Z]+)([0-9]+)")


def unread(content: bytes) -> dict[str, frozenset[tuple[int, int]]]:
    """Such cells by the name of their sheet, as (row, column) from 0. The content is within the limits already."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = {each.lower(): each for each in packed.namelist()}
        found = {}
        for name, part in sheets(packed, parts):
            if part in parts:
                found[name] = frozenset(_cells(packed.read(parts[part])))
    return found


def sheets(packed: zipfile.ZipFile, parts: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Each sheet's name and the part that holds it."""
    book, relations = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    if book not in parts or relations not in parts:
        return
    tags = _RELATION.findall(packed.read(parts[relations]))
    targets = {attribute(tag, "Id"): attribute(tag, "Target") for tag in tags}
    for tag in _SHEET.findall(packed.read(parts[book])):
        target = targets.get(attribute(tag, r"\w+:id"), "").lower()
        yield attribute(tag, "name"), target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def attribute(tag: bytes, name: str) -> str:
    found = re.search(rf"""\s{name}\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag.decode(errors="replace"))
    return html.unescape(found[1] or found[2] or "") if found else ""


def _cells(sheet: bytes) -> Iterator[tuple[int, int]]:
    for text in _CELL.split(sheet)[1:]:
        attributes, _close, inside = text.partition(b">")
        tag, inside = b"<c" + attributes, b"" if attributes.endswith(b"/") else _END.split(inside, maxsplit=1)[0]
        at = AT.fullmatch(attribute(tag, "r"))
        empty = bool(_FORMULA.search(inside)) and not _VALUE.search(inside)
        if at and (attribute(tag, "t") == "e" or (empty and attribute(tag, "t") != "str")):
            yield int(at[2]) - 1, column(at[1])


def column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
