"""Who gets in where: every address × method × person, with the literal code. An address without its lines fails.

302 is a redirect: for strangers to the login page, after a deed to where it leads. 200 on a POST is the form again,
with what has to be mended. 403 is the wrong post, 404 another's thing, 409 the wrong moment, 405 no such deed.
Each room of `tests.rooms` brings its lines. The people stand in `cast`: those of one unit, of the head's and the
deputy's unit, of the authority, and next door.
"""

from types import SimpleNamespace

import pytest
from django.conf import settings as configured
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from awards import urls as awards
from clusters import urls as clusters
from emulation import urls as roof
from tests import rooms
from tests import world as worlds
from tests.conftest import UNHURRIED, people
from tests.people import signed_in

PEOPLE = (
    "anonymous",
    "officer",
    "leader",
    "head",
    "deputy",
    "official",
    "council",
    "auditor",
    "neighbour",
    "neighbour_official",
)

# What stands in the address, as `tests.world` names it.
THINGS: dict[str, tuple[str, ...]] = rooms.gathered("THINGS")

CODES: dict[tuple[str, str], tuple[int, ...]] = rooms.gathered("CODES")


def names() -> list[str]:
    """Every address of ours, in the order of the address files."""
    patterns = [*roof.urlpatterns, *clusters.urlpatterns, *awards.urlpatterns]
    return [pattern.name for pattern in patterns if getattr(pattern, "name", None)]


def test_every_address_has_its_lines():
    assert set(CODES) == {(name, method) for name in names() for method in ("GET", "POST")}


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker, tmp_path_factory):
    """The cast, its world and its browsers, built once; what a request does in them is rolled back."""
    settings = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files"), **UNHURRIED)
    with django_db_blocker.unblock(), settings, transaction.atomic():
        cast = people()
        world = worlds.build(cast)
        clients = {person: signed_in(getattr(cast, person)) for person in PEOPLE[1:]}
        yield SimpleNamespace(world=world, clients={"anonymous": Client(), **clients}, files=configured.MEDIA_ROOT)
        transaction.set_rollback(True)


@pytest.mark.parametrize(("name", "method"), CODES, ids=lambda part: part)
def test_who_gets_in(stage, name, method, settings):
    settings.MEDIA_ROOT = stage.files
    address = reverse(name, args=[getattr(stage.world, thing).pk for thing in THINGS.get(name, ())])
    codes = tuple(_code(stage.clients[person], method, address) for person in PEOPLE)
    assert dict(zip(PEOPLE, codes, strict=True)) == dict(zip(PEOPLE, CODES[name, method], strict=True))


def _code(client: Client, method: str, address: str) -> int:
    with transaction.atomic():
        answer = client.generic(method, address)
        if answer.streaming:
            b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    return answer.status_code
