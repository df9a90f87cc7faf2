"""What other members, or the authority, ask of a unit's people: a reply by a day, an answer, to read a document."""

from collections.abc import Iterator

from django.db.models import Case, CharField, DateField, Exists, F, OuterRef, QuerySet, Value, When
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import clock
from clusters.enums import InformationReplyState, QuestionState
from clusters.models import Answer, InformationReply, Question
from clusters.queries import document as documents
from clusters.queries import exchange
from emulation.queries.task.values import Task

NO_DAY = Cast(Value(None), DateField())


def tasks(user) -> Iterator[Task]:
    """One line for each thing that waits for the person's own unit, or of documents for the person; one query."""
    found = _named("request-reply", _replies(user), of="request__")
    found = found.union(_named("question", _questions(user)), _named("document", _documents(user)), all=True)
    for each in found.order_by("due", "page", "pk"):
        yield _task(**each)


def _task(*, page: str, pk: int, due, unit: str, said: str, marked: str) -> Task:
    kind, what, verb = {
        "request-reply": ("reply_information", _("Reply to a request for information"), _("Reply")),
        "question": ("answer_question", _("Answer a question asked of your unit"), _("Answer")),
        "document": ("read_document", _("Read a document of the library and confirm it"), _("Open the document")),
    }[page]
    until = clock.moment(due.year, due.month, due.day, 23, 59) if due else None
    return Task(kind, what, reverse(page, args=[pk]), verb, unit=unit, due=until, note=said, mark=marked)


def _named(page: str, found: QuerySet, of: str = "") -> QuerySet:
    """The same columns in the same order for each part of the union; `of` leads to what has the title."""
    said = {"page": Value(page, CharField()), "said": F(f"{of}title"), "marked": F(f"{of}mark")}
    return found.order_by().values("pk", "due", "unit", **said)


def _replies(user) -> QuerySet:
    """Open requests that wait for the reply of the unit."""
    waiting = {"state": InformationReplyState.WAITING, "request__closed_at__isnull": True}
    found = InformationReply.objects.filter(exchange.spoken_for(user, "organisation"), **waiting)
    return found.annotate(due=F("request__due_on"), unit=F("organisation__name"))


def _questions(user) -> QuerySet:
    """Questions asked of the unit by name that it has not answered, until the asker calls them settled."""
    said = Answer.objects.filter(exchange.spoken_for(user, "organisation"), question=OuterRef("pk"))
    found = Question.objects.filter(exchange.spoken_for(user, "addressee"), ~Exists(said))
    return found.exclude(state=QuestionState.SETTLED).annotate(due=NO_DAY, unit=F("addressee__name"))


def _documents(user) -> QuerySet:
    """What must be read, in its newest version; without a day for whoever came only after it."""
    found = documents.listed(user).filter(read_by__isnull=False, is_asked=True, has_read=False)
    day = Case(When(in_time=True, then=F("read_by")), default=None, output_field=DateField())
    return found.annotate(due=day, unit=F("cluster__name"))
