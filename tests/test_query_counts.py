"""What each page asks of the database: one number for few rows and for many, never more than fifteen.

Each page is read in a small world and again when that has grown. Everything that it lists must have grown meanwhile, so
that no page passes on an empty table. The session, the signed-in person and the transaction are not counted.
"""

import re
from types import SimpleNamespace
from typing import NamedTuple

import pytest
from django.db import transaction
from django.test import override_settings
from django.urls import reverse

from tests import crowd, rooms
from tests import world as worlds
from tests.conftest import UNHURRIED, people
from tests.counting import Asked, Lists, listed
from tests.people import signed_in
from tests.test_access import THINGS, names

MOST = 15
MANY = 4
NOT_PAGES = {name for room in rooms.ROOMS for name in getattr(room, "NOT_PAGES", ())}

# Each room of `tests.rooms` has its lines in `PAGES`:
# address(what stands in it, where `THINGS` has another)?query · who asks · how many queries · the lists that grow
# with the world: tables by name, trail, list, rows and files; `:name` are the choices of a form; = stands still.
TABLE = "\n".join(getattr(room, "PAGES", "").strip() for room in rooms.ROOMS)


class Page(NamedTuple):
    """One line of the table."""

    name: str
    things: tuple[str, ...]
    query: str
    person: str
    asked: int
    grows: set[str]
    still: set[str]

    @classmethod
    def of(cls, line: str) -> "Page":
        address, person, asked, *lists = line.split()
        name, things, query = re.fullmatch(r"([\w-]+)(?:\((\w+)\))?(\?.*)?", address).groups()
        still = {each.removeprefix("=") for each in lists if each.startswith("=")}
        things = (things,) if things else THINGS.get(name, ())
        return cls(name, things, query or "", person, int(asked), {each for each in lists if each[0] != "="}, still)

    def __str__(self) -> str:
        return f"{self.name}{'-'.join(('', *self.things))}{self.query}-{self.person}"


PAGES = [Page.of(line) for line in TABLE.splitlines() if line]


class Few(NamedTuple):
    """How a page was before the world grew."""

    asked: int
    lists: Lists


class Stage(SimpleNamespace):
    """The world with a browser for each person; what a request does is rolled back."""

    def visit(self, page: Page):
        path = reverse(page.name, args=[getattr(self.world, thing).pk for thing in page.things])
        with override_settings(MEDIA_ROOT=self.files), transaction.atomic():
            answer = self.clients[page.person].get(path + page.query.format(**vars(self.world)))
            transaction.set_rollback(True)
        assert answer.status_code == 200
        return answer

    def look(self, page: Page) -> Few:
        with Asked() as asked:
            answer = self.visit(page)
        return Few(len(asked.statements), listed(answer))


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker, tmp_path_factory):
    """The pages as they were in the small world, and the world grown."""
    files = tmp_path_factory.mktemp("files")
    settings = override_settings(MEDIA_ROOT=files, **UNHURRIED)
    with django_db_blocker.unblock(), settings, transaction.atomic():
        cast = people()
        world = worlds.build(cast)
        crowd.prepare(world, cast)
        crowd.grow(world, cast, 1)
        clients = {person: signed_in(getattr(cast, person)) for person in {page.person for page in PAGES}}
        stage = Stage(world=world, clients=clients, files=files)
        stage.few = {str(page): stage.look(page) for page in PAGES}
        crowd.grow(world, cast, MANY - 1)
        yield stage
        transaction.set_rollback(True)


def test_every_address_has_its_line():
    counted = {page.name for page in PAGES}
    assert counted | NOT_PAGES == set(names())
    assert not counted & NOT_PAGES


def test_no_page_asks_for_too_much():
    assert [str(page) for page in PAGES if page.asked > MOST] == []


@pytest.mark.django_db
@pytest.mark.parametrize("line", PAGES, ids=str)
def test_a_page_asks_the_same_for_few_rows_and_for_many(stage, line, count_queries):
    few = stage.few[str(line)]
    with count_queries(line.asked):
        many = listed(stage.visit(line))
    assert few.asked == line.asked
    assert _grown(few.lists, many) == line.grows
    assert many.tables - line.grows == line.still


def _grown(few: Lists, many: Lists) -> set[str]:
    """The lists that showed something before and show four at least and more now."""
    return {name for name, now in many.sizes.items() if now >= MANY and now > few.sizes[name] > 0}
