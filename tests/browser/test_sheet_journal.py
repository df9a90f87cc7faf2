"""The journal of the browser and the server, driven at random: they agree in the end, nothing typed is lost, and what
somebody still types does not arrive."""

import json
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as pace
from hypothesis import strategies as st

from clusters.enums import Event, Phase, Role
from clusters.forms import cell as reading
from clusters.forms import cell_answer as answers
from clusters.models import AuditEntry, Report
from clusters.services import report_cell as cells
from tests import factories

ROWS = {"I.1": ("actual", "note"), "II.1": ("count",)}
PLACES = [(code, part) for code, parts in ROWS.items() for part in parts]
# Seconds after a stroke in which nobody sends what was typed, unless its cell was left.
STILL = 4
SCRIPT = Path(settings.BASE_DIR / "static/js/sheet-journal.js").read_text()
# Where each sits and who it is: `tab` is a second tab of `one`, `guest` another person at the same browser.
SEATS = {"one": ("here", "one"), "tab": ("here", "one"), "guest": ("here", "guest"), "two": ("there", "two")}
DESKS = """
(seats) => {
  const { Journal, storageOf } = window.ResultsSheet;
  let keys = 0;
  const stores = { here: storageOf(() => {}), there: storageOf(() => {}) };
  const newKey = () => `k${(keys += 1)}`;
  window.desks = {};
  window.opens = (name) => {
    const [browser, person] = seats[name];
    window.desks[name] = new Journal(stores[browser], `sheet:${person}:`, newKey);
  };
  Object.keys(seats).forEach(window.opens);
}
"""
who, place = st.sampled_from([*SEATS, "one", "two"]), st.sampled_from(PLACES)
# One stroke after another is what happens most.
DEED = st.one_of(
    *[st.tuples(st.just("type"), who, place, st.booleans()) for _turn in range(4)],
    st.tuples(st.just("send"), who, st.sampled_from(list(ROWS)), st.sampled_from(["answered", "lost", "never came"])),
    st.tuples(st.just("look"), who),
    st.tuples(st.just("late"), who),
    st.tuples(st.just("killed"), who),
    st.tuples(st.just("settle"), who, place, st.booleans()),
    st.tuples(st.just("passes"), st.just("one"), st.integers(1, STILL + 1)),
    st.tuples(st.just("online"), st.sampled_from(["one", "two"])),
)


class Desk:
    """One person before the sheet in one tab: the versions that their page shows, and the journal of their browser."""

    def __init__(self, page, name, user, report):
        self.page, self.name, self.user, self.report = page, name, user, report
        self.rows = {code: report.participant.season.table.criteria.get(code=code).pk for code in ROWS}
        self.codes = {pk: code for code, pk in self.rows.items()}
        self.seen, self.typed, self.late = {}, [], None
        self.typing, self.rests, self.beside = None, 0, ()

    def do(self, deed, *arguments):
        script = f"({{ name, given }}) => window.desks[name].{deed}(...given)"
        return self.page.evaluate(script, {"name": self.name, "given": list(arguments)})

    def killed(self):
        """The tab is gone with what it knew; the page that is opened then shows what stands."""
        self.page.evaluate("(name) => window.opens(name)", self.name)
        self.late, self.typing, stands = None, None, self.report.results.select_related("criterion")
        self.seen = {(each.criterion.code, part): each.version_of(part) for each in stands for part in each.parts}

    def type(self, code, part, stroke):
        """In the cell that they have not left it is added to what they typed there."""
        if self.typing and self.typing[:2] != (code, part):
            self.leave()
        so_far = self.typing[2] if self.typing else ""
        text = so_far + stroke if len(so_far) < 9 else stroke
        self.do("type", str(self.rows[code]), part, text, self.seen.get((code, part), 0))
        self.typing, self.rests = (code, part, text), 0
        self.typed.append(self.typing)

    def leave(self):
        self.do("leave")
        self.typing = None

    def passes(self, seconds):
        self.rests += seconds
        if self.rests >= STILL:
            self.typing = None

    def still_types(self, sending):
        """Whether what is sent is what they type, or the beginning of it."""
        if not self.typing or self.rows[self.typing[0]] != int(sending["row"]):
            return False
        _code, part, text = self.typing
        return part in sending["parts"] and text.startswith(sending["parts"][part]["text"])

    def send(self, code, fate):
        """The one sending of a row, as often as it takes; the answer may be lost on its way."""
        sending = self.do("sending", str(self.rows[code]))
        if sending is None:
            return
        assert [each.name for each in self.beside if each.still_types(sending)] == []
        if fate == "never came":
            return
        said = self.served(sending)
        self.late = (sending, said)
        if fate == "answered":
            self.hear(sending, said)

    def served(self, sending):
        body = {"cells": [{"row": int(sending["row"]), "key": sending["key"], "parts": sending["parts"]}]}
        _report, outcomes = cells.enter(self.report.pk, reading.read(json.dumps(body).encode()), by=self.user)
        return answers.of_all(outcomes)[0]["parts"]

    def hear(self, sending, said):
        if not self.do("answered", sending["row"], sending["key"], said):
            return
        for part, each in said.items():
            if each["state"] in ("saved", "superseded"):
                self.seen[self.codes[int(sending["row"])], part] = each["version"]

    def look(self):
        """The page shows what stands, but for what waits in the journal."""
        for result in self.report.results.select_related("criterion"):
            for part in ROWS[result.criterion.code]:
                if not self.do("entry", str(result.criterion_id), part):
                    self.seen[result.criterion.code, part] = result.version_of(part)

    def settle(self, code, part, mine):
        entry = self.do("entry", str(self.rows[code]), part)
        if not entry or "theirs" not in entry:
            return
        self.do("keepMine" if mine else "giveUp", str(self.rows[code]), part)
        if not mine:
            self.seen[code, part] = entry["theirs"]["version"]
        self.set_aside()

    def set_aside(self):
        for each in self.do("aside"):
            body = {"cells": [{**each, "row": int(each["row"])}]}
            cells.set_aside(self.report.pk, reading.read(json.dumps(body).encode()), by=self.user)
            self.do("putAside", each["row"], each["key"])

    def finish(self):
        """Everything is sent and every dispute settled for the own version."""
        for _round in range(4):
            for code, part in PLACES:
                self.settle(code, part, mine=True)
                self.send(code, "answered")


@pytest.fixture
def report(cast):
    cast.season.phase = Phase.SELF_SCORING
    cast.season.save(update_fields=["phase"])
    return factories.report(cast.unit)


@pytest.fixture
def desks(cast, report, page):
    page.clock.install(time=0)
    page.clock.pause_at(1)
    page.add_script_tag(content=f"Object.defineProperty(window, 'localStorage', {{ get() {{ throw 0; }} }});{SCRIPT}")

    guest = factories.appointed(cast.unit.organisation, Role.OFFICER, "Lê Thị B")
    users = {"one": cast.officer, "tab": cast.officer, "guest": guest, "two": cast.leader}

    def sit_down():
        page.evaluate(DESKS, SEATS)
        found = {name: Desk(page, name, users[name], report) for name in SEATS}
        found["tab"].typed = found["one"].typed
        for desk in found.values():
            desk.beside = found.values()
        return found

    return sit_down


def happens(desks, deed):
    verb, name, *rest = deed
    desk = desks[name]
    if verb == "type":
        desk.type(*rest[0], str(sum(len(each.typed) for each in desks.values()) + 101))
        if rest[1]:
            desk.leave()
    elif verb == "send":
        desk.send(*rest)
    elif verb == "look":
        desk.look()
    elif verb == "killed":
        desk.killed()
    elif verb == "late" and desk.late:
        desk.hear(*desk.late)
    elif verb == "online":
        goes_online(desks, SEATS[name][0])
    elif verb == "passes":
        passes(desks, rest[0])
    elif verb == "settle":
        (code, part), mine = rest
        desk.settle(code, part, mine)


def goes_online(desks, browser):
    """Every tab of that browser sends what is due."""
    for desk in [desk for name, desk in desks.items() if SEATS[name][0] == browser]:
        for code in ROWS:
            desk.send(code, "answered")


def passes(desks, seconds):
    desks["one"].page.clock.run_for(seconds * 1000)
    for desk in desks.values():
        desk.passes(seconds)


def written(report):
    """Every text that was written into a part or set aside from it, as often as it was."""
    for line in AuditEntry.objects.about(report):
        for code, parts in line.after.items():
            before = line.before.get(code, {})
            yield from ((code, part, text) for part, text in parts.items() if text and before.get(part) != text)


@given(deeds=st.lists(DEED, min_size=12, max_size=40))
@pace(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_journal_and_server_agree(desks, report, deeds):
    with transaction.atomic():
        all_of_them = desks()
        for deed in deeds:
            happens(all_of_them, deed)
        passes(all_of_them, STILL)
        for desk in all_of_them.values():
            desk.finish()
        for desk in all_of_them.values():
            assert desk.do("count") == {"all": 0, "waiting": 0, "refused": 0, "disputed": 0}
        told = Counter(written(report))
        assert {each for desk in all_of_them.values() for each in latest(desk)} <= set(told)
        assert {text for text, times in told.items() if times > 1} == set()
        saved = AuditEntry.objects.about(report).filter(event=Event.REPORT_SAVED).count()
        assert Report.objects.get(pk=report.pk).version == saved
        transaction.set_rollback(True)


def latest(desk):
    """What the person typed last in each part."""
    found = {(code, part): text for code, part, text in desk.typed}
    return [(code, part, text) for (code, part), text in found.items()]
