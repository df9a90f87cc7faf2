"""Evidence goes up by script: several at a time, on by itself from where a broken connection ended."""

import hashlib

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from clusters.models import EvidenceFile, EvidenceUpload
from tests import factories

LARGE = b"%PDF-1.7\n" + bytes(range(256)) * 9000
SMALL = b"%PDF-1.7\nnho"


@pytest.fixture
def library(cast, walks_in):
    """The officer on the page of the unit's evidence library."""
    report = factories.report(cast.unit)
    person = walks_in(cast.officer)
    person.page.goto(reverse("report-evidence", args=[report.pk]))
    return person


def told(person, what):
    """The browser complains of the one request that was meant to fail, and of nothing else."""
    (trouble,) = person.troubles
    assert what in trouble
    person.troubles.clear()


def chosen(person, **files):
    payloads = [{"name": f"{n}.pdf", "mimeType": "application/pdf", "buffer": content} for n, content in files.items()]
    person.page.locator("input[type=file]").set_input_files(payloads)
    person.page.get_by_label("bí mật nhà nước").check()
    person.page.get_by_role("button", name="Tải lên", exact=True).click()


def test_a_broken_connection_goes_on_where_it_ended(library):
    broken, offsets = [], []

    def cut(route):
        offsets.append(route.request.url.partition("offset=")[2])
        if offsets[-1] == "1048576" and not broken:
            broken.append(True)
            return route.abort("connectionreset")
        return route.continue_()

    library.page.route("**/evidence-uploads/*/?offset=*", cut)
    chosen(library, lon=LARGE, nho=SMALL)
    expect(library.page.locator("#library")).to_contain_text("lon.pdf", timeout=30_000)
    library.reads("nho.pdf")
    assert sorted(offsets) == ["0", "0", "1048576", "1048576", "2097152"]
    kept = {each.name: each.sha256 for each in EvidenceFile.objects.all()}
    assert kept == {f"{n}.pdf": hashlib.sha256(c).hexdigest() for n, c in (("lon", LARGE), ("nho", SMALL))}
    assert not EvidenceUpload.objects.exists()
    told(library, "ERR_CONNECTION_RESET")


def test_a_refused_file_says_why_and_the_others_arrive(library):
    chosen(library, gia=b"MZ", nho=SMALL)
    expect(library.page.locator(".upload-list")).to_contain_text("Nội dung", timeout=30_000)
    expect(library.page.locator(".upload-list")).to_contain_text("đã đến")
    assert [each.name for each in EvidenceFile.objects.all()] == ["nho.pdf"]
    told(library, "400 (Bad Request)")
