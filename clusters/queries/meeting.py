"""What the list and the page of a meeting show, and whether enough members are there."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters.enums import AgendaKind, MeetingKind, MeetingState
from clusters.models import (
    AgendaItem,
    Attendance,
    Cluster,
    ContributionClosing,
    Meeting,
    MeetingDocument,
    Organisation,
    Participant,
    Season,
    User,
)
from clusters.policies import attendance as attendance_policy
from clusters.policies import meeting as policy
from clusters.policies import meeting_document as document_policy
from clusters.policies import minutes as minutes_policy
from clusters.policies import proposal as proposal_policy
from clusters.queries import attendance as attendances
from clusters.queries import choices
from clusters.queries import conclusion as conclusions
from clusters.queries import proposal as proposals
from clusters.queries.attendance import Quorum
from clusters.queries.post import Chair
from clusters.queries.trail import trail
from clusters.registers import Order, Register, by_label, by_position
from clusters.rulings import Ruling
from clusters.steps import Step, StepStatus
from clusters.tables import Cell, Column, Row, Table

# What a closed account comes to, apart from its balance.
ACCOUNT = ("carried", "received", "spent")
WAY: list[MeetingState] = [each for each in MeetingState if each != MeetingState.CANCELLED]
# Where an item of the agenda is worked on in the year.
ROOMS = {
    AgendaKind.PACT: "pact",
    AgendaKind.RANKING: "ranking",
    AgendaKind.BALLOT: "nominations",
    AgendaKind.HEAD_ELECTION: "elections",
}


def listed(
    user: User, *, year=None, authority=None, cluster=None, unit: str = "", kind: str = "", state: str = ""
) -> QuerySet[Meeting]:
    """Those the person may see, the latest first; `unit` are words in the name of one that takes part in the year."""
    wanted = {
        "season__year": year,
        "season__cluster__authority": authority,
        "season__cluster": cluster,
        "kind": kind,
        "state": state,
    }
    found = Meeting.objects.visible_to(user).filter(**{name: value for name, value in wanted.items() if value})
    found = found.filter(choices.taking_part(unit, OuterRef("season"))) if unit else found
    return found.select_related("season__cluster").order_by("-starts_at", "-pk")


def clusters_of(user: User, asked: str = "") -> QuerySet[Cluster]:
    """Clusters with a meeting the person may see, and the one asked for: the choices of the filter."""
    return choices.clusters(user, Meeting.objects.filter(season__cluster=OuterRef("pk")), asked)


def authorities(user: User) -> QuerySet[Organisation]:
    """Their authorities, likewise."""
    seen = Meeting.objects.visible_to(user).filter(season__cluster__authority=OuterRef("pk"))
    return Organisation.objects.filter(Exists(seen)).order_by("sort_key")


def register(found: QuerySet[Meeting]) -> Register:
    """One row for each meeting."""
    orders: dict[str, Order] = {
        "starts": "starts_at",
        "cluster": "season__cluster__sort_key",
        "year": "season__year",
        "kind": by_label("kind", MeetingKind),
        "state": by_position("state", MeetingState.values),
    }
    return Register(found, _table, orders)


def _table(found: Iterable[Meeting]) -> Table:
    columns = [
        Column("title", _("Meeting"), "link", spot="name"),
        Column("starts", _("Begins"), "moment", spot="line"),
        Column("cluster", _("Cluster or block"), spot="line"),
        Column("year", _("Emulation year")),
        Column("kind", _("Kind"), spot="line"),
        Column("place", _("Place")),
        Column("state", _("State"), "state", spot="line"),
    ]
    rows = [_row(each) for each in found]
    return Table("meetings", _("Meetings"), columns, rows, empty=_("No meeting fits these filters."))


def _row(each: Meeting) -> Row:
    name = Cell(each.title, url=reverse("meeting", args=[each.pk]), mark=each.mark, source=each.source)
    state = Cell(each.state, text=each.get_state_display())
    year = Cell(each.season.year, text=str(each.season.year))
    place = each.place or _("online")
    return Row([name, each.starts_at, str(each.season.cluster), year, each.get_kind_display(), place, state])


def for_page(user: User) -> QuerySet[Meeting]:
    """Visible ones with what the page names."""
    found = Meeting.objects.visible_to(user).select_related("season__cluster__authority", "chair__organisation")
    closing = ContributionClosing.objects.standing().filter(season=OuterRef("season"))
    closing = closing.annotate(carried=KT("figures__carried"))
    names = {"closed_account": "pk", **{f"account_{name}": name for name in ACCOUNT}}
    return found.annotate(**{name: Subquery(closing.values(field)[:1]) for name, field in names.items()})


def account(meeting: Any) -> dict[str, int]:
    """What the closed account of its year comes to, in đồng; empty where it is open. From `for_page`."""
    if not meeting.closed_account:
        return {}
    said = {name: int(getattr(meeting, f"account_{name}") or 0) for name in ACCOUNT}
    return {**said, "balance": said["carried"] + said["received"] - said["spent"]}


def seats(season: Season) -> QuerySet[Participant]:
    """The units that take part and have not left, by name: who may chair and speak."""
    found = season.participants.staying().select_related("organisation")
    return found.order_by("organisation__sort_key")


def quorum(meeting: Meeting) -> Quorum | None:
    """Whether enough members are there now, in one query; None before the meeting is called."""
    return attendances.quorum_of(
        meeting, Attendance.objects.filter(meeting=meeting).members().select_related("participant")
    )


def steps(meeting: Meeting) -> list[Step]:
    """Planned, called, held, put down in minutes."""
    if meeting.state == MeetingState.CANCELLED:
        return [Step(MeetingState.CANCELLED.label, StepStatus.SKIPPED, meeting.cancel_reason)]
    at, last = WAY.index(MeetingState(meeting.state)), meeting.state == MeetingState.ADOPTED
    status = [
        StepStatus.DONE if i < at or last else StepStatus.CURRENT if i == at else StepStatus.TODO
        for i in range(len(WAY))
    ]
    return [Step(each.label, now) for each, now in zip(WAY, status, strict=True)]


def agenda(meeting: Meeting) -> list[tuple[AgendaItem, str]]:
    """Each item with the address where it is worked on, empty where it has none."""
    items = meeting.agenda.select_related("speaker__organisation").order_by("position")
    return [(each, _room(each, meeting.season)) for each in items]


def _room(item: AgendaItem, season: Season) -> str:
    if item.kind == AgendaKind.REGULATION:
        return reverse("regulation", args=[season.cluster_id])
    name = ROOMS.get(AgendaKind(item.kind))
    return reverse(name, args=[season.pk]) if name else ""


def _rulings(meeting: Meeting, user: User, chair: Chair) -> dict[str, Ruling]:
    """What the person may do with what belongs to the meeting."""
    return {
        "may_write": minutes_policy.may_write_minutes(user, meeting, chair),
        "may_adopt": minutes_policy.may_adopt_minutes(user, meeting, chair),
        "may_add": document_policy.may_add_document(user, meeting, chair),
        "may_propose": proposal_policy.may_still_propose(meeting),
    }


def _contents(meeting: Meeting, user: User, *, may_finish: bool) -> dict[str, Any]:
    """Proposals, decisions, documents, minutes, and what earlier meetings left to be done."""
    return {
        "proposals": proposals.table(proposals.listed(user).filter(meeting=meeting)),
        "conclusions": conclusions.table(conclusions.of_meeting(meeting), may_finish=may_finish),
        "documents": _documents(meeting),
        "left_open": proposals.left_open(meeting, user),
        "minutes": list(meeting.minutes.order_by("-pk")),
    }


def _documents(meeting: Meeting) -> list[tuple[MeetingDocument, list[MeetingDocument]]]:
    """Each document that stands with the older ones that it replaced, the newest first."""
    known = {each.pk: each for each in meeting.documents.select_related("file").order_by("pk")}
    replaced = {each.replaces_id for each in known.values()}
    return [(each, _older(each, known)) for each in known.values() if each.pk not in replaced]


def _older(document: MeetingDocument, known: dict[int, MeetingDocument]) -> list[MeetingDocument]:
    before = known.get(document.replaces_id) if document.replaces_id else None
    return [before, *_older(before, known)] if before else []


def page(meeting: Meeting, user: User) -> dict[str, Any]:
    """What the page of a meeting shows: where it stands, who comes, what is expected of the person."""
    chair = Chair(meeting.season, user)
    rulings = policy.may_all(user, meeting, chair)
    found = attendances.invited(meeting, user)
    own = [each for each in found if each.is_own]  # type: ignore[attr-defined]  # annotated by invited()
    return {
        **rulings,
        "meeting": meeting,
        "season": meeting.season,
        "account": account(meeting),
        "steps": steps(meeting),
        "agenda": agenda(meeting),
        "quorum": attendances.quorum_of(meeting, found),
        "table": attendances.table(meeting, found, may_record=bool(rulings["may_record"])),
        "own": own,
        "may_reply": attendance_policy.may_still_reply(meeting),
        "entries": trail(meeting, user),
        **_rulings(meeting, user, chair),
        **_contents(meeting, user, may_finish=bool(own) or policy.leads(chair)),
    }
