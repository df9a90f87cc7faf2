"""Who gets in where: every address × method × person, with the literal code. An address without its lines fails.

302 is a redirect: for strangers to the login page, after a deed to where it leads. 200 on a POST is the form again,
with what has to be mended. 403 is the wrong post, 404 another's thing, 409 the wrong moment, 405 no such deed.
The people stand in `cast`: those of one unit, of the head's and the deputy's unit, of the authority, and next door.
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
THINGS: dict[str, tuple[str, ...]] = {
    "organisation": ("organisation",),
    **dict.fromkeys(("organisation-change", "person-register", "person-appoint"), ("authority",)),
    "organisation-succeed": ("subordinate",),
    "appointment-end": ("appointment",),
    "decision": ("decision",),
    "decision-file": ("decision",),
    **dict.fromkeys(("cluster", "cluster-join", "cluster-leave", "season-open"), ("cluster",)),
    **dict.fromkeys(("season", "season-advance", "season-skip", "season-deadlines", "season-headship"), ("running",)),
    "season-table": ("in_pact",),
    "participant-extend": ("participant",),
    **dict.fromkeys(("table", "table-copy"), ("table",)),
    "table-workbook": ("table",),
    "table-import": ("table_draft",),
    **dict.fromkeys(("table-write", "table-check", "table-settings", "table-publish"), ("table_draft",)),
    "table-grading": ("table_draft",),
    "season-comparison": ("meeting",),
    "table-waive": ("table_odd", "problem"),
    "waiver-drop": ("waiver",),
    "table-matching": ("table_odd",),
    "table-rehearsal": ("table",),
    "table-examples": ("table",),
    "example-add": ("table_odd",),
    **dict.fromkeys(("example", "example-change", "example-drop"), ("example",)),
    "figure-cite": ("running",),
    "season-facts": ("running",),
    **dict.fromkeys(("day", "day-remove"), ("day",)),
    "movement": ("movement",),
    **dict.fromkeys(("pact", "pact-edit", "pact-agree", "pact-reopen", "pact-sign"), ("in_pact",)),
    "pact-targets": ("promising",),
    "reports": ("verifying",),
    "supplied": ("running",),
    "supply": ("running", "supplied"),
    **dict.fromkeys(("report", "report-edit", "report-check", "report-sign", "report-submit"), ("draft",)),
    **dict.fromkeys(("report-costs", "report-what-if"), ("draft",)),
    **dict.fromkeys(("report-accept", "report-return"), ("sent",)),
    "report-evidence-add": ("draft", "leaf"),
    **dict.fromkeys(("report-evidence-remove", "evidence-file"), ("evidence",)),
    "receipt": ("submission",),
    **dict.fromkeys(("assessment", "assessment-accept"), ("accepted",)),
    "why": ("accepted", "leaf"),
    "account": ("accepted",),
    "minutes": ("standing", "placed"),
    "ranking": ("verifying",),
    "ranking-seal": ("meeting",),
    "ranking-tie": ("tied", "equal"),
    "ranking-grade": ("tied", "open_grade"),
    **dict.fromkeys(("standing", "standing-manifest", "standing-replace"), ("standing",)),
    "dashboard-season": ("running",),
    **dict.fromkeys(("nominations", "nomination-propose", "quota-grant"), ("submitted",)),
    **dict.fromkeys(("nomination", "nomination-approve", "nomination-return", "nomination-withdraw"), ("nomination",)),
    "nomination-propose-again": ("nomination",),
    "award-decision": ("award_decision",),
}

# fmt: off
#    anonymous, officer, leader, head, deputy, official, council, auditor, neighbour, neighbour's official
CODES: dict[tuple[str, str], tuple[int, ...]] = {
    ("home", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("home", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("dashboard", "GET"): (302, 403, 403, 403, 403, 200, 200, 200, 403, 200),
    ("dashboard", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("dashboard-rows", "GET"): (302, 403, 403, 403, 403, 404, 404, 404, 403, 404),
    ("dashboard-rows", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("dashboard-season", "GET"): (302, 403, 403, 403, 403, 200, 200, 200, 403, 404),
    ("dashboard-season", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("search", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("search", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("notices", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("notices", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("notices-read", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("notices-read", "POST"): (302, 302, 302, 302, 302, 302, 302, 302, 302, 302),
    ("health", "GET"): (200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("health", "POST"): (405, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("health-ready", "GET"): (200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("health-ready", "POST"): (405, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("set_language", "GET"): (302, 302, 302, 302, 302, 302, 302, 302, 302, 302),
    ("set_language", "POST"): (302, 302, 302, 302, 302, 302, 302, 302, 302, 302),
    ("organisations", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("organisations", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("organisation", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("organisation", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("organisation-register", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("organisation-register", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("organisation-change", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("organisation-change", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("organisation-succeed", "GET"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("organisation-succeed", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("people", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("people", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("person-register", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("person-register", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("person-appoint", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("person-appoint", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("appointment-end", "GET"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("appointment-end", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("decision", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("decision", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("decision-file", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("decision-file", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("clusters", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("clusters", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("cluster-found", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("cluster-found", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("cluster", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("cluster", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("cluster-join", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("cluster-join", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("cluster-leave", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("cluster-leave", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("season-open", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("season-open", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("seasons", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("seasons", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("season", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("season", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("season-advance", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("season-advance", "POST"): (302, 403, 403, 302, 403, 403, 403, 403, 404, 404),
    ("season-skip", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("season-skip", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("season-deadlines", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("season-deadlines", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("season-headship", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("season-headship", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("season-table", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("season-table", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("figure-cite", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("figure-cite", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("season-facts", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("season-facts", "POST"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("participant-extend", "GET"): (302, 403, 403, 200, 403, 200, 403, 403, 404, 404),
    ("participant-extend", "POST"): (302, 403, 403, 200, 403, 200, 403, 403, 404, 404),
    ("tables", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("tables", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("table", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("table", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("table-draft", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("table-draft", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("table-template", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("table-template", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("table-begin", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("table-begin", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("table-workbook", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("table-workbook", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("table-import", "GET"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("table-import", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("table-grading", "GET"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("table-grading", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("table-write", "GET"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("table-write", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("table-check", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("table-check", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("table-settings", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("table-settings", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("table-copy", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("table-copy", "POST"): (302, 403, 403, 403, 403, 302, 403, 403, 404, 404),
    ("table-publish", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("table-publish", "POST"): (302, 404, 404, 404, 404, 302, 403, 403, 404, 404),
    ("season-comparison", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("season-comparison", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("table-waive", "GET"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("table-waive", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("waiver-drop", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("waiver-drop", "POST"): (302, 404, 404, 404, 404, 302, 403, 403, 404, 404),
    ("table-matching", "GET"): (302, 404, 404, 404, 404, 200, 200, 200, 404, 404),
    ("table-matching", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("table-rehearsal", "GET"): (302, 403, 403, 403, 403, 200, 200, 200, 404, 404),
    ("table-rehearsal", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("table-examples", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("table-examples", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("example-add", "GET"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("example-add", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("example", "GET"): (302, 404, 404, 404, 404, 200, 200, 200, 404, 404),
    ("example", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("example-change", "GET"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("example-change", "POST"): (302, 404, 404, 404, 404, 200, 403, 403, 404, 404),
    ("example-drop", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("example-drop", "POST"): (302, 404, 404, 404, 404, 302, 403, 403, 404, 404),
    ("days", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("days", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("day-add", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("day-add", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("days-paste", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("days-paste", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("day", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("day", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("day-remove", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("day-remove", "POST"): (302, 403, 403, 403, 403, 409, 403, 403, 403, 409),
    ("movements", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("movements", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("movement-launch", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("movement-launch", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("movement", "GET"): (302, 200, 200, 404, 404, 200, 200, 200, 404, 404),
    ("movement", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("pact", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("pact", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("pact-edit", "GET"): (302, 403, 403, 200, 403, 403, 403, 403, 404, 404),
    ("pact-edit", "POST"): (302, 403, 403, 200, 403, 403, 403, 403, 404, 404),
    ("pact-agree", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("pact-agree", "POST"): (302, 403, 403, 302, 403, 403, 403, 403, 404, 404),
    ("pact-reopen", "GET"): (302, 403, 403, 409, 403, 403, 403, 403, 404, 404),
    ("pact-reopen", "POST"): (302, 403, 403, 409, 403, 403, 403, 403, 404, 404),
    ("pact-sign", "GET"): (302, 403, 409, 403, 403, 403, 403, 403, 404, 404),
    ("pact-sign", "POST"): (302, 403, 409, 403, 403, 403, 403, 403, 404, 404),
    ("pact-targets", "GET"): (302, 200, 200, 403, 403, 403, 403, 403, 404, 404),
    ("pact-targets", "POST"): (302, 200, 200, 403, 403, 403, 403, 403, 404, 404),
    ("reports", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("reports", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("supplied", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("supplied", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("supply", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("supply", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("report", "GET"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("report-edit", "GET"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report-edit", "POST"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report-costs", "GET"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report-costs", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("report-what-if", "GET"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report-what-if", "POST"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report-check", "GET"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report-check", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("report-sign", "GET"): (302, 302, 302, 302, 302, 302, 302, 302, 302, 302),
    ("report-sign", "POST"): (302, 403, 409, 404, 404, 404, 404, 404, 404, 404),
    ("report-submit", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("report-submit", "POST"): (302, 409, 409, 404, 404, 404, 404, 404, 404, 404),
    ("report-accept", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("report-accept", "POST"): (302, 403, 403, 403, 302, 403, 403, 403, 404, 404),
    ("report-return", "GET"): (302, 403, 403, 403, 200, 403, 403, 403, 404, 404),
    ("report-return", "POST"): (302, 403, 403, 403, 200, 403, 403, 403, 404, 404),
    ("report-evidence-add", "GET"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report-evidence-add", "POST"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("report-evidence-remove", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("report-evidence-remove", "POST"): (302, 302, 302, 404, 404, 404, 404, 404, 404, 404),
    ("evidence-file", "GET"): (302, 200, 200, 404, 404, 404, 404, 404, 404, 404),
    ("evidence-file", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("receipt", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("receipt", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("assessment", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("assessment", "POST"): (302, 403, 403, 302, 403, 403, 403, 403, 404, 404),
    ("assessment-accept", "GET"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("assessment-accept", "POST"): (302, 403, 403, 302, 403, 403, 403, 403, 404, 404),
    ("why", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("why", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("account", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("account", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("minutes", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("minutes", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("ranking", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("ranking", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("ranking-seal", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("ranking-seal", "POST"): (302, 403, 403, 302, 403, 403, 403, 403, 404, 404),
    ("ranking-tie", "GET"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("ranking-tie", "POST"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("standing", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("standing", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("standing-manifest", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("standing-manifest", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("ranking-grade", "GET"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("ranking-grade", "POST"): (302, 403, 403, 200, 200, 200, 403, 403, 404, 404),
    ("standing-replace", "GET"): (302, 403, 403, 403, 403, 409, 403, 403, 404, 404),
    ("standing-replace", "POST"): (302, 403, 403, 403, 403, 409, 403, 403, 404, 404),
    ("nominations", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("nominations", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("nomination-propose", "GET"): (302, 403, 403, 200, 403, 403, 403, 403, 404, 404),
    ("nomination-propose", "POST"): (302, 403, 403, 200, 403, 403, 403, 403, 404, 404),
    ("quota-grant", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("quota-grant", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("nomination", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("nomination", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("nomination-approve", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("nomination-approve", "POST"): (302, 403, 403, 403, 403, 302, 403, 403, 404, 404),
    ("nomination-return", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("nomination-return", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 404, 404),
    ("nomination-withdraw", "GET"): (302, 403, 403, 200, 403, 403, 403, 403, 404, 404),
    ("nomination-withdraw", "POST"): (302, 403, 403, 200, 403, 403, 403, 403, 404, 404),
    ("nomination-propose-again", "GET"): (302, 403, 403, 409, 403, 403, 403, 403, 404, 404),
    ("nomination-propose-again", "POST"): (302, 403, 403, 200, 403, 403, 403, 403, 404, 404),
    ("award-decisions", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("award-decisions", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("award-decision-issue", "GET"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("award-decision-issue", "POST"): (302, 403, 403, 403, 403, 200, 403, 403, 403, 200),
    ("award-decision", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 404, 404),
    ("award-decision", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
    ("honours", "GET"): (302, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    ("honours", "POST"): (302, 405, 405, 405, 405, 405, 405, 405, 405, 405),
}
# fmt: on


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
