"""A real browser against a live server; skipped with a sentence where there is none, unless REQUIRE_ALL=1."""

import json
import os
import shutil
from importlib import resources

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
WIDTHS = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    for item in items:
        if "/tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session", autouse=True)
def _browser_is_there():
    if CHROMIUM is None:
        sentence = "No Chromium on this machine: install it (on Debian: apt-get install chromium)."
        if os.environ.get("REQUIRE_ALL") == "1":
            pytest.fail(sentence)
        pytest.skip(sentence)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": QUIET}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {
        **browser_context_args,
        "locale": "vi-VN",
        "timezone_id": "Asia/Ho_Chi_Minh",
        "viewport": WIDTHS["desktop"],
    }


@pytest.fixture(scope="session")
def axe_source() -> str:
    return resources.files("axe_playwright_python").joinpath("axe.min.js").read_text()


@pytest.fixture
def accessible(axe_source):
    """Assert that axe finds nothing on the page, at desktop and at phone width, and that nothing overflows sideways."""

    def check(page) -> None:
        for name, size in WIDTHS.items():
            page.set_viewport_size(size)
            page.evaluate(axe_source)
            found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
            said = [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found]
            assert said == [], f"{name} {page.url}: {json.dumps(said, ensure_ascii=False)}"
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"{name} {page.url} is {wide} px too wide"
        page.set_viewport_size(WIDTHS["desktop"])

    return check
