"""What the results sheet is told of the cells it sent: each part as it is shown, and both versions in a dispute."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext as _

from clusters import writing
from clusters.enums import ReportState
from clusters.forms import inputs as fields
from clusters.forms import sheet_html as rows
from clusters.forms.sheet import CellsForm
from clusters.models import Figures, PeriodReport, Report, User
from clusters.queries import period_page, report_page
from clusters.queries import sheet as sheets
from clusters.queries.cell import Row, Sheet, address_of, place_of
from clusters.queries.period_report import PeriodLine
from clusters.queries.report import ReportLine
from clusters.queries.sheet import Desk, Opened
from clusters.services.cell import Outcome

STANDING = "clusters/report/_standing.html"
STATE = "clusters/report/_state.html"
ADDRESSES = ("cells", "live", "cells-set-aside", "check")
# Said by the script; {count}, {who} and the like are filled in there.
WORDS = {
    "waiting": gettext_noop("Not yet saved: {count}"),
    "saving": gettext_noop("saving …"),
    "kept": gettext_noop("saved {time}"),
    "refused": gettext_noop("not saved: {why}"),
    "disputed": gettext_noop("A colleague wrote first"),
    "all_saved": gettext_noop("Everything is saved"),
    "offline": gettext_noop("No connection. {count} values are kept on this computer and sent by themselves."),
    "expired": gettext_noop("Your session has ended. {count} values are kept on this computer."),
    "sign_in": gettext_noop("Sign in again"),
    "stranger": gettext_noop(
        "You signed in as {name}, but this sheet was opened by somebody else. Load the page again."
    ),
    "stopped": gettext_noop("{count} values cannot be saved now: {why}"),
    "trouble": gettext_noop("The server does not answer as it should. {count} values are kept and sent again."),
    "mine": gettext_noop("Keep mine: {text}"),
    "theirs": gettext_noop("Take {text} ({who})"),
    "empty": gettext_noop("empty"),
    "changed": gettext_noop("changed by a colleague"),
    "unsigned": gettext_noop("A change took the signature away; it has to be signed again."),
    "close": gettext_noop("Close"),
    "fold_all": gettext_noop("Fold all groups"),
    "unfold_all": gettext_noop("Unfold all groups"),
    "full": gettext_noop("This browser keeps nothing. Do not close the page before everything is saved."),
}


def of_all(outcomes: Iterable[Outcome]) -> list[dict[str, Any]]:
    """In the order in which the cells were sent."""
    outcomes = list(outcomes)
    writers = _writers(outcomes)
    return [_of(outcome, writers) for outcome in outcomes]


def parts_of(row: Row) -> dict[str, list[Any]]:
    """What stands in a row: by part the text as its field shows it, and the version of the part."""
    values = row.values
    return {part: [_shown(row, part, values[part]), row.version_of(part)] for part in (*row.inputs, Figures.NOTE)}


def start(report: Sheet, user: User, lines: Iterable[ReportLine]) -> dict[str, Any]:
    """What the script of the sheet begins with: whose it is, the name of its journal, where to send, and the versions
    of all parts."""
    asked = [line for line in lines if line.is_asked]
    return {
        "journal": str(place_of(report)),
        "person": user.pk,
        "version": report.version,
        "addresses": _addresses(report),
        "signed_in": reverse("signed-in"),
        "login": f"{reverse('account_login')}?next={reverse('signed-in')}",
        "seen": {line.criterion.pk: _versions(line) for line in asked},
        "words": {name: gettext(text) for name, text in WORDS.items()},
    }


def page(report: Report, user: User, opened: Opened, form: CellsForm) -> dict[str, Any]:
    """The whole sheet: its rows, what stands around them, and what its script begins with."""
    desk, look = sheets.of_report(report, opened.lines), rows.of_year(report)
    shown = {**report_page.of_sheet(report, opened, desk), "live": start(report, user, opened.lines)}
    return {**shown, **_drawn(look, opened.lines, desk, form)}


def page_of_period(report: PeriodReport, user: User, lines: list[PeriodLine], form: CellsForm) -> dict[str, Any]:
    """The same of a period."""
    desk, look = sheets.of_period(report, lines), rows.of_period(report)
    shown = {**period_page.of_sheet(report, lines, desk), "live": start(report, user, lines)}
    return {**shown, **_drawn(look, lines, desk, form)}


def _drawn(look: rows.Look, lines: Sequence[ReportLine], desk: Desk, form: CellsForm) -> dict[str, Any]:
    table = {"caption": look.caption, "heads": rows.heads(look), "body": rows.body(look, lines, desk, form)}
    return {**table, "form": form, "versions": form.all_versions()}


def standing(report: Report, opened: Opened) -> dict[str, Any]:
    """The sheet as it stands: the texts and versions of its parts, what is said of each line, and how far it is."""
    desk = sheets.of_report(report, opened.lines)
    return _stands(report, opened.lines, desk, report_page.of_sheet(report, opened, desk))


def standing_of_period(report: PeriodReport, lines: list[PeriodLine]) -> dict[str, Any]:
    """The same of a period, which gives no points."""
    desk = sheets.of_period(report, lines)
    return _stands(report, lines, desk, period_page.of_sheet(report, lines, desk))


def _stands(report: Sheet, lines: Sequence[ReportLine], desk: Desk, page: dict[str, Any]) -> dict[str, Any]:
    asked = [(line, Row(line.criterion, line.rule, line.result)) for line in lines if line.is_asked and line.rule]
    own = rows.members(lines)
    return {
        "version": report.version,
        "parts": {line.criterion.pk: parts_of(row) for line, row in asked},
        "said": {line.criterion.pk: rows.said(line, desk) for line, _row in asked},
        "groups": {line.criterion.pk: rows.group(line, own) for line in lines if line.is_group},
        "standing": render_to_string(STANDING, page),
        "state": render_to_string(STATE, {"report": report}),
        "signed": report.state == ReportState.SIGNED,
    }


def _addresses(report: Sheet) -> dict[str, str]:
    """Where the sheet sends and leads to; the 0 stands for a criterion."""
    found = {name: address_of(report, name) for name in ADDRESSES}
    return {**found, "evidence-add": address_of(report, "evidence-add", 0)}


def _versions(line: ReportLine) -> dict[str, int]:
    return {part: stamp["version"] for part, stamp in line.result.parts.items()} if line.result else {}


def _of(outcome: Outcome, writers: dict[int, str]) -> dict[str, Any]:
    row, stands = outcome.row, parts_of(outcome.row) if outcome.row else {}
    parts: dict[str, dict[str, Any]] = {}
    for part in outcome.saved:
        text, version = stands[part]
        parts[part] = {"state": "saved", "text": text, "version": version}
    for part, sentence in outcome.refused.items():
        parts[part] = {"state": "refused", "why": sentence}
    for state, names in (("disputed", outcome.disputed), ("superseded", outcome.superseded)):
        for part in names:
            text, version = stands[part]
            parts[part] = {"state": state, "text": text, "version": version, "who": _who(row, part, writers)}
    return {"row": outcome.change.row, "key": outcome.change.key, "parts": parts}


def _shown(row: Row, part: str, value: Any) -> str:
    return str(value or "") if part == Figures.NOTE else fields.text_of(row.inputs[part], value)


def _who(row: Row | None, part: str, writers: dict[int, str]) -> str:
    """Who wrote what stands in a part, and when."""
    stamp = row.result.parts.get(part) if row and row.result else None
    if stamp is None:
        return _("nothing stands there now")
    at = writing.moment(dt.datetime.fromisoformat(stamp["at"]))
    return _("{name}, {moment}").format(name=writers.get(stamp["by"], "–"), moment=at)


def _writers(outcomes: Iterable[Outcome]) -> dict[int, str]:
    """Names of those whose versions stand in dispute; no query where there is none."""
    stamps = (
        each.row.result.parts.get(part)
        for each in outcomes
        if each.row and each.row.result
        for part in (*each.disputed, *each.superseded)
    )
    people = {stamp["by"] for stamp in stamps if stamp}
    return {person.pk: str(person) for person in User.objects.filter(pk__in=people)} if people else {}
