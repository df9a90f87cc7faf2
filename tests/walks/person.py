"""One person at the pages, without a browser: finds links, buttons and fields by the words they show."""

from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import lxml.html
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import factories

PASSWORD_ASKED = "Xác nhận người thực hiện"


def words(element) -> str:
    return " ".join(element.text_content().split())


@dataclass
class Person:
    client: Client = field(default_factory=Client)
    address: str = "/"
    files: dict[str, Any] = field(default_factory=dict)

    def signs_in(self, user) -> "Person":
        self.visits("/")
        self.types({"Tên tài khoản hoặc thư điện tử": user.username, "Mật khẩu": factories.PASSWORD})
        self.presses("Đăng nhập")
        return self

    def visits(self, address: str) -> None:
        self._shows(self.client.get(address, follow=True))

    def goes(self, *links: str) -> None:
        """Link after link, each showing exactly these words; the page's own before the menu's."""
        for each in links:
            self._follow(each, lambda said, wish=each: said == wish)

    def goes_to_the(self, place: int, link: str) -> None:
        """The one at this place among several that show the same words, counted from 0."""
        self._follow(link, lambda said: said == link, place)

    def takes_up(self, task: str, *links: str) -> None:
        """From the list of one's own tasks."""
        self.visits("/")
        self.goes(task, *links)

    def opens(self, tile: str) -> None:
        """A link that says this and more."""
        self._follow(tile, lambda said: tile in said)

    def types(self, given: dict[str, Any]) -> None:
        """By label: texts, files, True for a box that is ticked, the words of an option that is chosen."""
        for label, value in given.items():
            self._fill(self._labelled(label), value, label)

    def picks(self, *labels: str) -> None:
        """Radio buttons and boxes."""
        self.types(dict.fromkeys(labels, True))

    def presses(self, button: str, says: str = "") -> None:
        """Sends the form of the button as a browser would; what has to be mended on the page fails the walk."""
        found = [each for each in self.main.xpath(".//button|.//summary") if words(each) == button]
        assert found, f"no button “{button}” at {self.address}: {self.told()}"
        pressed = found[0]
        form = next(pressed.iterancestors("form"), None)
        assert form is not None, f"“{button}” is refused at {self.address}: {self.told()}"
        data: dict[str, Any] = {}
        for name, value in form.form_values():
            data.setdefault(name, []).append(value)
        if pressed.get("name"):
            data[pressed.get("name")] = pressed.get("value", "")
        if form.method == "GET":
            return self._shows(self.client.get(form.get("action") or self.address.split("?")[0], data))
        answer = self.client.post(form.get("action") or self.address, {**data, **self.files}, follow=True)
        assert answer.redirect_chain, f"“{button}” at {self.address} was not taken: {told_by(answer)}"
        self._shows(answer)
        return self.reads(*([says] if says else []))

    def confirms(self, button: str, says: str = "") -> None:
        """A weighty deed; the page that asks for the password comes between, unless it was given just now."""
        self.presses(button)
        if PASSWORD_ASKED in self.told():
            self.types({"Mật khẩu": factories.PASSWORD})
            self.presses("Xác nhận")
        self.reads(*([says] if says else []))

    def reads(self, *texts: str) -> None:
        told = self.told()
        for each in texts:
            assert each in told, f"“{each}” does not stand at {self.address}: {told}"

    def finds_nothing_at(self, address: str) -> None:
        assert self.client.get(address).status_code == 404

    def misses(self, *texts: str) -> None:
        """Nothing of this stands on the page."""
        told = self.told()
        assert [each for each in texts if each in told] == [], f"at {self.address}: {told}"

    def told(self) -> str:
        return words(self.main)

    def _shows(self, answer) -> None:
        assert answer.status_code == 200, f"{answer.status_code} at {answer.request['PATH_INFO']}: {told_by(answer)}"
        query = answer.request.get("QUERY_STRING", "")
        self.address = answer.request["PATH_INFO"] + (f"?{query}" if query else "")
        self.page, self.main, self.files = *read(answer), {}

    def _follow(self, wish: str, fits, place: int = 0) -> None:
        links = [*self.main.xpath(".//a[@href]"), *self.page.xpath("//a[@href]")]
        found = next(islice((each for each in links if fits(words(each))), place, None), None)
        offered = " · ".join(dict.fromkeys(words(each) for each in links))
        assert found is not None, f"no link “{wish}” at {self.address}: {offered}"
        target = found.get("href")
        self.visits(self.address.split("?")[0] + target if target.startswith("?") else target)

    def _labelled(self, label: str):
        labels = [each for each in self.main.xpath(".//label") if words(each).removesuffix("*").strip() == label]
        offered = " · ".join(words(each) for each in self.main.xpath(".//label"))
        assert labels, f"no field “{label}” at {self.address}: {offered}"
        return self.page.get_element_by_id(labels[0].get("for"))

    def _fill(self, element, value: Any, label: str) -> None:
        kind = element.get("type")
        if kind == "file":
            self.files[element.name] = SimpleUploadedFile(*value)
        elif kind in ("checkbox", "radio"):
            alike = element.xpath("ancestor::form//input[@type='radio'][@name=$name]", name=element.name)
            for each in alike:
                each.checked = False
            element.checked = value
        elif element.tag == "select":
            element.value = self._option(element, str(value), label)
        else:
            element.value = str(value)

    def _option(self, select, value: str, label: str) -> str:
        offered = {words(each): each.get("value", "") for each in select.xpath(".//option")}
        assert value in offered, f"“{label}” at {self.address} offers {list(offered)}"
        return offered[value]


def read(answer):
    """The whole page and its main part, without scripts."""
    page = lxml.html.fromstring(answer.content.decode())
    for each in page.xpath("//script|//style"):
        each.drop_tree()
    for each in page.iter("td", "th", "li", "dt", "dd", "p", "div", "h2"):
        each.tail = f" {each.tail or ''}"
    mains = page.xpath("//main")
    return page, mains[0] if mains else page


def told_by(answer) -> str:
    """What the page that came back complains about, or the whole of it."""
    _page, main = read(answer)
    said = main.xpath(".//*[contains(@class, 'error-summary')]")
    return words(said[0] if said else main)
