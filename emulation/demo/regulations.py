"""Scoring tables of real regulations, entered by an official as anybody would: pasted as text, proved by examples."""

import datetime as dt
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from clusters.forms.scoring_table import WriteForm
from clusters.models import ScoringTableVersion, User
from clusters.services import grading as gradings
from clusters.services import scoring_table as tables
from clusters.services import table_example as examples
from emulation.demo import organisations

DATA = Path(__file__).parent / "data"
UNLESS_SAID = {"rounding": "half_up", "total_rounding": "half_up", "floor": "0"}


@cache
def known() -> dict[str, dict[str, Any]]:
    """By key: name, authority, heading, grading, and the examples as what differs in them from `base`."""
    return json.loads((DATA / "regulations.json").read_text())


def published(key: str, *, by: User) -> ScoringTableVersion:
    """Drafted, pasted, graded, proved by its examples, published; what the page would refuse is refused here too."""
    told = known()[key]
    typed = {
        "rounding": "half_up",
        "total_rounding": "half_up",
        "floor": "0",
        **told["heading"],
        "criteria": _text(key),
    }
    form = WriteForm(typed)
    if not form.is_valid():
        raise ValueError(f"{key}: {form.errors.as_text()}")
    deed = form.deed()
    version = _drafted(told, deed["effective_on"], by)
    tables.write(version, by=by, **deed)
    if told["grading"]:
        gradings.write(version, told["grading"], by=by)
    for example in told["examples"]:
        _keep(version, example, told["base"], by)
    return tables.publish(version, by=by)


def _drafted(told: Mapping[str, Any], effective_on: dt.date, by: User) -> ScoringTableVersion:
    authority, provenance = organisations.find(told["authority"]), {name: told[name] for name in ("mark", "source")}
    return tables.draft(authority, told["name"], effective_on=effective_on, by=by, **provenance)


def _text(key: str) -> str:
    return (DATA / "regulations" / f"{key}.tsv").read_text()


def _keep(version: ScoringTableVersion, example: Mapping[str, Any], base: Mapping[str, Any], by: User) -> None:
    examples.keep(
        version,
        name=example["name"],
        entries={**base, **example["changes"]},
        expected=example["expected"],
        facts=example.get("facts", {}),
        by=by,
    )
