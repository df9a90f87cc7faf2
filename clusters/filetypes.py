"""Is a file what its name says? Told from its bytes, never by unpacking it."""

import io
import struct
import zipfile
from collections.abc import Mapping
from typing import BinaryIO

from django.utils.translation import gettext_noop

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

CONTENT_TYPES: Mapping[str, str] = {
    "pdf": "application/pdf",
    "docx": _WORD,
    "xlsx": _EXCEL,
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}
_BEGINNINGS = {
    "pdf": b"%PDF-",
    "doc": _OLE,
    "xls": _OLE,
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
}
_FOLDERS = {"docx": "word/", "xlsx": "xl/"}
_MACRO_NAMES = ("docm", "xlsm", "dotm", "xltm", "xlsb")
# More members than any real document has; a directory this long is an attack or an accident.
_MOST_MEMBERS = 10_000
# What a broken or hostile zip can make the directory reader raise.
_BROKEN = (zipfile.BadZipFile, struct.error, ValueError, OverflowError, NotImplementedError, EOFError, OSError)

TEMPLATES: Mapping[str, str] = {
    "empty": gettext_noop("The file “{name}” is empty."),
    "not_allowed": gettext_noop("The file “{name}” is of a kind that is not taken. Taken are: {allowed}."),
    "not_what_it_says": gettext_noop("The content of “{name}” is not that of a .{extension} file."),
    "macros": gettext_noop("The file “{name}” contains macros. Save it without them and try again."),
}


class FileRefused(ValueError):
    """`code` and `values` of one of TEMPLATES; `template` is its English message id."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(TEMPLATES[code].format(**values))
        self.code = code
        self.values = values

    @property
    def template(self) -> str:
        return TEMPLATES[self.code]


def detect(name: str, head: bytes, whole: BinaryIO | bytes) -> str:
    """The content type of the file called `name` with first bytes `head` (16 or more). Raises FileRefused.

    Of an archive only the directory at its end is read, so that a zip bomb stays unexploded.
    """
    extension = _extension(name)
    if extension in _MACRO_NAMES:
        raise FileRefused("macros", name=name)
    if extension not in CONTENT_TYPES:
        raise FileRefused("not_allowed", name=name, allowed=", ".join(CONTENT_TYPES))
    if not head:
        raise FileRefused("empty", name=name)
    if extension in _FOLDERS:
        _require_document(name, extension, whole)
    elif not head.startswith(_BEGINNINGS[extension]):
        raise FileRefused("not_what_it_says", name=name, extension=extension)
    return CONTENT_TYPES[extension]


def _extension(name: str) -> str:
    stem, dot, extension = name.strip().rpartition(".")
    return extension.lower() if dot and stem else ""


def _require_document(name: str, extension: str, whole: BinaryIO | bytes) -> None:
    members = _members(whole)
    if any(member.lower().endswith("vbaproject.bin") for member in members):
        raise FileRefused("macros", name=name)
    folder = _FOLDERS[extension]
    if "[Content_Types].xml" not in members or not any(member.startswith(folder) for member in members):
        raise FileRefused("not_what_it_says", name=name, extension=extension)


def _members(whole: BinaryIO | bytes) -> list[str]:
    """The names in an archive's directory; none if it is no archive. The stream is left at its start."""
    stream = io.BytesIO(whole) if isinstance(whole, bytes) else whole
    try:
        stream.seek(0)
        with zipfile.ZipFile(stream) as archive:
            names = archive.namelist()
    except _BROKEN:
        names = []
    stream.seek(0)
    return names if len(names) <= _MOST_MEMBERS else []
