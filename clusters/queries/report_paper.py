"""What the report says as an official paper: frozen once it is sent in, before that as it stands, as a draft."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from clusters.models import Report, Submission
from clusters.models.report import OPEN_TO_OTHERS
from clusters.queries import letterhead as letterheads
from clusters.queries import scoring as scores
from clusters.queries import submission as submissions
from clusters.queries.letterhead import Letterhead

Line = Mapping[str, Any]


@dataclass(frozen=True)
class Paper:
    """`content` is as `submissions.content_of` makes it; of a draft `submission` is None.

    `letter` is what stands at its head and its end besides: of what was sent, as it was then.
    """

    content: Mapping[str, Any]
    submission: Submission | None
    letter: Letterhead

    @property
    def is_draft(self) -> bool:
        return self.submission is None

    @property
    def sent_at(self) -> dt.datetime | None:
        return self.submission.submitted_at if self.submission else None


def of_report(report: Report) -> Paper:
    """The last sending while it counts; once a returned report is being mended it is a draft again."""
    sent = _sent(report)
    if sent:
        sent.report = report
        return Paper(sent.content, sent, letterheads.of_submission(sent))
    letter = letterheads.now(report)._replace(signatory="", position="", for_head=False)
    return Paper(submissions.content_of(report, scores.sheet_of(report)), None, letter)


def _sent(report: Report) -> Submission | None:
    if report.state not in OPEN_TO_OTHERS:
        return None
    return report.submissions.order_by("-submitted_at", "-pk").first()


def sections(lines: Sequence[Line]) -> Iterator[tuple[Line | None, list[Line]]]:
    """Each topmost group with the lines below it; None for leaves that stand in no group."""
    head, below = None, list[Line]()
    for line in lines:
        if line["is_group"] and not (head and str(line["code"]).startswith(f"{head['code']}.")):
            if head or below:
                yield head, below
            head, below = line, []
        else:
            below.append(line)
    if head or below:
        yield head, below
