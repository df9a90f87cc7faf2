"""Questions among the members of a cluster: asked, answered in versions, settled by the asker."""

from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import Event, QuestionState
from clusters.errors import Conflict, Invalid, Stale
from clusters.models import Answer, AnswerVersion, Cluster, Organisation, Question, User
from clusters.policies import exchange as exchange_policy
from clusters.policies import question as policy
from clusters.queries import cluster as clusters
from clusters.queries import exchange
from clusters.services import file as files
from clusters.services import notice


@transaction.atomic
def ask(
    cluster: Cluster,
    organisation: Organisation,
    *,
    title: str,
    text: str,
    by: User,
    addressee: Organisation | None = None,
    **provenance: str,
) -> Question:
    """Ask all members, or one of them; whoever is asked is told."""
    cluster = Cluster.objects.select_for_update(of=("self",)).select_related("authority").get(pk=cluster.pk)
    exchange_policy.may_speak_for(by, cluster, organisation).require()
    _refuse(cluster, organisation, title, text, addressee)
    said = {"title": title.strip(), "text": text.strip(), "asked_at": clock.now(), "asked_by": by, **provenance}
    question = Question.objects.create(cluster=cluster, organisation=organisation, addressee=addressee, **said)
    after = {"title": question.title, "unit": organisation.name, "addressee": addressee.name if addressee else ""}
    audit.record(Event.QUESTION_ASKED, question, by=by, after=after)
    asked = [addressee] if addressee else clusters.units_of(cluster).exclude(pk=organisation.pk)
    _tell(Event.QUESTION_ASKED, question, asked, by, unit=str(organisation))
    return question


@transaction.atomic
def answer(
    question: Question, organisation: Organisation, *, text: str, by: User, upload: File | None = None
) -> Answer:
    """A unit's answer; the asker is told."""
    question = _locked(question)
    policy.may_answer_for(by, question, organisation).require()
    if question.answers.filter(organisation=organisation).exists():
        raise Conflict(_("Your unit has answered. Correct that answer instead."))
    given = Answer.objects.create(question=question, organisation=organisation)
    version = _next_version(given, text, upload, by)
    if question.state == QuestionState.OPEN:
        question.state = QuestionState.ANSWERED
        question.save(update_fields=["state"])
    _record(Event.QUESTION_ANSWERED, given, by, _filed(version))
    _tell(Event.QUESTION_ANSWERED, question, [question.organisation], by, unit=str(organisation))
    return given


@transaction.atomic
def correct(given: Answer, *, text: str, seen: int, by: User, upload: File | None = None) -> AnswerVersion:
    """A newer version; the older ones stay readable. Without a new file the one before stays with it. Whoever may have
    relied on it is told: the asker, the units that answered too, and all members where it settles the question."""
    given.question = _locked(given.question)
    given = Answer.objects.select_related("organisation", "question__cluster__authority").get(pk=given.pk)
    policy.may_correct(by, given).require()
    before = given.versions.select_related("file").order_by("-number")[0]
    if before.number != seen:
        told = _("A colleague corrected this answer while you were writing.")
        raise Stale(told, theirs={"text": before.text}, seen=before.number)
    version = _next_version(given, text, upload, by, before)
    _record(Event.ANSWER_CORRECTED, given, by, _filed(version))
    _tell(Event.ANSWER_CORRECTED, given.question, _relying(given), by, unit=str(given.organisation))
    return version


@transaction.atomic
def settle(given: Answer, *, by: User) -> Answer:
    """The asker says that this answer settles the question; the mark moves here from another one. What was corrected
    after it settled the question may be marked again."""
    question = _locked(given.question)
    given = Answer.objects.select_related("organisation", "question").get(pk=given.pk)
    policy.may_settle(by, question).require()
    newest = given.versions.order_by("-number").values_list("written_at", flat=True)[0]
    if given.settled_at and newest <= given.settled_at:
        raise Conflict(_("This answer settles the question already."))
    for other in question.answers.filter(settled_at__isnull=False):
        _mark(other, None, None)
    _mark(given, clock.now(), by)
    question.state = QuestionState.SETTLED
    question.save(update_fields=["state"])
    _record(Event.QUESTION_SETTLED, given, by, {})
    _tell(Event.QUESTION_SETTLED, question, [given.organisation], by, unit=str(question.organisation))
    return given


def _relying(given: Answer) -> list[Organisation]:
    question = given.question
    answered = [each.organisation for each in question.answers.select_related("organisation")]
    others = list(clusters.units_of(question.cluster)) if given.settled_at else []
    return [each for each in (question.organisation, *answered, *others) if each != given.organisation]


def _mark(given: Answer, at, by: User | None) -> None:
    given.settled_at, given.settled_by = at, by
    given.save(update_fields=["settled_at", "settled_by"])


def _next_version(
    given: Answer, text: str, upload: File | None, by: User, before: AnswerVersion | None = None
) -> AnswerVersion:
    if not text.strip():
        raise Invalid({"text": _("Write the answer.")})
    file = files.store(upload, by=by) if upload else before and before.file
    number = before.number + 1 if before else 1
    written = {"text": text.strip(), "file": file, "written_at": clock.now(), "written_by": by}
    return AnswerVersion.objects.create(answer=given, number=number, **written)


def _filed(version: AnswerVersion) -> dict[str, object]:
    named = {"file": version.file.original_name, "hash": version.file.sha256} if version.file else {}
    return {"version": version.number, **named}


def _refuse(
    cluster: Cluster, organisation: Organisation, title: str, text: str, addressee: Organisation | None
) -> None:
    problems = {}
    if not title.strip():
        problems["title"] = _("Say in short what the question is about.")
    if not text.strip():
        problems["text"] = _("Write the question.")
    if addressee and addressee == organisation:
        problems["addressee"] = _("Ask another member, or all of them.")
    elif addressee and not clusters.units_of(cluster).filter(pk=addressee.pk).exists():
        problems["addressee"] = _("{unit} is not a member today.").format(unit=addressee)
    if problems:
        raise Invalid(problems)


def _locked(question: Question) -> Question:
    related = ("cluster__authority", "organisation", "addressee")
    return Question.objects.select_for_update(of=("self",)).select_related(*related).get(pk=question.pk)


def _record(event: Event, given: Answer, by: User, after: dict) -> None:
    unit = given.organisation
    audit.record(event, given.question, by=by, after={"unit": unit.name, **after}, organisation_id=unit.pk)


def _tell(event: Event, question: Question, units, by: User, **values: str) -> None:
    people = exchange.people_of(units).exclude(pk=by.pk)
    notice.tell(
        event, question, to=people, path=reverse("question", args=[question.pk]), title=question.title, **values
    )
