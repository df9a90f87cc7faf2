"""Files are kept once, under their hash, and only when they are what their name says."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from clusters.errors import Invalid
from clusters.models import StoredFile
from clusters.services import file as files
from tests import factories

PDF = b"%PDF-1.4\n" + b"x" * 300


def _upload(name="minh-chung.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def test_a_file_is_kept_under_its_hash(db):
    stored = files.store(_upload("Báo cáo năm 2025.pdf"), by=factories.user())

    digest = hashlib.sha256(PDF).hexdigest()
    assert (stored.sha256, stored.size, stored.content_type) == (digest, len(PDF), "application/pdf")
    assert stored.original_name == "Báo cáo năm 2025.pdf"
    assert stored.content.name == f"{digest[:2]}/{digest}"
    with stored.content.open() as kept:
        assert kept.read() == PDF


def test_equal_content_is_written_once(db):
    one = files.store(_upload("a.pdf"), by=factories.user())
    two = files.store(_upload("b.pdf"), by=factories.user())

    assert one.content.name == two.content.name
    assert StoredFile.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b""),
        ("a.pdf", b"MZ this is a program"),
        ("a.exe", b"MZ"),
        ("a.zip", b"PK\x03\x04"),
        ("a.docx", b"PK\x03\x04 not a document"),
        ("a.docm", PDF),
        ("pdf", PDF),
    ],
)
def test_what_is_not_what_it_says_is_refused(db, name, content):
    with pytest.raises(Invalid) as refused:
        files.store(_upload(name, content), by=factories.user())
    assert list(refused.value.problems) == ["file"]
    assert StoredFile.objects.count() == 0


def test_a_large_file_is_refused_with_the_limit(db, settings):
    settings.STORED_FILE_LIMIT = 1024
    with pytest.raises(Invalid, match=r"1,0\s*KB"):
        files.store(_upload(content=PDF * 10), by=factories.user())


def test_a_name_is_never_a_path(db):
    stored = files.store(_upload("..\\..\\etc/passwd.pdf"), by=factories.user())
    assert stored.original_name == "passwd.pdf"
