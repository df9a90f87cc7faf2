"""What a meeting decided, as its page shows it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import clock, writing
from clusters.models import Conclusion, Meeting, User
from clusters.tables import Cell, Column, Row, Table

RELATED = ("responsible__organisation", "meeting__season__cluster__authority")


def of_meeting(meeting: Meeting) -> list[Conclusion]:
    """In their order."""
    return list(meeting.conclusions.select_related("responsible__organisation").order_by("position"))


def for_page(user: User):
    """Visible ones with what the page names."""
    return Conclusion.objects.visible_to(user).select_related(*RELATED)


def table(found: list[Conclusion], *, may_finish: bool) -> Table:
    """One row for each decision; what is open leads to where it is done."""
    columns = [
        Column("text", _("Conclusion of the meeting"), "link" if may_finish else "text", spot="name"),
        Column("vote", _("Vote"), spot="line", sortable=False),
        Column("who", _("Responsible"), spot="line"),
        Column("due", _("Due on"), "day"),
        Column("state", _("Done"), "state", spot="line"),
    ]
    rows = [_row(each, may_finish) for each in found]
    empty = _("No decision is recorded.")
    return Table("conclusions", _("Decisions of the meeting"), columns, rows, empty=empty, sort_key="decision-sort")


def _row(each: Conclusion, may_finish: bool) -> Row:
    url = reverse("conclusion-finish", args=[each.pk]) if may_finish and not each.done_at else ""
    return Row([Cell(str(each.text), url=url), vote(each), str(each.responsible or ""), each.due_on, _state(each)])


def vote(each: Conclusion) -> str:
    """The vote in words, a dash where none was counted."""
    if each.votes_for is None:
        return writing.NONE
    said = _("for {votes_for}, against {votes_against}, abstained {abstained}")
    return said.format(votes_for=each.votes_for, votes_against=each.votes_against, abstained=each.abstained)


def _state(each: Conclusion) -> Cell:
    if each.done_at:
        return Cell("done", text=_("done"), note=each.done_words)
    if each.due_on is None:
        return Cell("skipped", text=_("nothing to follow up"))
    late = each.due_on < clock.today()
    return Cell("overdue" if late else "due", text=_("overdue") if late else _("open"))
