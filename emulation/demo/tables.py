"""Scoring tables made up for the demonstration: no table of these authorities was found in the sources."""

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

from clusters.enums import Provenance
from clusters.models import Organisation, ScoringTableVersion, User
from clusters.services import scoring_table as tables
from emulation.demo import validation

DATA = Path(__file__).parent / "data"
MADE_UP = "Số liệu giả định cho bản trình diễn"


@cache
def lines() -> dict[str, dict[str, Any]]:
    return json.loads((DATA / "tables.json").read_text())


def published(key: str, authority: Organisation, *, effective_on: dt.date, by: User) -> ScoringTableVersion:
    """The authority's table, drafted, written and published in one go."""
    table = lines()[key]
    version = tables.draft(
        authority,
        table["name"],
        effective_on=effective_on,
        legal_basis=table["legal_basis"],
        step=table["step"],
        mark=Provenance.DEMO,
        source=MADE_UP,
        by=by,
    )
    tables.write(version, table["tree"], by=by)
    validation.write(version, by)
    return tables.publish(version, by=by)
