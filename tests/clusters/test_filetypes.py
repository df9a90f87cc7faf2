"""A file is taken only if its content is what its name says."""

import io
import struct
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusters import filetypes
from clusters.explanations import explain_refusal

QUIET = settings(derandomize=True, deadline=None, max_examples=60)


def entry(name, kind=2):
    """One entry of an old document's directory."""
    named = name.encode("utf-16-le")
    return named.ljust(64, b"\0") + struct.pack("<HB", len(named) + 2, kind) + bytes(61)


def old(*names):
    """The header of an old document, some text, its directory."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + b"x" * 512 + entry("Root Entry", 5) + b"".join(names)


OLE = old()
DOC, XLS = old(entry("WordDocument")), old(entry("Workbook"))
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(20)
PDF = b"%PDF-1.7\n" + bytes(20)


def archive(*members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as opened:
        for member in members:
            opened.writestr(member, "x")
    return stream.getvalue()


DOCX = archive("[Content_Types].xml", "_rels/.rels", "word/document.xml")
XLSX = archive("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml")
MACROS = archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")


def refusal(name, content):
    with pytest.raises(filetypes.FileRefused) as caught:
        filetypes.detect(name, content[:512], content)
    return caught.value.code


@pytest.mark.parametrize(
    ("name", "content", "ending"),
    [
        ("báo cáo.pdf", PDF, "pdf"),
        ("Minh chứng.PDF", PDF, "pdf"),
        ("a.docx", DOCX, "wordprocessingml.document"),
        ("a.xlsx", XLSX, "spreadsheetml.sheet"),
        ("a.doc", DOC, "msword"),
        ("a.xls", XLS, "ms-excel"),
        ("a.xls", old(entry("Book")), "ms-excel"),
        ("a.png", PNG, "png"),
        ("a.b.jpg", JPEG, "jpeg"),
        ("a.jpeg", JPEG, "jpeg"),
    ],
)
def test_what_is_taken(name, content, ending):
    assert filetypes.detect(name, content[:512], content).endswith(ending)
    assert filetypes.detect(name, content[:16], io.BytesIO(content)).endswith(ending)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"", "empty"),
        ("a.docx", b"", "empty"),
        ("a.exe", b"MZ", "not_allowed"),
        ("a.pdf.exe", PDF, "not_allowed"),
        ("pdf", PDF, "not_allowed"),
        (".pdf", PDF, "not_allowed"),
        ("a.zip", DOCX, "not_allowed"),
        ("a.svg", b"<svg/>", "not_allowed"),
        ("a.pdf", PNG, "not_what_it_says"),
        ("a.png", JPEG, "not_what_it_says"),
        ("a.pdf", b"<html>%PDF-", "not_what_it_says"),
        ("a.docx", XLSX, "not_what_it_says"),
        ("a.xlsx", DOCX, "not_what_it_says"),
        ("a.docx", archive("readme.txt", "virus.exe"), "not_what_it_says"),
        ("a.docx", archive("word/document.xml"), "not_what_it_says"),
        ("a.docx", OLE, "not_what_it_says"),
        ("a.docx", PDF, "not_what_it_says"),
        ("a.docx", DOCX[:-30], "not_what_it_says"),
        ("a.doc", DOCX, "not_what_it_says"),
        ("a.docx", MACROS, "macros"),
        ("a.doc", OLE, "not_what_it_says"),
        ("a.doc", XLS, "not_what_it_says"),
        ("a.xls", DOC, "not_what_it_says"),
        ("a.doc", old(entry("WordDocument"), entry("Macros", 1)), "macros"),
        ("a.doc", old(entry("WordDocument"), entry("vba", 1)), "macros"),
        ("a.xls", old(entry("Workbook"), entry("_VBA_PROJECT_CUR", 1)), "macros"),
        ("a.docm", DOCX, "macros"),
        ("a.xlsm", XLSX, "macros"),
    ],
)
def test_what_is_refused(name, content, code):
    assert refusal(name, content) == code


def test_the_refusal_is_a_sentence_that_names_the_file():
    with pytest.raises(filetypes.FileRefused) as caught:
        filetypes.detect("ảnh {x}.pdf", PNG, PNG)

    assert str(caught.value) == "The content of “ảnh {x}.pdf” is not that of a .pdf file."
    assert "ảnh {x}.pdf" in explain_refusal(caught.value)


def test_the_stream_is_left_at_its_start():
    stream = io.BytesIO(DOCX)
    stream.seek(7)
    filetypes.detect("a.docx", DOCX[:16], stream)

    assert (stream.tell(), stream.closed) == (0, False)


def test_a_bomb_is_looked_at_without_being_unpacked():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("[Content_Types].xml", "x")
        opened.writestr("word/document.xml", bytes(50_000_000))
    bomb = stream.getvalue()

    assert len(bomb) < 100_000
    assert refusal("a.docx", bomb) == "unpacks_too_large"


def listed(parts, *members):
    """A document whose list of parts says this."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as opened:
        opened.writestr("[Content_Types].xml", parts)
        for member in members:
            opened.writestr(member, "x")
    return stream.getvalue()


@pytest.mark.parametrize(
    "kind", ["application/vnd.ms-office.vbaProject", "…sheet.macroEnabled.main", "…macrosheet+xml"]
)
def test_a_macro_under_another_name_is_told_by_the_list_of_parts(kind):
    assert refusal("a.xlsx", listed(f'<Override ContentType="{kind}"/>', "xl/workbook.xml", "xl/a.bin")) == "macros"


def test_the_words_of_a_macro_in_the_text_are_no_macro():
    """Only an entry at its boundary is one, with its length and kind."""
    words = "_VBA_PROJECT".encode("utf-16-le")
    document = old(entry("WordDocument"), b"ab" + words.ljust(126, b"\0"))
    assert filetypes.detect("a.doc", document[:64], document) == "application/msword"


def test_a_directory_that_lies_about_its_size_is_refused():
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0, 0)

    assert refusal("a.docx", b"PK\x03\x04" + end) == "not_what_it_says"


def test_an_archive_of_countless_members_is_refused():
    many = archive("[Content_Types].xml", "word/document.xml", *(f"word/{n}" for n in range(10_000)))

    assert refusal("a.docx", many) == "not_what_it_says"


@QUIET
@given(st.binary(max_size=200), st.sampled_from(sorted(filetypes.CONTENT_TYPES)), st.integers(0, 400))
def test_broken_bytes_are_refused_or_taken_but_never_an_error(junk, extension, cut):
    content = DOCX[:cut] + junk + DOCX[cut + len(junk) :]
    with suppress(filetypes.FileRefused):
        assert filetypes.detect(f"a.{extension}", content[:512], content) == filetypes.CONTENT_TYPES[extension]
