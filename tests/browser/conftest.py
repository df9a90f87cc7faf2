"""A real browser against a live server; skipped with a sentence where there is none, unless REQUIRE_ALL=1."""

import os
import shutil
import threading
from pathlib import Path

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler

from clusters.enums import Phase
from tests import factories
from tests.browser.examining import WIDTHS, Examiner
from tests.browser.person import Person

CHROMIUM = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
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
    """The long walk begins first, so that several workers end together."""
    places = [place for place, item in enumerate(items) if "/tests/browser/" in str(item.path)]
    ours = sorted((items[place] for place in places), key=lambda item: item.path.name != "test_walk.py")
    for place, item in zip(places, ours, strict=True):
        items[place] = item
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


@pytest.fixture(autouse=True)
def _static_files_keep(monkeypatch):
    """A browser keeps them for a while, as it does when they come from the server of the product."""
    serve = StaticFilesHandler.serve

    def kept(handler, request):
        answer = serve(handler, request)
        answer["Cache-Control"] = "max-age=600"
        return answer

    monkeypatch.setattr(StaticFilesHandler, "serve", kept)


@pytest.fixture(autouse=True)
def _server_rests(transactional_db, monkeypatch):
    """What a browser asked before it closed is still being answered; only then may the database be emptied."""
    rests, answering, answer = threading.Condition(), [], WSGIHandler.get_response

    def counted(handler, request):
        with rests:
            answering.append(request)
        try:
            return answer(handler, request)
        finally:
            with rests:
                answering.remove(request)
                rests.notify_all()

    monkeypatch.setattr(WSGIHandler, "get_response", counted)
    yield
    with rests:
        assert rests.wait_for(lambda: not answering, timeout=20)


@pytest.fixture(scope="session")
def base_url(live_server):
    return live_server.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {
        **browser_context_args,
        "locale": "vi-VN",
        # Somebody on a journey: the product speaks of Vietnamese time all the same.
        "timezone_id": "America/Lima",
        "viewport": WIDTHS["desktop"],
        "reduced_motion": "reduce",
    }


@pytest.fixture
def report(cast):
    """The unit's report of the year, while units score themselves under a pact; nothing is in it yet."""
    found = factories.report(cast.unit)
    factories.pact(cast.season)
    cast.season.phase = Phase.SELF_SCORING
    cast.season.save(update_fields=["phase"])
    return found


@pytest.fixture(scope="session")
def examiner() -> Examiner:
    """Axe and the two widths, once for each kind of page in a session."""
    return Examiner(Path(os.environ["SCREENSHOTS"]) if "SCREENSHOTS" in os.environ else None)


@pytest.fixture
def visits(new_context, examiner):
    """A visitor at a browser of their own: `visits(java_script_enabled=False)`."""
    came = []

    def visit(**arguments) -> Person:
        looks = examiner if arguments.get("java_script_enabled", True) else _without_looking
        came.append(Person(new_context(**arguments).new_page(), looks))
        return came[-1]

    yield visit
    for person in came:
        if not person.page.is_closed():
            person.agrees = True
            person.page.goto("about:blank")
    assert [trouble for person in came for trouble in person.troubles] == []


def _without_looking(page) -> None:
    """Axe is a script."""


@pytest.fixture
def walks_in(visits):
    """The same, signed in through the login page: `walks_in(user)`."""
    return lambda user, **arguments: visits(**arguments).signs_in(user)
