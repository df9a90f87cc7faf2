"""How tests of pages read what a person gets: signed in, in English, with workbooks as rows."""

import io

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
