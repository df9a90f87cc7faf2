"""The results sheet against two floors of the same run: one query with as many bytes formatted, and Django's usual way.

Sixty criteria with five years before them. What is measured is the whole request, with everything that stands before
the view; the floor is a bare cursor and strings, as `stack` of the plan has it: about fifty bytes a cell.
"""

import gzip
import json
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import setup_databases, teardown_databases
from django.urls import reverse

from clusters.models import Criterion, Report
from emulation import server
from tests import sheet_years
from tests.bench.clockwork import cpu, line, say
from tests.conftest import people
from tests.counting import Asked

CELL = '<td class="num" data-label="%s">%s <b>%s</b></td>'
ROW = "SELECT c.id, c.code, c.text, c.max_points, r.value, r.updated_at FROM clusters_criterion c"
JOIN = " LEFT JOIN clusters_result r ON r.criterion_id = c.id AND r.report_id = %s WHERE c.version_id = %s"


def main() -> None:
    """In a database of its own, thrown away afterwards."""
    server.settle()
    with _database():
        cast = people()
        report = sheet_years.years(cast)
        person, address = _browser(cast.officer), reverse("report-edit", args=[report.pk])
        page = person.get(address).content
        say(f"\nsheet of 60 criteria, five years: {len(page)} bytes, {len(gzip.compress(page, 6))} compressed")
        floor = cpu(lambda: _floor(report, len(page)))
        line("one query, as many bytes formatted", floor, 1)
        took = cpu(lambda: person.get(address))
        line("the sheet, opened", took, took / floor, f"{_asked(person, address)} queries")
        usual = _usual(person, report)
        line("the same built the usual Django way", usual, usual / floor, f"ours takes {took / usual:.2f} of it")
        saved = cpu(_saving(person, report))
        line("one cell, saved", saved, saved / floor)


def _browser(person) -> Client:
    client = Client()
    client.force_login(person, settings.AUTHENTICATION_BACKENDS[0])
    return client


def _floor(report: Report, size: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute(ROW + JOIN, [report.pk, report.participant.season.table_id])
        rows = cursor.fetchall()
    cells, wrote = [], 0
    while wrote < size:
        for _pk, code, text, most, value, at in rows:
            cells += [CELL % (code, f"{value or 0:,.2f}", most), CELL % (text, at, code)]
            wrote += len(cells[-1]) + len(cells[-2])
            if wrote >= size:
                break
    return "".join(cells)


def _usual(person: Client, report: Report) -> float:
    templates = [
        {**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], Path(__file__).parent / "templates"]}
    ]
    with override_settings(ROOT_URLCONF="tests.bench.usual", TEMPLATES=templates):
        address = f"/usual/{report.pk}/"
        assert b"data-row" in person.get(address).content
        return cpu(lambda: person.get(address))


def _saving(person: Client, report: Report) -> Callable[[], object]:
    """Each time another number, so that each time something is written."""
    row = Criterion.objects.filter(version=report.participant.season.table_id, rule_type="count").first()
    address, state = reverse("report-cells", args=[report.pk]), {"at": 0, "seen": 0}

    def save():
        state["at"] += 1
        parts = {"count": {"text": str(state["at"]), "seen": state["seen"]}}
        body = json.dumps({"cells": [{"row": row.pk, "key": f"k{state['at']}", "parts": parts}]})
        said = person.post(address, body, content_type="application/json").json()["cells"][0]["parts"]["count"]
        assert said["state"] == "saved", said
        state["seen"] = said["version"]

    return save


def _asked(person: Client, address: str) -> int:
    with Asked() as asked:
        person.get(address)
    return len(asked.statements)


@contextmanager
def _database():
    made = setup_databases(verbosity=0, interactive=False)
    try:
        with override_settings(ALLOWED_HOSTS=["testserver"]):
            yield
    finally:
        teardown_databases(made, verbosity=0)
