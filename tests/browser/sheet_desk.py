"""One person at the results sheet with the keyboard alone: fields are known by the code of their row and their part."""

import re
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass

from django.urls import reverse
from playwright.sync_api import Locator, Page, Route, expect

from clusters.models import Report
from tests.browser.long_table import Row
from tests.browser.person import Person

CELLS = re.compile(r"/cells/$")
# A browser complains of each try that finds no server; nothing else is forgiven.
DEAF = re.compile(r"net::ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED|FAILED)|status(?: of)? 502")
IN_FOCUS = "document.activeElement?.name ?? ''"
# Told by the page itself, so that no step forgets: a mouse that was pressed anywhere.
NO_MOUSE = "addEventListener('pointerdown', () => localStorage.setItem('mouse', 'pressed'), true)"
KEPT = "() => Object.keys(localStorage).filter((name) => name.startsWith('sheet:'))"
PASTE = """(text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


@dataclass
class SheetDesk:
    """The sheet of one report, open in this person's browser."""

    person: Person
    report: Report

    def __post_init__(self) -> None:
        criteria = self.report.participant.season.table.criteria.filter(supplier="unit").exclude(rule_type="")
        self.keys = {criterion.code: criterion.pk for criterion in criteria}

    @property
    def page(self) -> Page:
        return self.person.page

    @property
    def bar(self) -> Locator:
        return self.page.locator("[data-waiting]")

    def opens(self) -> None:
        self.page.goto(reverse("report-edit", args=[self.report.pk]))
        expect(self.bar).not_to_be_empty()

    def field(self, code: str, part: str) -> Locator:
        return self.page.locator(f"[name='{self._name(code, part)}']")

    def _name(self, code: str, part: str) -> str:
        return f"c{self.keys[code]}-{part}"

    def presses(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def reaches(self, code: str, part: str, *ways: str) -> None:
        """Presses the keys in turn, the last one again and again, until the field has the focus."""
        wish = self._name(code, part)
        for turn in range(120):
            if self.page.evaluate(IN_FOCUS) == wish:
                return
            self.presses(ways[min(turn, len(ways) - 1)])
        raise AssertionError(f"{ways} do not lead to {code} {part}, but to {self.page.evaluate(IN_FOCUS)}")

    def enters(self, typed: str | list[str]) -> None:
        if isinstance(typed, str):
            self.page.keyboard.type(typed)
        else:
            self.presses(*typed)

    def fills(self, rows: list[Row]) -> None:
        """From row to row with Enter and the arrows, from part to part with the tabulator; the last one is left."""
        self.goes_to(rows[0].code, next(iter(rows[0].typed)))
        for row in rows:
            for at, (part, typed) in enumerate(row.typed.items()):
                self.reaches(row.code, part, *(("Tab",) if at else ("Enter", "ArrowLeft")))
                self.enters(typed)
            if row.note:
                self.reaches(row.code, "note", "Tab")
                self.enters(row.note)
        self.presses("Tab")

    def goes_to(self, code: str, part: str) -> None:
        """From wherever the focus is, through everything that stands before it."""
        self.reaches(code, part, "Tab")

    def pastes(self, text: str) -> None:
        self.page.evaluate(PASTE, text)

    def says(self, words: str) -> None:
        expect(self.bar).to_contain_text(words)

    def chooses_version(self, words: str) -> None:
        """One of the two buttons that stand below a cell in dispute."""
        button = self.page.get_by_role("button", name=words)
        button.focus()
        self.presses("Enter")
        expect(button).to_have_count(0)

    def waits_for(self, seconds: int, step: int = 5) -> None:
        """So much time for the page, none for us."""
        for _each in range(seconds // step):
            self.page.clock.run_for(step * 1000)

    @contextmanager
    def while_offline(self):
        self.page.context.set_offline(True)
        yield
        self.page.context.set_offline(False)

    @contextmanager
    def while_answered(self, answer: Callable[[Route], None]):
        """What the sheet sends of its cells is answered so."""
        self.page.context.route(CELLS, answer)
        yield
        self.page.context.unroute(CELLS, answer)

    def forgives_the_network(self) -> None:
        self.person.troubles[:] = [each for each in self.person.troubles if not DEAF.search(each)]

    def texts(self) -> dict[str, str]:
        """What each field shows, by its name."""
        script = "(form) => Object.fromEntries([...form.elements].filter((each) => /^c[0-9]+-/.test(each.name))"
        shown = ".map((each) => [each.name, each.type === 'checkbox' ? String(each.checked) : each.value]))"
        return self.page.locator("form[data-sheet]").evaluate(script + shown)

    def keeps(self) -> list[str]:
        """Rows that still wait in the browser's journal."""
        return self.page.evaluate(KEPT)
