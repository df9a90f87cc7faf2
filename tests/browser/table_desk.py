"""The editor of a scoring table, used by keyboard: cells are found by their column and the code of their row."""

from dataclasses import dataclass

from django.utils.translation import gettext, override
from playwright.sync_api import Locator, expect

from clusters.scoring import RULES
from tests.browser.person import Person


def in_vietnamese(words: str, **values: object) -> str:
    """As the page shows it to most people."""
    with override("vi"):
        return gettext(words).format(**values)


CODE, CRITERION, POINTS = (in_vietnamese(words) for words in ("Code", "Criterion", "Maximum points"))
SETTINGS = in_vietnamese("Settings of the rule")


def called(rule: str) -> str:
    """The rule as an official of a Vietnamese office finds it in the list."""
    return in_vietnamese(RULES[rule].label)


@dataclass
class Desk:
    """What one person does at the editor."""

    person: Person

    @property
    def page(self):
        return self.person.page

    @property
    def root(self) -> Locator:
        return self.page.locator("[data-table-editor]")

    @property
    def panel(self) -> Locator:
        return self.page.get_by_role("region", name=SETTINGS)

    def cell(self, column: str, code: str) -> Locator:
        return self.root.get_by_label(f"{column} – {code}", exact=True)

    def presses(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def types(self, *cells: str) -> None:
        """Cell after cell with the tabulator between them; the last one is not left."""
        for place, text in enumerate(cells):
            if place:
                self.presses("Tab")
            self.page.keyboard.insert_text(text)

    def writes_leaf(self, text: str, rule: str, settings: str = "", points: str = "10") -> None:
        """From the criterion on; the rule is picked from the list by what was typed of it."""
        self.types(text, points, called(rule), settings)

    def tabs_to(self, field: Locator) -> None:
        for _press in range(80):
            if field.evaluate("element => element === document.activeElement"):
                return
            self.presses("Tab")
        raise AssertionError(f"Tab does not come to {field}")

    def column(self, name: str) -> list[str]:
        """What stands in the column, from top to bottom."""
        fields = self.root.locator(f"td[data-label='{name}'] [data-field]")
        return fields.evaluate_all("fields => fields.map((field) => field.value)")

    def codes(self) -> list[str]:
        return self.column(CODE)

    def is_checked(self) -> None:
        """The server has answered to what was written last."""
        expect(self.root).not_to_have_attribute("aria-busy", "true")

    def problems(self) -> list[str]:
        self.is_checked()
        return self.root.locator("[data-problems] a").all_inner_texts()

    def says(self, words: str, **values: object) -> None:
        """What a screen reader is told."""
        expect(self.root.locator("[data-said]")).to_have_text(in_vietnamese(words, **values))

    def clicks(self, button: str) -> None:
        self.root.get_by_role("button", name=in_vietnamese(button), exact=True).click()

    def clipboard(self, text: str) -> None:
        """What was copied elsewhere."""
        self.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
