"""What every page must stand: axe at two widths and in the dark, and nothing wider than the window."""

import json
import re
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

from playwright.sync_api import Page

WIDTHS = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}
ALSO_DARK = ("/", "/dashboard/", "/seasons/N/", "/seasons/N/ranking/", "/reports/N/edit/", "/nominations/N/")
AXE = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text()
RUN = "axe.run(document, {resultTypes: ['violations']})"
# What stands out of the window, the first few of them.
WIDEST = """[...document.querySelectorAll('body *')]
    .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
    .map((each) => `${each.tagName}.${each.getAttribute('class')} ${each.textContent.trim().slice(0, 50)}`)
    .slice(0, 5)"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
KIND = """() => location.pathname.replace(/\\d+/g, "N")
  + (location.search.includes("check=") ? " check" : "")
  + (document.querySelector(".error-summary") ? " errors" : "")
  + (document.querySelector(".versions") ? " versions" : "")"""


@dataclass
class Examiner:
    """Examines a kind of page once: the same address with other numbers is the same kind."""

    pictures: Path | None = None
    known: set[str] = field(default_factory=set)

    def __call__(self, page: Page) -> None:
        kind = page.evaluate(KIND)
        if kind not in self.known:
            self.known.add(kind)
            self.examine(page, kind)

    def examine(self, page: Page, kind: str) -> None:
        for name, size in WIDTHS.items():
            page.set_viewport_size(size)
            self._look(page, f"{kind} {name}")
        page.set_viewport_size(WIDTHS["desktop"])
        if kind in ALSO_DARK:
            page.emulate_media(color_scheme="dark")
            self._look(page, f"{kind} dark")
            page.emulate_media(color_scheme="light")

    def _look(self, page: Page, name: str) -> None:
        if self.pictures:
            page.screenshot(path=self.pictures / f"{re.sub(r'[^A-Za-z]+', '-', name)}.png", full_page=True)
        accessible(page, name)


def accessible(page: Page, name: str) -> None:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    said = [(each["id"], [n["target"] for n in each["nodes"]][:3]) for each in page.evaluate(RUN)["violations"]]
    assert said == [], f"{name} {page.url}: {json.dumps(said, ensure_ascii=False)}"
    wide = page.evaluate(TOO_WIDE)
    assert wide <= 0, f"{name} {page.url} is {wide} px too wide: {page.evaluate(WIDEST)}"
