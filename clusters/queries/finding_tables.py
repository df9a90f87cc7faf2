"""What was found in a report as tables: as it stands now, and as a sending has frozen it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from clusters import writing
from clusters.queries.finding import Findings, Found
from clusters.queries.receipt import in_words
from clusters.tables import Cell, Column, Row, Table


def standing(found: Findings) -> Table:
    """Errors and warnings with what the unit says of them."""
    columns = [
        Column("criteria", _("Criteria"), sortable=False, spot="name"),
        Column("severity", _("Severity"), "state", sortable=False, spot="mark"),
        Column("words", _("What was found"), sortable=False, spot="line"),
        Column("explanation", _("Explanation"), sortable=False, spot="line"),
    ]
    rows = [Row([", ".join(each.codes), _severity(each), _words(each), _said(each)]) for each in found.found]
    return Table("findings", _("Errors and warnings"), columns, rows)


def _severity(each: Found) -> Cell:
    if each.is_error:
        return Cell("error", text=_("error"), tone="bad")
    return Cell("warning", text=_("warning"), tone="good" if each.is_explained else "warn")


def _words(each: Found) -> Cell:
    return Cell(each.words, note=each.numbers)


def _said(each: Found) -> Cell:
    if each.said is None or not each.is_explained:
        return Cell(None)
    who = _("{person}, {moment}").format(person=each.said.explained_by, moment=writing.moment(each.said.explained_at))
    return Cell(each.said.text, note=who)


def frozen(explained: Iterable[Mapping[str, Any]]) -> Table:
    """Warnings with their explanations, in the words that a sending keeps (see `queries.finding.frozen`)."""
    columns = [
        Column("criterion", _("Criterion"), sortable=False, spot="name"),
        Column("about", _("Warning"), sortable=False, spot="line"),
        Column("explanation", _("Explanation"), sortable=False, spot="line"),
    ]
    said = [in_words(each) for each in explained]
    rows = [Row([", ".join(e["criteria"]), f"{e['words']} ({e['numbers']})", e["text"]]) for e in said]
    return Table("explained", _("Explanations"), columns, rows, export=False)
