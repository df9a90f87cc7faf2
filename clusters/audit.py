"""The trail: one line per deed, written by hand inside the deed's transaction."""

import hashlib
import json
from typing import Any

from clusters import clock
from clusters.enums import Event
from clusters.models import AuditEntry


def record(
    event: Event,
    subject,
    *,
    by,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
    **scope: int | None,
) -> AuditEntry:
    """Append one line to the subject's trail, numbered and chained to the one before.

    The caller holds the subject's lock, so two lines cannot take the same number; if one forgot, the unique
    constraint refuses the second. `before` and `after` take plain JSON values without names of persons. The scope
    columns come from the subject's `trail_scope()`; keyword arguments (season_id=…) overrule them.
    """
    last = AuditEntry.objects.about(subject).order_by("-number").values("number", "hash").first()
    place = {"number": last["number"] + 1, "previous_hash": last["hash"]} if last else {"number": 1}
    what = {"event": event, "before": before or {}, "after": after or {}, "reason": reason}
    return _append(subject, by, **what, **place, **{**_scope_of(subject), **scope})


def record_first(event: Event, subject, *, by, before: dict[str, Any], after: dict[str, Any]) -> AuditEntry:
    """The same for a subject that began in this very deed: no line is looked for before it."""
    return _append(subject, by, event=event, before=before, after=after, number=1, **_scope_of(subject))


def _append(subject, by, **said: Any) -> AuditEntry:
    name = {"subject_type": subject._meta.label, "subject_id": subject.pk}
    entry = AuditEntry(at=clock.now(), actor=by, **name, **said)
    entry.hash = digest(entry)
    entry.save(force_insert=True)
    return entry


def digest(entry: AuditEntry) -> str:
    """SHA-256 over what the line says and the hash of the line before it."""
    said = [
        entry.previous_hash,
        entry.at.astimezone(clock.ZONE).isoformat(timespec="microseconds"),
        entry.actor_id,
        str(entry.event),
        entry.subject_type,
        entry.subject_id,
        entry.number,
        entry.before,
        entry.after,
        entry.reason,
    ]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def broken_lines(subject) -> list[int]:
    """Numbers of the lines of a trail that do not fit the chain; empty when nobody has touched it."""
    broken, previous = [], ""
    for position, entry in enumerate(AuditEntry.objects.about(subject).order_by("number"), start=1):
        if (entry.number, entry.previous_hash, entry.hash) != (position, previous, digest(entry)):
            broken.append(entry.number)
        previous = entry.hash
    return broken


def _scope_of(subject) -> dict[str, int | None]:
    scope = getattr(subject, "trail_scope", None)
    return scope() if scope else {}
