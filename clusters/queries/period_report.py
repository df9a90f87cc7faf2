"""What the pages of a period's report show: the lines that the table asks for it, and where it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Case, Count, Exists, F, OuterRef, QuerySet, Subquery, Value, When
from django.utils import translation
from django.utils.translation import gettext as _

from clusters import scoring
from clusters.enums import Blank, PeriodReportState, Role
from clusters.models import (
    Criterion,
    Participant,
    Period,
    PeriodEvidence,
    PeriodReport,
    PeriodSubmission,
    Season,
    Standing,
    Succession,
)
from clusters.queries import evidence_file as library
from clusters.queries import period as periods
from clusters.queries import period_deadline as deadline
from clusters.queries import scoring as scores
from clusters.queries.report import ReportLine
from clusters.scoring import Line, deriving
from clusters.scoring.values import ZERO
from clusters.steps import Step, StepStatus

OF_UNIT = ("organisation", "season__cluster__authority", "season__table__table")
RELATED = (*(f"participant__{name}" for name in OF_UNIT), "period", "signed_by", "accepted_by")
NOTHING_YET = Line(ZERO)


@dataclass(frozen=True)
class PeriodLine(ReportLine):
    """One criterion that is asked for a period, or a group that it stands in; a period gives no points."""

    gives_points = False

    @property
    def is_asked(self) -> bool:
        return self.rule is not None and not self.is_group

    @cached_property
    def lacking(self) -> list[str]:
        """The labels of what is not entered yet."""
        given = self.inputs
        if self.rule is None or deriving.is_given(self.rule.type, self.rule.parameters, given):
            return []
        return [one.label for one in self.rule.inputs if one.required and given.get(one.name) is None]

    @property
    def answer(self) -> str:
        """The figures in words, or why there are none."""
        return str(Blank(self.blank).label) if self.blank else self.shown

    @property
    def derivation(self) -> str:
        """How the year follows, in words."""
        return str(self.criterion.get_derived_display()) if self.criterion.derived else ""

    @property
    def consequence(self) -> str:
        """How the year follows."""
        return f"{_('Figure of the year')}: {self.derivation}" if self.derivation else ""

    @property
    def lacks_evidence(self) -> bool:
        """As of the year; where nothing was to be reported there is nothing to prove."""
        return not self.blank and super().lacks_evidence


class Place(NamedTuple):
    """Where a report stands, be it begun or not: the keys of the unit in its year, and of the period."""

    participant: int
    period: int


def for_page(user) -> QuerySet[PeriodReport]:
    """Visible ones with everything that policies and pages read."""
    return _read(PeriodReport.objects.visible_to(user), user)


def to_read(user) -> QuerySet[PeriodReport]:
    """The same for the page of a report; `takes_down` where the person is an official of the authority, who takes files
    down."""
    runs = Succession.objects.held_by(user, [Role.OFFICIAL])
    runs = runs.filter(ancestor=OuterRef("participant__season__cluster__authority"))
    return for_page(user).annotate(takes_down=Exists(runs))


def _read(reports: QuerySet[PeriodReport], user) -> QuerySet[PeriodReport]:
    """`own_to` is the key of the person where it is the report of their unit; `is_asked`: the table asks figures for
    the period; `has_come`: it was sent in before, be it returned since."""
    known = _known(user, OuterRef("participant"), "participant__season", OuterRef("period__kind"))
    until = deadline.extended_until(OuterRef("participant"), OuterRef("period"))
    has_come = Exists(PeriodSubmission.objects.filter(report=OuterRef("pk")))
    return reports.annotate(**known, has_come=has_come, extended_until=until).select_related(*RELATED)


def _known(user, unit: Any, season: str, kind: Any) -> dict[str, Any]:
    own = Exists(Participant.objects.of(user).filter(pk=unit))
    asked = Criterion.objects.filter(version=OuterRef(f"{season}__table"), reported=kind)
    return {
        "own_to": Case(When(own, then=Value(user.pk))),
        "is_sealed": Exists(Standing.objects.in_force().filter(season=OuterRef(season))),
        "is_asked": Exists(asked),
    }


def at(place: Place, user) -> PeriodReport:
    """The report of a unit whose year the person may see, be it begun or not.

    Raises Participant.DoesNotExist or Period.DoesNotExist where there is none for this person.
    """
    seen = Exists(Participant.objects.visible_to(user).filter(pk=OuterRef("participant")))
    of_year = {"period__season": F("participant__season")}
    begun = PeriodReport.objects.filter(seen, participant=place.participant, period=place.period, **of_year)
    return _read(begun, user).first() or not_begun(place, user)


def not_begun(place: Place, user) -> PeriodReport:
    """The same, where nobody has begun it: it is not stored yet, and knows as much."""
    kind = Period.objects.filter(pk=place.period).values("kind")[:1]
    known = _known(user, OuterRef("pk"), "season", Subquery(kind))
    until = deadline.extended_until(OuterRef("pk"), place.period)
    unit = units_for_deed(user).annotate(**known, extended_until=until).get(pk=place.participant)
    report = PeriodReport(participant=unit, period=Period.objects.get(pk=place.period, season=unit.season_id))
    told = {name: getattr(unit, name) for name in (*known, "extended_until")} | {"has_come": False}
    for name, value in told.items():
        setattr(report, name, value)
    return report


def units_for_deed(user) -> QuerySet[Participant]:
    """Participants whose season the person may see, with what policies read."""
    return Participant.objects.visible_to(user).select_related(*OF_UNIT)


def of(participant: Participant, period: Period, rows: QuerySet[PeriodReport] | None = None) -> PeriodReport:
    """The report as it stands, read from `rows`; one that nobody has begun is not stored yet."""
    rows = PeriodReport.objects.all() if rows is None else rows
    found = rows.filter(participant=participant, period=period).select_related("signed_by", "accepted_by").first()
    report = found or PeriodReport(participant=participant, period=period)
    report.participant, report.period = participant, period
    return report


def name(report: PeriodReport) -> str:
    """As people call it: the unit and the period."""
    return f"{report.participant} – {periods.words(report.period.kind, report.period.number)}"


def lines_of(report: PeriodReport, *, promised: bool = True) -> list[PeriodLine]:
    """The criteria that the period asks for and the groups that they stand in, in table order; four queries, one less
    where nobody looks at what was `promised`."""
    asked = _with_groups(report.participant.season, report.period.kind)
    results = {each.criterion_id: each for each in _results(report)}
    targets = {each.criterion_id: each for each in report.participant.targets.all()} if promised else {}
    proofs = _proofs(report)
    depths: dict[int | None, int] = {None: -1}
    lines = []
    for each in asked:
        depths[each.pk] = depths.get(each.parent_id, -1) + 1
        place = (each, depths[each.pk], scores.rule_of(each), NOTHING_YET)
        found = (targets.get(each.pk), results.get(each.pk), proofs.get(each.pk, ()))
        lines.append(PeriodLine(*place, *found))
    return lines


def _results(report: PeriodReport) -> Iterable[Any]:
    return report.results.select_related("updated_by") if report.pk else ()


def _proofs(report: PeriodReport) -> dict[int, list[PeriodEvidence]]:
    """By the criterion's pk."""
    found: dict[int, list[PeriodEvidence]] = {}
    rows = report.evidence.standing().select_related("file__stored", "added_by").order_by("pk") if report.pk else ()
    for each in rows:
        found.setdefault(each.criterion_id, []).append(each)
    return found


def _with_groups(season: Season, kind: str) -> list[Criterion]:
    criteria = {c.pk: c for c in Criterion.objects.filter(version=season.table_id).order_by("position", "pk")}
    kept = set()
    for each in criteria.values():
        at = each if each.reported == kind and each.rule_type else None
        while at is not None and at.pk not in kept:
            kept.add(at.pk)
            at = criteria.get(at.parent_id) if at.parent_id else None
    return [each for pk, each in criteria.items() if pk in kept]


def asked_kinds(season: Season) -> set[str]:
    """For which kinds of periods the table of the year asks anything; one query."""
    asked = Criterion.objects.filter(version=season.table_id).exclude(rule_type="").exclude(reported="")
    return set(asked.values_list("reported", flat=True))


def undecided() -> QuerySet[Any]:
    """Of an outer participant: how many reports it has sent in that nobody has accepted or returned."""
    waiting = PeriodReport.objects.filter(participant=OuterRef("pk"), state=PeriodReportState.SUBMITTED).order_by()
    return waiting.values("participant").annotate(n=Count("pk")).values("n")


def steps(report: PeriodReport) -> list[Step]:
    """Draft, signed off where the period asks for it or it was, submitted, accepted; a return is a note on the first
    step."""
    signed = [PeriodReportState.SIGNED] if report.period.asks_signature or report.signed_at else []
    order = [PeriodReportState.DRAFT, *signed, PeriodReportState.SUBMITTED, PeriodReportState.ACCEPTED]
    state = PeriodReportState.DRAFT if report.state == PeriodReportState.RETURNED else PeriodReportState(report.state)
    at, done = order.index(state), state == PeriodReportState.ACCEPTED
    status = [
        StepStatus.DONE if i < at or done else StepStatus.CURRENT if i == at else StepStatus.TODO
        for i in range(len(order))
    ]
    note = _("returned: being mended") if report.return_reason else ""
    return [Step(s.label, each, note if not i else "") for i, (s, each) in enumerate(zip(order, status, strict=True))]


def content_of(report: PeriodReport, lines: Iterable[PeriodLine], **heading: Any) -> dict[str, Any]:
    """What is frozen when it is sent, as plain JSON: decimals are strings, texts stand in both languages."""
    period = report.period
    names: Mapping[str, Any] = {
        "unit": str(report.participant),
        "season": str(report.participant.season),
        "period": {"kind": period.kind, "number": period.number},
        "table": report.participant.season.table_id,
    }
    return {**heading, **names, "lines": [_frozen(line) for line in lines]}


def _said(line: PeriodLine, language: str) -> str:
    with translation.override(language):
        return "" if line.is_group else line.answer


def _frozen(line: PeriodLine) -> dict[str, Any]:
    result, criterion = line.result, line.criterion
    return {
        "criterion": criterion.pk,
        "code": criterion.code,
        "text": criterion.text,
        "text_en": criterion.text_en,
        "is_group": line.is_group,
        "unit_of_measure": line.unit,
        "inputs": scoring.as_json(line.inputs),
        "said": _said(line, "vi"),
        "said_en": _said(line, "en"),
        "note": result.note if result else "",
        "version": result.version if result else 0,
        **({"blank": line.blank} if line.blank else {}),
        **({"evidence": [library.frozen(proof) for proof in line.evidence]} if line.evidence else {}),
    }
