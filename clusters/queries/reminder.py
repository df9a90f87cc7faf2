"""What falls due for whom: parts of reports, yearly reports and reports of periods that have not been sent in."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import clock
from clusters.enums import Phase, ReportedFor, Role
from clusters.models import (
    Criterion,
    Extension,
    Participant,
    Period,
    PeriodExtension,
    PeriodReport,
    PeriodSubmission,
    Reminder,
    Report,
    ReportPart,
    Result,
    Standing,
    Submission,
    User,
)
from clusters.models.period_report import SENT
from clusters.models.report import SENT_IN
from clusters.queries import deadline, period, period_deadline, post, report_part, terms
from clusters.queries.deadline import Deadline
from clusters.regulating import Terms
from clusters.regulating.kinds import MOST_DAYS

# Units are reminded while the year runs until verifying begins; then only those that were given more time.
ASKED_IN = (Phase.RUNNING, Phase.SELF_SCORING, Phase.CROSS_CHECKING)
STILL_IN = (*ASKED_IN, Phase.VERIFYING, Phase.MEETING)
ANY = Q()
OUR_END = "report__participant__season__ends_on"
People = Callable[[], Iterable[User]]


@dataclass(frozen=True)
class Due:
    """One thing that somebody still has to do. `since` is the day from which it was known with this due date; `own`
    are those who do it, `above` those who are told `above_after` days after the due day."""

    subject: str
    participant: Participant
    line: Deadline
    since: dt.date
    terms: Terms
    path: str
    name: Callable[[], str]
    own: People
    above: People
    above_after: int
    about: Any = field(compare=False)

    @property
    def due_on(self) -> dt.date:
        """In Vietnam."""
        assert self.line.asked_for is not None
        return self.line.asked_for.astimezone(clock.ZONE).date()

    @property
    def left(self) -> int:
        """Days until the due day, below zero after it."""
        return (self.due_on - clock.today()).days


def all_due() -> Iterator[Due]:
    """Everything that is due within the longest time of reminders, or was within the same time."""
    return (each for found in (parts(), reports(), periods()) for each in found if abs(each.left) <= MOST_DAYS)


def reminded() -> set[tuple[str, dt.date, int]]:
    """Of what has been spoken already: subject, due day, step; those of long ago are left out."""
    lately = Reminder.objects.filter(due_on__gte=clock.today() - dt.timedelta(days=MOST_DAYS))
    return set(lately.values_list("subject", "due_on", "step").distinct())


def again(due: Due) -> Due | None:
    """The same thing as it stands now; None where nobody has to do it any more."""
    if isinstance(due.about, ReportPart):
        found = parts(Q(pk=due.about.pk))
    elif isinstance(due.about, Report):
        found = reports(Q(pk=due.about.pk))
    else:
        found = periods(Q(pk=due.about.pk), Q(pk=due.participant.pk))
    return next(found, None)


def parts(which: Q = ANY) -> Iterator[Due]:
    """Parts of reports with a criterion without any figure, while the report is with its unit."""
    written = Result.objects.filter(report=OuterRef("reportpart__report"), criterion=OuterRef("criterion"))
    through = ReportPart.criteria.through.objects.filter(reportpart=OuterRef("pk"))
    standing = terms.standing("report__participant__season__cluster", clock.today(), OUR_END)
    found = ReportPart.objects.standing().filter(
        which,
        Exists(through.filter(~Exists(written.exclude(inputs={})))),
        report__state__in=report_part.IN_THE_UNITS_HANDS,
        report__participant__left_on__isnull=True,
        report__participant__season__phase__in=STILL_IN,
    )
    found = found.annotate(terms=standing).select_related(
        "assignee", "assigned_by", "report__participant__organisation", "report__participant__season__cluster"
    )
    return (_part(each) for each in found.prefetch_related("criteria").order_by("pk"))


def _part(part: Any) -> Due:
    unit = part.report.participant

    def name() -> str:
        codes = ", ".join(each.code for each in part.criteria.all())
        return _("Criteria {codes} in the report of {unit}").format(codes=codes, unit=unit)

    def holding(person: User) -> People:
        return lambda: post.people_of(unit.organisation).filter(pk=person.pk)

    return Due(
        subject=f"part:{part.pk}",
        participant=unit,
        line=Deadline(part.due_at),
        since=_day(part.assigned_at),
        terms=terms.read(part.terms),
        path=reverse("report-parts", args=[part.report_id]),
        name=name,
        own=holding(part.assignee),
        above=holding(part.assigned_by),
        above_after=1,
        about=part,
    )


def reports(which: Q = ANY) -> Iterator[Due]:
    """Reports of the year that have never been sent in and may still come."""
    latest = Extension.objects.standing().filter(participant=OuterRef("participant")).order_by("-until")
    sealed = Standing.objects.in_force().filter(season=OuterRef("participant__season"))
    found = deadline.annotated(Report.objects.filter(which))
    found = found.annotate(given_at=Subquery(latest.values("granted_at")[:1]))
    found = found.filter(
        Q(participant__season__phase__in=ASKED_IN) | Q(extended_until__gte=clock.now()),
        ~Exists(Submission.objects.filter(report=OuterRef("pk"))),
        ~Exists(sealed),
        due_at__isnull=False,
        participant__left_on__isnull=True,
        participant__season__phase__in=STILL_IN,
        participant__season__table__isnull=False,
    )
    found = found.exclude(state__in=SENT_IN).select_related("participant__organisation", "participant__season__cluster")
    grace = terms.Grace()
    return (_report(each, grace) for each in found.order_by("pk"))


def _report(report: Any, grace: terms.Grace) -> Due:
    unit, season = report.participant, report.participant.season
    return Due(
        subject=f"report:{report.pk}",
        participant=unit,
        line=Deadline.of(report.due_at, report.extended_until, report.due_terms, grace),
        since=_day(report.given_at) if report.given_at else season.starts_on,
        path=reverse("report-edit", args=[report.pk]),
        name=lambda: _("Report of {unit}, {season}").format(unit=unit, season=season),
        about=report,
        **_of_unit(unit, terms.read(report.due_terms)),
    )


def periods(which: Q = ANY, units: Q = ANY) -> Iterator[Due]:
    """Reports of open periods that units owe, that have never been sent in and may still come."""
    asked = Criterion.objects.filter(version=OuterRef("season__table"), reported=OuterRef("kind"))
    found = Period.objects.filter(
        which,
        Exists(asked),
        ~Exists(Standing.objects.in_force().filter(season=OuterRef("season"))),
        opens_on__lte=clock.today(),
        season__phase__in=STILL_IN,
        kind__in=ReportedFor.values,
    )
    standing = terms.standing("season__cluster", "due_at__date", "season__ends_on")
    for each in found.annotate(terms=standing).select_related("season__cluster").order_by("pk"):
        for unit in _owing(each, units):
            yield _period(each, unit)


def _owing(of: Any, units: Q) -> Iterator[Any]:
    same: dict[str, Any] = {"participant": OuterRef("pk"), "period": of.pk}
    longer = PeriodExtension.objects.standing().filter(**same).order_by("-until")
    came = PeriodSubmission.objects.filter(report__participant=OuterRef("pk"), report__period=of.pk)
    found = Participant.objects.staying().filter(units, ~Exists(came), season=of.season_id)
    found = found.exclude(Exists(PeriodReport.objects.filter(state__in=SENT, **same)))
    found = found.annotate(until=Subquery(longer.values("until")[:1]), given=Subquery(longer.values("granted_at")[:1]))
    for unit in found.select_related("organisation").order_by("pk"):
        unit.season = of.season
        extended = unit.until is not None and unit.until >= clock.now()
        if period_deadline.owes(unit, of) and (of.season.phase in ASKED_IN or extended):
            yield unit


def _period(of: Any, unit: Any) -> Due:
    def name() -> str:
        words = period.words(of.kind, of.number)
        return _("{period}, report of {unit}, {season}").format(period=words, unit=unit, season=of.season)

    return Due(
        subject=f"period:{of.pk}:{unit.pk}",
        participant=unit,
        line=period_deadline.of(of, unit.until),
        since=_day(unit.given) if unit.given else of.opens_on,
        path=reverse("period-sheet", args=[of.pk, unit.pk]),
        name=name,
        about=of,
        **_of_unit(unit, terms.read(of.terms)),
    )


def _of_unit(unit: Participant, stated: Terms) -> dict[str, Any]:
    """The officers do it; where there is none, the leader. The leader is told when it is overdue."""

    def officers() -> Iterable[User]:
        return list(post.people_of(unit.organisation, [Role.OFFICER])) or leaders()

    def leaders() -> Iterable[User]:
        return list(post.people_of(unit.organisation, [Role.LEADER]))

    return {"terms": stated, "own": officers, "above": leaders, "above_after": stated.remind_leader_after.value}


def _day(moment: dt.datetime) -> dt.date:
    return moment.astimezone(clock.ZONE).date()
