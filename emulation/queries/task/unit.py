"""What a unit's own people have to do: targets, the signature under the pact, the registration, the report."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from awards.enums import RegistrationState
from clusters import clock
from clusters.enums import PactState, Phase, ReportState, phase_reached
from clusters.models import Participant
from clusters.policies.signature import DRAFTING, SIGNING, annexes_open, is_late
from emulation.queries.board import Year
from emulation.queries.task.values import Task

REMINDED_BEFORE = dt.timedelta(days=30)


def tasks(year: Year) -> Iterator[Task]:
    """For each of the person's own units that take part."""
    for unit in year.own:
        yield from _targets(year, unit)
        yield from _pledges(year, unit)
        yield from _signature(year, unit)
        yield from _annex(year, unit)
        yield from _registration(year, unit)
        yield from _report(year, unit)


def _task(year: Year, unit: Participant, kind: str, what: str, verb: str, url: str, **more) -> Task:
    season = year.season
    return Task(kind, what, url, verb, unit=str(unit), season=str(season), mark=season.mark, **more)


def _targets(year: Year, unit: Participant) -> Iterator[Task]:
    drafting = year.pact_state == PactState.DRAFT and year.phase in DRAFTING
    if drafting and year.season.table_id and not unit.has_targets:
        url = reverse("pact-targets", args=[unit.pk])
        what, verb = _("Set your unit's targets for the pact"), _("Set targets")
        yield _task(year, unit, "targets", what, verb, url, due=year.due.get(Phase.PACT))


def _pledges(year: Year, unit: Participant) -> Iterator[Task]:
    drafting = year.pact_state == PactState.DRAFT and year.phase in DRAFTING
    if drafting and unit.lacks_pledges:
        url = reverse("pact-pledge", args=[unit.pk])
        what, verb = _("Pledge your unit's part in the common targets"), _("Pledge")
        yield _task(year, unit, "pledge", what, verb, url, due=year.due.get(Phase.PACT))


def _signature(year: Year, unit: Participant) -> Iterator[Task]:
    """The leader signs; or, since directors rarely log in, the officer has the paper signed and attaches it."""
    signing = year.pact_state == PactState.SIGNING and year.phase in SIGNING
    if not signing or unit.signed or is_late(unit, year.season.pact):
        return
    kind, what, verb, name = (
        "attach_pact",
        _("Have the emulation pact signed and attach it"),
        _("Attach"),
        "pact-attach",
    )
    if unit.led:
        kind, what, verb, name = "sign_pact", _("Sign the emulation pact"), _("Read and sign"), "pact-sign"
    yield _task(year, unit, kind, what, verb, reverse(name, args=[year.season.pk]), due=year.due.get(Phase.PACT))


def _annex(year: Year, unit: Participant) -> Iterator[Task]:
    """A unit that joined late sets its targets; when the head has drawn up its annex, it signs that."""
    if year.pact_state != PactState.SIGNED or not is_late(unit, year.season.pact) or not annexes_open(year.season):
        return
    if not unit.annex:
        if year.season.table_id and not unit.has_targets:
            what, verb = _("Set your unit's targets for the annex to the pact"), _("Set targets")
            yield _task(year, unit, "targets", what, verb, reverse("pact-targets", args=[unit.pk]))
        return
    if unit.annex_signed:
        return
    kind, what, verb, name = annex_step(signs=unit.led)
    yield _task(year, unit, kind, what, verb, reverse(name, args=[unit.annex]))


def annex_step(*, signs: bool) -> tuple[str, str, str, str]:
    """Kind, what, verb and address for whoever signs an annex, else for whoever attaches the signed paper."""
    if signs:
        return "sign_annex", _("Sign the annex to the pact"), _("Read and sign"), "annex-sign"
    return "attach_annex", _("Have the annex to the pact signed and attach it"), _("Attach"), "annex-attach"


def _registration(year: Year, unit: Participant) -> Iterator[Task]:
    """Once the authority has set a day, until the awards are decided."""
    sent = hasattr(unit, "registration") and unit.registration.state != RegistrationState.DRAFT
    if year.registration_due and not sent and not phase_reached(year.phase, Phase.DECIDED):
        url = reverse("registration", args=[unit.pk])
        what, verb = _("Register titles and forms of commendation"), _("Open the registration")
        yield _task(year, unit, "register", what, verb, url, due=year.registration_due)


def _report(year: Year, unit: Participant) -> Iterator[Task]:
    if not hasattr(unit, "report") or not year.season.table_id or unit.report.state not in IN_THE_UNITS_HANDS:
        return
    if year.season.sealed or not _asked_for(year, unit):
        return
    due = _still_due(year, unit)
    if not _in_time(year, unit):
        what, verb = _("The report was not sent in and the time is over: ask for more time"), _("Open the report")
        url = reverse("report", args=[unit.report.pk])
        yield _task(year, unit, "report_too_late", what, verb, url, due=due)
        return
    kind, what, verb, name = _step(unit)
    note = unit.report.return_reason
    if note and due and due < clock.now():
        # What came in and was sent back is not overdue: it is to be mended while the cluster verifies.
        due = year.due.get(Phase.VERIFYING)
    yield _task(year, unit, kind, what, verb, reverse(name, args=[unit.report.pk]), due=due, note=note)


IN_THE_UNITS_HANDS = (ReportState.DRAFT, ReportState.SIGNED, ReportState.RETURNED)


def _asked_for(year: Year, unit: Participant) -> bool:
    """From self-scoring on; a month before it is due already while the year runs."""
    if phase_reached(year.phase, Phase.SELF_SCORING):
        return True
    due = year.report_deadline(unit).asked_for
    return year.phase == Phase.RUNNING and due is not None and due - clock.now() < REMINDED_BEFORE


def _still_due(year: Year, unit: Participant) -> dt.datetime | None:
    """The day it is asked for; once that is over, the last moment at which it is not late by the regulations."""
    line = year.report_deadline(unit)
    asked_for = line.asked_for
    return asked_for if asked_for is None or clock.now() <= asked_for else line.at


def _in_time(year: Year, unit: Participant) -> bool:
    """Until verifying begins; then only to mend, or while an extension runs."""
    if not phase_reached(year.phase, Phase.VERIFYING) or unit.report.return_reason:
        return True
    return unit.extended_until is not None and clock.now() <= unit.extended_until


def _step(unit: Participant) -> tuple[str, str, str, str]:
    """Kind, what, verb and address of the next step of a report that is with its unit."""
    state = unit.report.state
    if state == ReportState.SIGNED:
        return "submit_report", _("Submit the report: it is signed off"), _("Check and submit"), "report-check"
    if state == ReportState.RETURNED:
        return "mend_report", _("Mend the report that was returned"), _("Mend the report"), "report-edit"
    if unit.led:
        what = _("Complete the report, then sign it off and submit it")
        return "sign_report", what, _("Check and sign off"), "report-check"
    what = _("Fill in the report and have it signed off by the leader")
    return "fill_report", what, _("Fill in the report"), "report-edit"
