"""Minutes: written while the meeting goes on, adopted with their hash, corrected only by newer ones."""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, canonical, clock
from clusters.enums import Event, MeetingState
from clusters.errors import Invalid, Stale
from clusters.models import AuditEntry, Meeting, Minutes, MinutesDraft, User
from clusters.policies import minutes as policy
from clusters.queries import post
from clusters.services import meeting as meetings
from clusters.services import notice

# Saved while one types: the trail says who wrote when, not every key.
QUIET = dt.timedelta(minutes=10)


@transaction.atomic
def write(meeting: Meeting, text: str, *, by: User, seen: int) -> MinutesDraft:
    """Save the text; `seen` is the version it was written on, 0 for none. Stale carries what a colleague wrote."""
    meeting = meetings.locked(meeting)
    policy.may_write_minutes(by, meeting).require()
    draft = MinutesDraft.objects.filter(meeting=meeting).first()
    if draft and draft.text == text:
        return draft
    _refuse_stale(draft, seen)
    said = {"text": text, "version": seen + 1, "written_at": clock.now(), "written_by": by}
    draft, _created = MinutesDraft.objects.update_or_create(meeting=meeting, defaults=said)
    if _is_news(meeting, by):
        audit.record(Event.MINUTES_WRITTEN, meeting, by=by, after={"version": draft.version})
    return draft


@transaction.atomic
def adopt(meeting: Meeting, *, chaired_by: str, secretary: str, by: User, seen: int, reason: str = "") -> Minutes:
    """Freeze the draft of that version with its hash; a correction names the minutes before and says why."""
    meeting = meetings.locked(meeting)
    policy.may_adopt_minutes(by, meeting).require()
    draft = MinutesDraft.objects.filter(meeting=meeting).first()
    _refuse_stale(draft, seen)
    before = meeting.minutes.filter(replaced_by__isnull=True).first()
    _refuse_unsound(draft, chaired_by, secretary, before, reason)
    signed = {"chaired_by": chaired_by.strip(), "secretary": secretary.strip(), "reason": reason.strip()}
    frozen = {"text": draft.text, "hash": canonical.sha256(draft.text), "replaces": before} if draft else {}
    made = Minutes.objects.create(meeting=meeting, adopted_at=clock.now(), adopted_by=by, **signed, **frozen)
    if meeting.state == MeetingState.CLOSED:
        meeting.state = MeetingState.ADOPTED
        meeting.save(update_fields=["state"])
    event = Event.MINUTES_CORRECTED if before else Event.MINUTES_ADOPTED
    audit.record(event, meeting, by=by, after={"hash": made.hash}, reason=made.reason)
    people, path = post.people_of_season(meeting.season), reverse("meeting-minutes", args=[made.pk])
    notice.tell(event, meeting, to=people, path=path, meeting=meeting.title)
    return made


def _is_news(meeting: Meeting, by: User) -> bool:
    """Whether the trail does not say yet that this person has been writing."""
    last = AuditEntry.objects.about(meeting).order_by("-number").first()
    told = last is not None and last.event == Event.MINUTES_WRITTEN and last.actor_id == by.pk
    return not (told and last and clock.now() - last.at < QUIET)


def _refuse_stale(draft: MinutesDraft | None, seen: int) -> None:
    if (draft.version if draft else 0) != seen:
        sentence = _("A colleague wrote in the minutes meanwhile.")
        version = draft.version if draft else 0
        raise Stale(sentence, theirs={"text": draft.text if draft else ""}, seen=version)


def _refuse_unsound(draft: MinutesDraft | None, chaired_by: str, secretary: str, before, reason: str) -> None:
    problems = {}
    if draft is None or not draft.text.strip():
        problems["text"] = _("Write the minutes first, then adopt them.")
    elif before and before.text == draft.text:
        problems["text"] = _("The text is that of the adopted minutes. Change it first.")
    if not chaired_by.strip():
        problems["chaired_by"] = _("Name the person in the chair.")
    if not secretary.strip():
        problems["secretary"] = _("Name the secretary.")
    if before and not reason.strip():
        problems["reason"] = _("Say why the adopted minutes are corrected.")
    if problems:
        raise Invalid(problems)
