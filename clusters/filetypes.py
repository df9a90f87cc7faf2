"""Is a file what its name says? Told from its bytes, never by unpacking it."""

import io
import struct
import zipfile
import zlib
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
# In a document of today the list of parts names a macro, however its file is called.
_PARTS = "[Content_Types].xml"
_MACRO_PARTS = (b"vbaproject", b"macroenabled", b"macrosheet")
_LIST_READ = 1_000_000
# In an old one each storage and stream has an entry of 128 bytes in a directory that begins at such a boundary: its
# name in UTF-16, the length of that, its kind. Read whole, an entry is found wherever a broken or sly file hides it.
_ENTRY, _NAME, _HEADER = 128, 64, 512
_ENTRY_KINDS = (1, 2, 5)
_MACRO_ENTRIES = {"vba", "_vba_project", "_vba_project_cur", "macros"}
_OLD_STREAMS = {"doc": {"worddocument"}, "xls": {"workbook", "book"}}
# More members than any real document has; a directory this long is an attack or an accident.
_MOST_MEMBERS = 10_000
# A bomb: more than any document unpacks to, or much and far more than its packed size.
_MOST_UNPACKED, _MUCH, _MOST_TIMES = 512_000_000, 32_000_000, 200
# What a broken or hostile zip can make the directory reader raise.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    RuntimeError,
    ValueError,
    OverflowError,
    NotImplementedError,
    EOFError,
    OSError,
)

TEMPLATES: Mapping[str, str] = {
    "empty": gettext_noop("The file “{name}” is empty."),
    "not_allowed": gettext_noop("The file “{name}” is of a kind that is not taken. Taken are: {allowed}."),
    "not_what_it_says": gettext_noop("The content of “{name}” is not that of a .{extension} file."),
    "unpacks_too_large": gettext_noop(
        "The file “{name}” becomes far too large when it is opened. Save it anew and try again."
    ),
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

    Of an archive only the directory at its end and the list of parts are read, so that a zip bomb stays unexploded.
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
    if extension in _OLD_STREAMS:
        _require_old_document(name, extension, whole)
    return CONTENT_TYPES[extension]


def _extension(name: str) -> str:
    stem, dot, extension = name.strip().rpartition(".")
    return extension.lower() if dot and stem else ""


def _require_document(name: str, extension: str, whole: BinaryIO | bytes) -> None:
    members, parts = _members(whole)
    names = [member.filename for member in members]
    folder = _FOLDERS[extension]
    if any(each.lower().endswith("vbaproject.bin") for each in names) or any(each in parts for each in _MACRO_PARTS):
        raise FileRefused("macros", name=name)
    if _PARTS not in names or not any(each.startswith(folder) for each in names):
        raise FileRefused("not_what_it_says", name=name, extension=extension)
    packed, unpacked = sum(each.compress_size for each in members), sum(each.file_size for each in members)
    if unpacked > _MOST_UNPACKED or (unpacked > _MUCH and unpacked > _MOST_TIMES * packed):
        raise FileRefused("unpacks_too_large", name=name)


def _members(whole: BinaryIO | bytes) -> tuple[list[zipfile.ZipInfo], bytes]:
    """An archive's directory and its list of parts in small letters, of which no more is unpacked than any document
    needs; nothing if it is no archive. The stream is left at its start."""
    stream = io.BytesIO(whole) if isinstance(whole, bytes) else whole
    try:
        stream.seek(0)
        with zipfile.ZipFile(stream) as archive:
            members, parts = archive.infolist(), _list_of_parts(archive)
    except _BROKEN:
        members, parts = [], b""
    stream.seek(0)
    return (members, parts) if len(members) <= _MOST_MEMBERS else ([], b"")


def _list_of_parts(archive: zipfile.ZipFile) -> bytes:
    if _PARTS not in archive.namelist():
        return b""
    with archive.open(_PARTS) as opened:
        return opened.read(_LIST_READ).lower()


def _require_old_document(name: str, extension: str, whole: BinaryIO | bytes) -> None:
    entries = _entries(whole)
    if entries & _MACRO_ENTRIES:
        raise FileRefused("macros", name=name)
    if not entries & _OLD_STREAMS[extension]:
        raise FileRefused("not_what_it_says", name=name, extension=extension)


def _entries(whole: BinaryIO | bytes) -> set[str]:
    """The names of storages and streams in small letters. The stream is left at its start."""
    content = whole if isinstance(whole, bytes) else _read(whole)
    found = set()
    for at in range(_HEADER, len(content) - _ENTRY + 1, _ENTRY):
        length = int.from_bytes(content[at + _NAME : at + _NAME + 2], "little")
        if 4 <= length <= _NAME and content[at + _NAME + 2] in _ENTRY_KINDS:
            found.add(content[at : at + length - 2].decode("utf-16-le", "replace").lower())
    return found


def _read(stream: BinaryIO) -> bytes:
    stream.seek(0)
    content = stream.read()
    stream.seek(0)
    return content
