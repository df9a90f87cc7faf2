"""One person at a browser of their own, who finds links, buttons and fields by the words they show."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Dialog, Locator, Page, expect

from tests import factories

PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)


@dataclass
class Person:
    """`looks` examines each new page; what the browser complains about is kept in `troubles`."""

    page: Page
    looks: Callable[[Page], None]
    troubles: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    agrees: bool = True

    def __post_init__(self) -> None:
        self.sits_at(self.page)

    def sits_at(self, page: Page) -> None:
        """A tab of this person's browser: the first one, or another after that was closed."""
        self.page = page
        page.set_default_timeout(PATIENCE)
        page.on("dialog", self._answer)
        page.on("console", lambda said: self._complain(said.type, said.text))
        page.on("pageerror", lambda error: self._complain("error", str(error)))
        page.on("response", lambda got: self._complain(f"status {got.status}", "") if got.status >= 500 else None)

    def _answer(self, question: Dialog) -> None:
        """Are you sure? Leave the page? The person says yes unless told to say no."""
        self.asked.append(question.type)
        if self.agrees:
            question.accept()
        else:
            question.dismiss()

    def _complain(self, kind: str, text: str) -> None:
        if kind not in ("log", "info", "debug", "verbose"):
            self.troubles.append(f"{self.page.url}: {kind} {text}".strip())

    def signs_in(self, user) -> "Person":
        self.page.goto("/")
        self.looks(self.page)
        self.types("Tên tài khoản hoặc thư điện tử", user.username)
        self.types("Mật khẩu", factories.PASSWORD)
        self.presses("Đăng nhập")
        return self

    def signs_out(self) -> None:
        self.own_menu()
        self.presses("Đăng xuất")

    def own_menu(self) -> None:
        self.page.get_by_role("banner").locator("details.menu > summary").click()

    def confirms(self, deed: str) -> None:
        """A weighty deed, with the page that asks for the password in between."""
        self.presses(deed)
        expect(self.heading).to_have_text("Xác nhận người thực hiện")
        self.types("Mật khẩu", factories.PASSWORD)
        self.presses("Xác nhận")

    def signs(self, deed: str) -> None:
        """A weighty deed a few minutes after another: the password given then may still hold."""
        self.presses(deed)
        if self.heading.inner_text() == "Xác nhận người thực hiện":
            self.types("Mật khẩu", factories.PASSWORD)
            self.presses("Xác nhận")

    @property
    def heading(self) -> Locator:
        return self.page.get_by_role("heading", level=1)

    def goes(self, *links: str) -> None:
        """Click after click, each a link that shows exactly these words; the page's own before the menu's, and that
        before what stands under More."""
        for words in links:
            self._follow(words, exact=True)

    def opens(self, tile: str) -> None:
        """A link that says this and more."""
        self._follow(tile, exact=False)

    def _follow(self, words: str, *, exact: bool) -> None:
        found = self.page.get_by_role("link", name=words, exact=exact).locator("visible=true")
        own = self.page.locator("main").get_by_role("link", name=words, exact=exact)
        if not own.count() and not found.count():
            self.page.locator(".nav-more summary").click()
        self._arrives((own if own.count() else found).first.click)

    def presses(self, words: str) -> None:
        self._arrives(self.page.get_by_role("button", name=words, exact=True).click)

    def _arrives(self, act: Callable[[], None]) -> None:
        with self.page.expect_navigation():
            act()
        assert self.troubles == []
        self.looks(self.page)

    def saves(self) -> None:
        """The sheet sends what waits and stays where it is."""
        self.page.get_by_role("button", name="Lưu", exact=True).click()
        self.has_saved()

    def has_saved(self) -> None:
        """The sheet says that the server has everything."""
        expect(self.page.locator("[data-waiting]")).to_contain_text("Đã lưu toàn bộ")

    def field(self, label: str) -> Locator:
        """By its label, whether or not a star says that it is required."""
        return self.page.get_by_label(re.compile(rf"^\s*{re.escape(label)}\s*\*?\s*$"))

    def types(self, label: str, text: str) -> None:
        self.field(label).fill(text)

    def types_all(self, texts: dict[str, str]) -> None:
        for label, text in texts.items():
            self.types(label, text)

    def chooses(self, label: str, option: str) -> None:
        self.field(label).select_option(label=option)

    def ticks(self, *labels: str) -> None:
        for label in labels:
            self.field(label).check()

    def attaches(self, label: str, name: str, content: bytes) -> None:
        self.field(label).set_input_files({"name": name, "mimeType": "application/pdf", "buffer": content})

    def reads(self, *words: str) -> None:
        for each in words:
            expect(self.page.locator("main")).to_contain_text(each)

    def finds(self, label: str, value: str) -> None:
        """The field still holds this."""
        expect(self.field(label)).to_have_value(value)
