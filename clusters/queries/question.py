"""What the list and the page of a question show."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from clusters import vietnamese
from clusters.enums import QuestionState
from clusters.models import Answer, AnswerVersion, Question, User
from clusters.policies import question as policy
from clusters.queries import exchange
from clusters.queries.trail import trail
from clusters.registers import Order, Register, by_position
from clusters.tables import Cell, Column, Row, Table


def listed(
    user: User, *, year=None, authority=None, cluster=None, unit: str = "", words: str = "", state: str = ""
) -> QuerySet[Question]:
    """Those the person may see, the newest first; each word stands in the question or in one of its answers, the unit
    asked or answered."""
    wanted = {"asked_at__year": year, "cluster__authority": authority, "cluster": cluster, "state": state}
    found = Question.objects.visible_to(user).filter(**{name: value for name, value in wanted.items() if value})
    if unit:
        answered = Answer.objects.filter(question=OuterRef("pk"), organisation__search_key__contains=unit)
        found = found.filter(Q(organisation__search_key__contains=unit) | Q(Exists(answered)))
    for word in vietnamese.search_key(words).split():
        said = AnswerVersion.objects.newest().filter(answer__question=OuterRef("pk"), search_key__contains=word)
        found = found.filter(Q(search_key__contains=word) | Q(Exists(said)))
    return _related(found).order_by("-asked_at", "-pk")


def _related(found: QuerySet[Question]) -> QuerySet[Question]:
    return found.select_related("cluster__authority", "organisation", "addressee").annotate(given=Count("answers"))


def choices(user: User, asked: str = "") -> dict[str, Any]:
    """What the filter of the list offers."""
    found = Question.objects.visible_to(user)
    return exchange.choices(
        user, found, [each.year for each in found.datetimes("asked_at", "year", order="DESC")], asked
    )


def register(found: QuerySet[Question]) -> Register:
    """One row for each question."""
    orders: dict[str, Order] = {
        "title": "sort_key",
        "state": by_position("state", QuestionState.values),
        "unit": "organisation__sort_key",
        "cluster": "cluster__sort_key",
        "at": "asked_at",
        "answers": "given",
    }
    return Register(found, table, orders)


def table(found: Iterable[Any]) -> Table:
    """Of questions at hand, each with `given`."""
    columns = [
        Column("title", _("Question"), "link", spot="name"),
        Column("state", _("State"), "state", spot="mark"),
        Column("unit", _("Asked by"), spot="line"),
        Column("of", _("Asked of"), spot="line"),
        Column("cluster", _("Cluster or block"), spot="line"),
        Column("at", _("Asked at"), "moment"),
        Column("answers", _("Answers"), "number"),
    ]
    rows = [_row(each) for each in found]
    return Table("questions", _("Questions and answers"), columns, rows, empty=_("No question fits these filters."))


def _row(each: Any) -> Row:
    title = Cell(each.title, url=reverse("question", args=[each.pk]), mark=each.mark, source=each.source)
    state, of = (
        Cell(each.state, text=each.get_state_display()),
        str(each.addressee or pgettext("question", "all members")),
    )
    return Row([title, state, str(each.organisation), of, str(each.cluster), each.asked_at, each.given])


def for_page(user: User) -> QuerySet[Question]:
    """Visible ones with what the page names."""
    return _related(Question.objects.visible_to(user)).select_related("asked_by")


def answers(question: Question, user: User) -> list[Any]:
    """The one that settles it first, then in the order in which they came; `now` is the newest version of each, and
    `changed_since` says that it was written after the answer settled the question."""
    versions = AnswerVersion.objects.select_related("file", "written_by").order_by("-number")
    found = question.answers.select_related("organisation").prefetch_related(Prefetch("versions", versions, "all"))
    own = exchange.spoken_for(user, "organisation")
    given: list[Any] = list(found.annotate(own=own).order_by("pk"))
    for each in given:
        each.now, *each.before = each.all
        each.changed_since = bool(each.settled_at and each.now.written_at > each.settled_at)
    return sorted(given, key=lambda each: each.settled_at is None)


def earlier(given: Iterable[Any]) -> Table:
    """What the answers said before they were corrected."""
    columns = [
        Column("unit", _("Unit"), spot="name"),
        Column("number", _("Version"), "number", spot="mark"),
        Column("text", _("Answer"), sortable=False, spot="line"),
        Column("file", _("File"), "link", sortable=False, spot="line"),
        Column("at", pgettext("answer", "Written at"), "moment"),
    ]
    rows = [_version(each, version) for each in given for version in each.before]
    return Table("earlier", _("Earlier versions of the answers"), columns, rows, sort_key="earlier-sort")


def _version(given: Answer, version: AnswerVersion) -> Row:
    return Row([str(given.organisation), version.number, version.text, file_cell(version), version.written_at])


def file_cell(version: AnswerVersion) -> Cell:
    """A link to the file, where there is one."""
    if version.file is None:
        return Cell(None)
    return Cell(version.file.original_name, url=reverse("answer-file", args=[version.pk]))


def page(question: Question, user: User) -> dict[str, Any]:
    """Everything on the page of one question."""
    given = answers(question, user)
    return {
        "question": question,
        "answers": given,
        "earlier": earlier(given),
        "may_answer": policy.may_answer(user, question),
        "may_settle": policy.may_settle(user, question),
        # Uncut: whoever sees the question sees all its answers, in every version.
        "entries": trail(question),
    }
