"""Proposals of members: all that a person may see, those of one meeting, and what earlier meetings left open."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import clock
from clusters.enums import Addressee, ProposalState
from clusters.models import Conclusion, Meeting, Participant, Proposal, User
from clusters.registers import Order, Register, by_label, by_position
from clusters.tables import Cell, Column, Row, Table


def listed(
    user: User, *, year=None, authority=None, cluster=None, unit: str = "", addressee: str = "", state: str = ""
) -> QuerySet[Proposal]:
    """Those the person may see, the newest first; `unit` are words in the unit's name, by search key."""
    wanted = {
        "meeting__season__year": year,
        "meeting__season__cluster__authority": authority,
        "meeting__season__cluster": cluster,
        "participant__organisation__search_key__contains": unit,
        "addressee": addressee,
        "state": state,
    }
    found = Proposal.objects.visible_to(user).filter(**{name: value for name, value in wanted.items() if value})
    related = ("meeting__season__cluster__authority", "participant__organisation", "responsible__organisation")
    return found.select_related(*related).order_by("-made_at", "-pk")


def register(found: QuerySet[Proposal]) -> Register:
    """One row for each proposal."""
    orders: dict[str, Order] = {
        "unit": "participant__organisation__sort_key",
        "meeting": "meeting__starts_at",
        "to": by_label("addressee", Addressee),
        "state": by_position("state", ProposalState.values),
        "due": "due_on",
    }
    return Register(found, table, orders)


def table(found: Iterable[Proposal]) -> Table:
    """Of rows at hand."""
    columns = [
        Column("proposal", _("Proposal"), "link", spot="name"),
        Column("unit", _("Unit"), spot="line"),
        Column("meeting", _("Meeting"), spot="line"),
        Column("to", _("Addressed to")),
        Column("state", _("State"), "state", spot="line"),
        Column("answer", _("Answer"), spot="line"),
        Column("who", _("Responsible")),
        Column("due", _("Due on"), "day"),
    ]
    rows = [_row(each) for each in found]
    return Table("proposals", _("Proposals"), columns, rows, empty=_("No proposal."), sort_key="sort")


def _row(each: Proposal) -> Row:
    link = Cell(each.text, url=reverse("proposal", args=[each.pk]))
    late = each.state == ProposalState.FOLLOWED and each.due_on is not None and each.due_on < clock.today()
    state = Cell("overdue" if late else each.state, text=_("overdue") if late else each.get_state_display())
    who = str(each.responsible or each.get_addressee_display()) if each.follow_up else ""
    to, unit, meeting = each.get_addressee_display(), str(each.participant), each.meeting.title
    return Row([link, unit, meeting, to, state, each.answer, who, each.due_on])


def for_page(user: User) -> QuerySet[Proposal]:
    """Visible ones with what the page names."""
    related = ("meeting__season__cluster__authority", "participant__organisation", "responsible__organisation")
    return Proposal.objects.visible_to(user).select_related(*related, "made_by", "answered_by", "done_by")


def own_seats(meeting: Meeting, user: User) -> QuerySet[Participant]:
    """The members for which the person can propose."""
    own = Participant.objects.staying().of(user).filter(season=meeting.season_id)
    return own.select_related("organisation").order_by("organisation__sort_key")


def left_open(meeting: Meeting, user: User) -> list[tuple[Proposal | Conclusion, str]]:
    """What earlier meetings of the cluster left to be done, as far as the person may see them; two queries."""
    earlier = Q(meeting__season__cluster=meeting.season.cluster_id, meeting__starts_at__lt=meeting.starts_at)
    promised = Proposal.objects.visible_to(user).filter(earlier, state=ProposalState.FOLLOWED)
    decided = Conclusion.objects.visible_to(user).filter(earlier, done_at__isnull=True, due_on__isnull=False)
    related = ("meeting", "responsible__organisation")
    return [
        *((each, reverse("proposal", args=[each.pk])) for each in promised.select_related(*related).order_by("due_on")),
        *((each, reverse("meeting", args=[each.meeting_id])) for each in decided.select_related(*related)),
    ]
