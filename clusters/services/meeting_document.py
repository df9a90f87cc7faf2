"""Documents of a meeting: added, replaced by newer ones."""

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import Event
from clusters.errors import Conflict, Invalid
from clusters.models import Meeting, MeetingDocument, User
from clusters.policies import meeting_document as policy
from clusters.services import file as files
from clusters.services import meeting as meetings


@transaction.atomic
def add(
    meeting: Meeting, upload: File, *, title: str, by: User, replaces: MeetingDocument | None = None
) -> MeetingDocument:
    """A file for the meeting; the one that it replaces stays on record and can still be opened."""
    meeting = meetings.locked(meeting)
    policy.may_add_document(by, meeting).require()
    if not title.strip():
        raise Invalid({"title": _("Give the document a title.")})
    if replaces and (replaces.meeting_id != meeting.pk or hasattr(replaces, "replaced_by")):
        raise Conflict(_("This document has been replaced already. Open the meeting again."))
    stored = files.store(upload, by=by)
    said = {"title": title.strip(), "file": stored, "replaces": replaces}
    made = MeetingDocument.objects.create(meeting=meeting, added_at=clock.now(), added_by=by, **said)
    after = {"file": stored.original_name, "title": made.title}
    before = {"file": replaces.file.original_name, "title": replaces.title} if replaces else {}
    audit.record(Event.MEETING_DOCUMENT_ADDED, meeting, by=by, before=before, after=after)
    return made
