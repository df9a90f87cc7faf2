"""Minutes: the outline that a draft begins with, and the adopted texts."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from clusters import canonical, writing
from clusters.enums import MeetingKind, ProposalState
from clusters.models import Attendance, GradeRuling, Meeting, Minutes, Placing, Proposal, TieRuling, User
from clusters.queries import attendance as attendances
from clusters.queries import conclusion as conclusions


def outline(meeting: Meeting) -> str:
    """What is known of the meeting, in the order of minutes (practice), in Vietnamese whoever asks: time and place,
    who was there, the agenda, proposals, decisions; of a closing conference also ranking and rulings."""
    with translation.override("vi"):
        found = attendances.invited(meeting)
        parts = [
            (_("Time and place"), _when(meeting)),
            (_("Chair"), [str(meeting.chair or "…")]),
            (_("Present"), _present(found)),
            (_("Absent"), _absent(found)),
            (_("Agenda"), [each.text for each in meeting.agenda.order_by("position")]),
            *_closing(meeting),
            (_("Proposals"), [_proposal(each) for each in _proposals(meeting)]),
            (_("Decisions of the meeting"), [_decided(each) for each in conclusions.of_meeting(meeting)]),
        ]
        lines = [f"{meeting.title}\n{meeting.season}"]
        for place, (title, said) in enumerate(parts, start=1):
            lines.append("\n".join([f"{place}. {title}", *(f"- {each}" for each in said or ["…"])]))
        return "\n\n".join(lines)


def _when(meeting: Meeting) -> list[str]:
    until = writing.moment(meeting.closed_at or meeting.ends_at)
    return [f"{writing.moment(meeting.opened_at or meeting.starts_at)} – {until}", meeting.place or meeting.online]


def _present(found: Iterable[Attendance]) -> list[str]:
    there = [each for each in found if each.present]
    return [", ".join(part for part in (str(each), each.represented_by, each.post) if part) for each in there]


def _absent(found: Iterable[Attendance]) -> list[str]:
    away = [each for each in found if each.present is False]
    said = {True: _("absent, excused"), False: _("absent")}
    return [": ".join([str(each), "; ".join(filter(None, [said[each.excused], each.reply_note]))]) for each in away]


def _proposals(meeting: Meeting) -> QuerySet[Proposal]:
    return meeting.proposals.select_related("participant__organisation").order_by("pk")


def _proposal(each: Proposal) -> str:
    answered = f" → {each.answer}" if each.answer else ""
    said = _("{unit}, to {addressee}: {text}")
    return said.format(unit=each.participant, addressee=each.get_addressee_display(), text=each.text) + answered


def _decided(each) -> str:
    vote = "" if each.votes_for is None else f" ({conclusions.vote(each)})"
    return f"{each.text}{vote}"


def _closing(meeting: Meeting) -> list[tuple[str, list[str]]]:
    """What the closing conference ranked, and how it ordered equals and gave grades."""
    if meeting.kind != MeetingKind.CLOSING:
        return []
    placed = Placing.objects.filter(standing__season=meeting.season, standing__replaced_by__isnull=True)
    ranked = [
        f"{each.rank}. {each.participant}: {writing.points(each.points)}"
        for each in placed.select_related("participant__organisation").order_by("rank", "pk")
    ]
    ties = [each.reason for each in TieRuling.objects.filter(season=meeting.season).order_by("pk")]
    grades = [
        f"{each.grade}: {each.reason}" for each in GradeRuling.objects.filter(season=meeting.season).order_by("pk")
    ]
    return [(_("Ranking of the units"), ranked), (_("Rulings of the meeting"), [*ties, *grades])]


def waiting(meeting: Meeting) -> int:
    """Proposals that nobody has answered yet; an adoption leaves them open."""
    return meeting.proposals.filter(state=ProposalState.MADE).count()


def left_out(meeting: Meeting, text: str) -> list[str]:
    """Proposals and decisions whose words the text of the minutes does not hold, as they came after it was begun."""
    said = [each.text for each in (*_proposals(meeting), *conclusions.of_meeting(meeting))]
    plain = " ".join(text.split())
    return [each for each in said if " ".join(each.split()) not in plain]


def adopted(meeting: Meeting) -> list[Minutes]:
    """All adopted texts, the one that stands first."""
    return list(meeting.minutes.order_by("-pk"))


def for_page(user: User) -> QuerySet[Minutes]:
    """Visible ones with what the paper names."""
    related = ("meeting__season__cluster__authority", "replaces", "replaced_by")
    return Minutes.objects.visible_to(user).select_related(*related)


def is_true(minutes: Minutes) -> bool:
    """Whether the text still gives its hash."""
    return canonical.sha256(minutes.text) == minutes.hash
