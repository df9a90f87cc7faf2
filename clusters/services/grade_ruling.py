"""To which units in question the meeting gave a grade."""

from collections.abc import Collection
from typing import NamedTuple

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import Event
from clusters.errors import Invalid, Stale
from clusters.models import GradeRuling, Season, User
from clusters.policies import grade_ruling as policy
from clusters.queries import grade_question as questions
from clusters.queries import post, ranking
from clusters.queries.grade_question import Asked
from clusters.services import lock, notice


class Said(NamedTuple):
    """Of the participants `asked` about (pks), those `given` the grade, and by what the meeting decided."""

    asked: Collection[int]
    given: Collection[int]
    reason: str


@transaction.atomic
def settle(season: Season, grade: str, said: Said, *, by: User, seen: int | None = None) -> GradeRuling:
    """Record to whom the meeting gave the grade; it replaces an earlier ruling on it.

    `seen` is the pk of the ruling on the grade that the person saw, 0 for none; None does not ask.
    """
    live = ranking.live(lock.season(season, "table"))
    found = questions.asked_about(live, grade)
    policy.may_settle_grade(by, live, found).require()
    _as_it_was_seen(found, said, seen)
    _must_be_right(found, said)
    ruling = GradeRuling.objects.create(
        season=live.season,
        grade=grade,
        asked=sorted(said.asked),
        given=sorted(said.given),
        reason=said.reason.strip(),
        settled_at=clock.now(),
        settled_by=by,
    )
    _tell(ruling, found)
    return ruling


def _as_it_was_seen(found: Asked, said: Said, seen: int | None) -> None:
    last = found.ruling
    newest = last.pk if last else 0
    if last is not None and seen not in (None, newest):
        told = _("{who} has recorded a decision on this grade meanwhile.").format(who=last.settled_by)
        raise Stale(told, theirs={"given": last.given, "reason": last.reason}, seen=newest)
    if frozenset(said.asked) != found.question.units:
        raise Stale(_("Other units are in question now; look at them again."), theirs={}, seen=newest)


def _must_be_right(found: Asked, said: Said) -> None:
    problems = {}
    if not found.question.units.issuperset(said.given):
        problems["given"] = _("Choose among the units in question only.")
    elif not found.question.allows(said.given):
        told = _("Choose at most {count} of these units: the quota has no more places.")
        problems["given"] = told.format(count=found.question.most)
    if not said.reason.strip():
        problems["reason"] = _("Write what the meeting decided by.")
    if problems:
        raise Invalid(problems)


def _tell(ruling: GradeRuling, found: Asked) -> None:
    season, by = ruling.season, ruling.settled_by
    names, given = [str(unit) for unit in found.units], [str(unit) for unit in found.split(ruling.given)[0]]
    after = {"grade": str(found.grade.name), "asked": names, "given": given}
    audit.record(Event.GRADE_SETTLED, season, by=by, after=after, reason=ruling.reason)
    said = {"season": str(season), "grade": str(found.grade.name), "units": ", ".join(names)}
    path = reverse("ranking", args=[season.pk])
    notice.tell(Event.GRADE_SETTLED, season, to=post.people_of_season(season), path=path, **said)
