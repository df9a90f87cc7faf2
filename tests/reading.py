"""How tests of pages read what a person gets: signed in, in English, with workbooks as rows."""

import io
from html.parser import HTMLParser

from django.urls import reverse
from python_calamine import CalamineWorkbook


def as_person(client, person):
    """The client signed in as that person, reading English."""
    client.force_login(person)
    client.cookies["django_language"] = "en"
    return client


def get(client, name: str, /, *args, **parameters):
    return client.get(reverse(name, args=args), parameters)


def post(client, name: str, /, *args, **fields):
    return client.post(reverse(name, args=args), fields)


def sheets(response) -> dict[str, list[list]]:
    """Rows of each sheet below its headings."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join([response.content])))
    return {name: book.get_sheet_by_name(name).to_python()[3:] for name in book.sheet_names}


def first_column(table) -> list[str]:
    """What the first column of a page's table says."""
    return [table.words(table.columns[0], row.cells[0]) for row in table.rows]


def typed_in(html: str, form_class: str) -> dict[str, str]:
    """What a browser would send of the form as it stands on the page."""
    reader = _Form(form_class)
    reader.feed(html)
    return reader.sent


class _Form(HTMLParser):
    """A select sends the option that is chosen, a box only where it is ticked, an area its text without its first line
    break."""

    def __init__(self, form_class: str) -> None:
        super().__init__()
        self.form_class, self.is_inside, self.sent = form_class, False, {}
        self.select = self.area = ""

    def handle_starttag(self, tag, attrs):
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.is_inside = self.form_class in said.get("class", "").split()
        if not self.is_inside:
            return
        if tag == "input" and "name" in said and ("checked" in said or said["type"] not in {"checkbox", "radio"}):
            self.sent[said["name"]] = said.get("value", "on" if "checked" in said else "")
        elif tag in {"select", "textarea"}:
            setattr(self, "area" if tag == "textarea" else tag, said["name"])
            self.sent[said["name"]] = ""
        elif tag == "option" and "selected" in said:
            self.sent[self.select] = said["value"]

    def handle_endtag(self, tag):
        if tag == "form":
            self.is_inside = False
        elif tag == "textarea" and self.area:
            self.sent[self.area] = self.sent[self.area].removeprefix("\n")
            self.area = ""

    def handle_data(self, data):
        if self.area:
            self.sent[self.area] += data
