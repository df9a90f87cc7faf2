"""What a draft of the operating regulations asks: comments of the members, answers and the meeting of the head."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import clock
from emulation.queries.board import Year
from emulation.queries.task.values import Task


def tasks(year: Year) -> Iterator[Task]:
    """For the newest open year of a cluster that has a draft out for comments."""
    version: Any = year.regulation
    if version is None:
        return
    if year.own and version.silent and clock.today() <= version.comments_until:
        what = _("Comment on the draft of the operating regulations")
        yield _task(year, "comment_regulation", what, _("Read and comment"), due=_end_of(version.comments_until))
    if year.stands_at_the_head and version.unanswered:
        what = _("Comments on the operating regulations without an answer: {count}").format(count=version.unanswered)
        yield _task(year, "answer_regulation", what, _("Answer the comments"))
    elif year.stands_at_the_head and clock.today() > version.comments_until:
        what = _("Every comment is answered: have the meeting adopt the operating regulations")
        yield _task(year, "adopt_regulation", what, _("Open the draft"))


def _task(year: Year, kind: str, what: str, verb: str, **more: Any) -> Task:
    version: Any = year.regulation
    url = reverse("regulation-version", args=[version.pk])
    return Task(kind, what, url, verb, season=str(version.regulation), mark=version.mark, **more)


def _end_of(day: dt.date) -> dt.datetime:
    """The last minute of the day, for the day itself still counts."""
    return clock.moment(day.year, day.month, day.day, 23, 59)
