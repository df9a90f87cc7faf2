"""What the results sheet is told of the cells it sent: each part as it is shown, and both versions in a dispute."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from clusters import writing
from clusters.forms import cell as forms
from clusters.models import Result, User
from clusters.queries.cell import Row
from clusters.services.cell import Outcome


def of_all(outcomes: Iterable[Outcome]) -> list[dict[str, Any]]:
    """In the order in which the cells were sent."""
    outcomes = list(outcomes)
    writers = _writers(outcomes)
    return [_of(outcome, writers) for outcome in outcomes]


def parts_of(row: Row) -> dict[str, list[Any]]:
    """What stands in a row: by part the text as its field shows it, and the version of the part."""
    values = row.values
    return {part: [_shown(row, part, values[part]), row.version_of(part)] for part in (*row.inputs, Result.NOTE)}


def _of(outcome: Outcome, writers: dict[int, str]) -> dict[str, Any]:
    row, stands = outcome.row, parts_of(outcome.row) if outcome.row else {}
    parts: dict[str, dict[str, Any]] = {}
    for part in outcome.saved:
        text, version = stands[part]
        parts[part] = {"state": "saved", "text": text, "version": version}
    for part, sentence in outcome.refused.items():
        parts[part] = {"state": "refused", "why": sentence}
    for part in outcome.disputed:
        text, version = stands[part]
        parts[part] = {"state": "disputed", "text": text, "version": version, "who": _who(row, part, writers)}
    return {"row": outcome.change.row, "key": outcome.change.key, "parts": parts}


def _shown(row: Row, part: str, value: Any) -> str:
    field = forms.field_of(row.inputs, part)
    return forms.shown(field, row.inputs.get(part), value) if field else ""


def _who(row: Row | None, part: str, writers: dict[int, str]) -> str:
    """Who wrote what stands in a part, and when."""
    stamp = row.result.parts.get(part) if row and row.result else None
    if stamp is None:
        return _("nothing stands there now")
    at = writing.moment(dt.datetime.fromisoformat(stamp["at"]))
    return _("{name}, {moment}").format(name=writers.get(stamp["by"], "–"), moment=at)


def _writers(outcomes: Iterable[Outcome]) -> dict[int, str]:
    """Names of those whose versions stand in dispute; no query where there is none."""
    stamps = (each.row.result.parts.get(part) for each in outcomes for part in each.disputed if each.row.result)
    people = {stamp["by"] for stamp in stamps if stamp}
    return {person.pk: str(person) for person in User.objects.filter(pk__in=people)} if people else {}
