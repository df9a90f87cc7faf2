"""Criteria of a report that a person's unit has given them to fill in."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from clusters.queries import report_part as parts
from emulation.queries.task.values import Task


def tasks(user) -> Iterator[Task]:
    """One line for each part with a criterion without any figure; one query."""
    for part in parts.waiting_for(user):
        unit = part.report.participant
        yield Task(
            "fill_part",
            _("Fill in the criteria that your unit gave you"),
            reverse("report-parts", args=[part.report_id]),
            _("See the criteria"),
            unit=str(unit),
            season=str(unit.season),
            due=part.due_at,
            note=part.note,
            mark=unit.season.mark,
        )
