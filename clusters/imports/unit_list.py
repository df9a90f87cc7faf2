"""Names of units in a workbook: the cells below a heading that says so, each on its line."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters.imports import spreadsheet
from clusters.scoring import wording

HEADINGS = (gettext_lazy("Unit"), gettext_lazy("Units"), gettext_lazy("Name"), gettext_lazy("Member"))
# A title and the number of the decision may stand above.
HEADING_WITHIN = 20


def names(sheets: Sequence[spreadsheet.Sheet]) -> list[str]:
    """What stands below the first heading of units, empty cells left out. Raises Refused where there is none."""
    for sheet in sheets:
        for top, row in enumerate(sheet.rows[:HEADING_WITHIN]):
            for place, cell in enumerate(row):
                if any(wording.called(spreadsheet.text_of(cell), heading) for heading in HEADINGS):
                    return _below(sheet.rows[top + 1 :], place)
    said = _("No column of the workbook is called “{unit}”. Write that above the names of the units.")
    raise spreadsheet.Refused(said.format(unit=_("Unit")))


def _below(rows: Sequence[Sequence[object]], place: int) -> list[str]:
    texts = (spreadsheet.text_of(row[place]) for row in rows if len(row) > place)
    return [" ".join(text.split()) for text in texts if text]
