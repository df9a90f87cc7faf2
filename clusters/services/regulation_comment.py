"""What members remark on a draft of the regulations, and what the head answers."""

from django.db import transaction
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import AnswerOutcome, Event
from clusters.errors import Denied, Invalid, Stale
from clusters.models import Organisation, RegulationAnswer, RegulationComment, RegulationVersion, User
from clusters.policies import regulation as policy
from clusters.queries import post
from clusters.queries import regulation as queries
from clusters.regulating import wording
from clusters.services import regulation as regulations


@transaction.atomic
def comment(
    version: RegulationVersion, organisation: Organisation, *, article: str, text: str, by: User
) -> RegulationComment:
    """A member's remark on one article, or on the whole where `article` is empty."""
    version = regulations.locked(version)
    own = queries.own_members(version, by)
    policy.may_comment(version, own).require()
    if organisation not in own:
        raise Denied(_("Only the people of {unit} comment for it.").format(unit=organisation))
    problems = {}
    if not text.strip():
        problems["text"] = _("Say what should be different.")
    if article and article not in {part.number for part in wording.articles(version.text)}:
        problems["article"] = _("The draft has no article {number}.").format(number=article)
    if problems:
        raise Invalid(problems)
    stamp = {"written_at": clock.now(), "written_by": by}
    said = {"organisation": organisation, "article": article, "text": text.strip()}
    made = RegulationComment.objects.create(version=version, **said, **stamp)
    after = {"unit": organisation.name, "in_article": article}
    audit.record(Event.REGULATION_COMMENTED, version, by=by, after=after, organisation_id=organisation.pk)
    people = queries.people_who_draft(version)
    regulations.tell(Event.REGULATION_COMMENTED, version, people, unit=organisation.name)
    return made


@transaction.atomic
def answer(
    comment: RegulationComment, *, outcome: str, text: str, by: User, seen: int | None = None
) -> RegulationAnswer:
    """The head's answer; a later one takes its place. Not taking a comment in, or only partly, needs a reason.

    `seen` is the pk of the answer that the person saw, 0 for none: Stale tells of one that a colleague gave since.
    """
    version = regulations.locked(comment.version)
    policy.drafter(by, version.regulation).may_answer(version).require()
    _refuse_answered(queries.answer_to(comment), seen)
    if outcome not in AnswerOutcome.values:
        raise Invalid({"outcome": _("Choose what becomes of the comment.")})
    if outcome != AnswerOutcome.ACCEPTED and not text.strip():
        raise Invalid({"text": _("Say why the comment is not taken in, or only partly.")})
    stamp = {"answered_at": clock.now(), "answered_by": by}
    made = RegulationAnswer.objects.create(comment=comment, outcome=outcome, text=text.strip(), **stamp)
    unit = comment.organisation
    after = {"unit": unit.name, "in_article": comment.article, "outcome": str(outcome)}
    audit.record(Event.REGULATION_ANSWERED, version, by=by, after=after, organisation_id=unit.pk)
    regulations.tell(Event.REGULATION_ANSWERED, version, post.people_of(unit), unit=unit.name)
    return made


def _refuse_answered(standing: RegulationAnswer | None, seen: int | None) -> None:
    now = standing.pk if standing else 0
    if seen is not None and seen != now:
        sentence = _("A colleague has answered this comment while you were writing. Read that answer, then send yours.")
        raise Stale(sentence, theirs={"answer": str(standing or "")}, seen=now)
