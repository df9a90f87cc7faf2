"""Who is invited to a meeting, what they answered, who is there, and whether that is enough."""

import math
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from clusters import writing
from clusters.enums import MeetingState, Reply
from clusters.models import Attendance, Meeting, Participant, User
from clusters.tables import Cell, Column, Row, Table


class Quorum(NamedTuple):
    """How many members are there now, how many must be, of how many; `is_adopted` by the regulations or as offered."""

    present: int
    needed: int
    members: int
    part: str
    is_adopted: bool
    known: bool

    @property
    def is_reached(self) -> bool:
        return self.known and self.present >= self.needed

    @property
    def basis(self) -> str:
        """Which part of the members is asked for, and on what ground."""
        by = _("by the adopted regulations") if self.is_adopted else _("as offered; the cluster has adopted no quorum")
        return f"{self.part}, {by}"

    @property
    def words(self) -> str:
        """What the bar says."""
        if not self.known:
            return _("Attendance is not known.")
        said = _("Quorum reached") if self.is_reached else _("Quorum not reached")
        counted = _("{present} of {members} members present, {needed} needed")
        return f"{said}: {counted.format(present=self.present, members=self.members, needed=self.needed)}"


def invited(meeting: Meeting, user: User | None = None) -> list[Attendance]:
    """Members by name, then guests; `is_own` where the person works."""
    own = Participant.objects.of(user).filter(pk=OuterRef("participant")) if user else Participant.objects.none()
    found = meeting.attendances.select_related("participant__organisation").annotate(is_own=Exists(own))
    return sorted(found, key=_place)


def _place(each: Attendance) -> tuple:
    unit = each.participant
    return (unit is None, unit.organisation.sort_key if unit else "", each.pk)


def quorum_of(meeting: Meeting, attendances: Iterable[Attendance]) -> Quorum | None:
    """Of rows at hand; None before the meeting is called. Of the members of its day, without units that had left the
    year; whoever has gone home no longer counts."""
    if meeting.quorum is None:
        return None
    members = [each for each in attendances if counts(meeting, each)]
    there = [each for each in members if each.present and not each.left_at]
    if meeting.state not in (MeetingState.CALLED, MeetingState.OPEN):
        there = [each for each in members if each.present]
    known = any(each.present is not None for each in members)
    needed = math.ceil(meeting.quorum * len(members))
    return Quorum(len(there), needed, len(members), meeting.quorum_of, meeting.quorum_is_adopted, known)


def counts(meeting: Meeting, each: Attendance) -> bool:
    """Whether it is that of a member on the day of the meeting."""
    unit = each.participant
    return unit is not None and not (unit.left_on and unit.left_on < meeting.day)


def table(meeting: Meeting, found: list[Attendance], *, may_record: bool) -> Table:
    """One row for each that is invited; on a phone a card that leads to its record."""
    columns = [
        Column("unit", _("Invited"), "link" if may_record else "text", spot="name"),
        Column("reply", _("Reply"), spot="line"),
        Column("present", _("Attendance"), "state", spot="mark"),
        Column("who", _("Represented by"), spot="line"),
        Column("from", pgettext("attendance", "From")),
        Column("until", pgettext("attendance", "Until")),
    ]
    rows = [_row(meeting, each, may_record) for each in found]
    empty = _("Nobody is invited yet. The members are invited when the meeting is called.")
    return Table("attendance", _("Invitations and attendance"), columns, rows, empty=empty, sort_key="unit-sort")


def _row(meeting: Meeting, each: Attendance, may_record: bool) -> Row:
    url = reverse("attendance-record", args=[each.pk]) if may_record else ""
    kind = "" if counts(meeting, each) else _("left the year") if each.participant_id else _("guest")
    name = Cell(str(each), url=url, note=kind, sort=_place(each)[1])
    who = ", ".join(part for part in (each.represented_by, each.post) if part)
    return Row([name, _reply(meeting, each), presence(each), who, _clock(each.came_at), _clock(each.left_at)])


def _reply(meeting: Meeting, each: Attendance) -> Cell:
    """What was replied before the meeting was moved is said so."""
    said = Reply(each.reply).label if each.reply else _("no reply yet")
    old = meeting.moved_at and each.replied_at and each.replied_at < meeting.moved_at
    notes = [each.reply_note, _("replied before the meeting was moved") if old else ""]
    return Cell(str(said), note="; ".join(filter(None, notes)))


def presence(each: Attendance) -> Cell:
    """Present, absent with or without an excuse, or not recorded."""
    if each.present is None:
        return Cell("todo", text=_("not recorded"))
    if each.present:
        return Cell("done", text=_("present"))
    return Cell("waiting", text=_("absent, excused")) if each.excused else Cell("missing", text=_("absent"))


def _clock(value) -> str:
    return f"{value:%H:%M}" if value else writing.NONE
