"""Bodies, how one became another, and who held which post there: day by day, as it happened."""

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

from clusters.enums import LineageKind, Role
from clusters.models import Organisation, User
from clusters.services import organisation as organisations
from emulation.demo import moments, people

DATA = Path(__file__).parent / "data"


@cache
def bodies() -> dict[str, dict[str, Any]]:
    """The lines of organisations.json by key. `valid_from` 2024-01-01 means: known since the data begin."""
    return {line["key"]: line for line in json.loads((DATA / "organisations.json").read_text())}


@cache
def changes() -> list[dict[str, Any]]:
    return json.loads((DATA / "lineage.json").read_text())


def find(key: str) -> Organisation:
    line = bodies()[key]
    return Organisation.objects.get(name=line["name"], valid_from=line["valid_from"])


def several(keys: str) -> list[Organisation]:
    return [find(key) for key in keys.split()]


def is_there() -> bool:
    first = next(iter(bodies()["bct"]["staff"]))
    return User.objects.filter(username=first).exists()


def build() -> None:
    """Everything that exists before the first cluster is founded, in the order of the days."""
    days = sorted({line["valid_from"] for line in bodies().values()} | {change["on"] for change in changes()})
    with moments.on(dt.date.fromisoformat(days[0]), 8):
        by = people.bootstrap()
    for day in days:
        with moments.on(dt.date.fromisoformat(day), 8):
            _register(day, by)
            _succeed(day, by)
            _appoint(day, by)


def _register(day: str, by: User) -> None:
    for line in bodies().values():
        if line["valid_from"] == day:
            fields = {name: value for name, value in line.items() if name not in ("key", "parent", "staff")}
            parent = find(line["parent"]) if "parent" in line else None
            organisations.register(by=by, parent=parent, **{**fields, "valid_from": dt.date.fromisoformat(day)})


def _succeed(day: str, by: User) -> None:
    for change in changes():
        if change["on"] == day:
            gone = [find(key) for key in change["from"]]
            organisations.succeed(
                gone,
                find(change["to"]),
                on=dt.date.fromisoformat(day),
                kind=LineageKind(change["kind"]),
                by=by,
                mark=change["mark"],
                source=change["source"],
            )
            for body in gone:
                people.end_posts(body, by=by)


def _appoint(day: str, by: User) -> None:
    for key, line in bodies().items():
        if line["valid_from"] == day:
            place = find(key)
            for username, role in line.get("staff", {}).items():
                people.appoint(username, Role(role), place, by=by)
            if line.get("is_authority"):
                people.appoint(people.ADMINISTRATOR, Role.ADMINISTRATOR, place, by=by)
