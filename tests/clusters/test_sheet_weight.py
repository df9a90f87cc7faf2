"""What the sheet of sixty criteria weighs, compressed as production sends it: the page by gzip, files by brotli."""

import gzip
import re

import brotli
import pytest
from django.urls import reverse

from tests import sheet_years, source
from tests.people import signed_in

KB = 1024
STATIC = source.ROOT / "static"
AFTERWARDS, FIRST_VISIT, SCRIPTS = 40 * KB, 120 * KB, 30 * KB


@pytest.fixture
def page(cast):
    report = sheet_years.years(cast)
    return signed_in(cast.officer).get(reverse("report-edit", args=[report.pk])).text


def linked(page):
    """Files that the page names, and those that its styles name: Vietnamese needs two of the three kinds of letters."""
    found = set(re.findall(r'(?:href|src)="/static/([^"#]+)', page))
    for name in [name for name in found if name.endswith(".css")]:
        folder = (STATIC / name).parent.relative_to(STATIC)
        found |= {str(folder / each) for each in re.findall(r'url\("([^"]+\.woff2)"\)', (STATIC / name).read_text())}
    return {name for name in found if "latin-ext" not in name}


def weight(names):
    files = [(STATIC / name).read_bytes() for name in names]
    return sum(len(each) if each[:4] == b"wOF2" else len(brotli.compress(each)) for each in files)


def test_the_sheet_is_light(page):
    files, sent = linked(page), len(gzip.compress(page.encode(), 6))
    scripts = {name for name in files if name.endswith(".js")}

    assert len(scripts) >= 7
    assert any("vietnamese-400" in name for name in files)
    assert any("sprite" in name for name in files)
    assert sent <= AFTERWARDS, sent
    assert weight(scripts) <= SCRIPTS, weight(scripts)
    assert sent + weight(files) <= FIRST_VISIT, (sent, {name: weight([name]) for name in files})
