"""The cluster's points, beside the self-score and never over it."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from clusters import audit, clock, numbers
from clusters.enums import Event, ScoreKind
from clusters.errors import Invalid, Stale
from clusters.models import Criterion, Report, Score, User
from clusters.policies import assessment as policy
from clusters.queries import scoring as scores
from clusters.queries.assessment import Leaf

Given = Mapping[Criterion, tuple[Decimal, str]]


@transaction.atomic
def score(report: Report, given: Given, *, by: User, seen: Mapping[int, int]) -> Report:
    """Give points with the reason where they differ from the self-score; what stands already is left alone.

    `seen` holds, by criterion, the version that the person had before them; 0 or nothing for a line without points.
    """
    report = _locked(report)
    policy.may_score_report(by, report).require()
    return _write(report, given, by, seen)


@transaction.atomic
def correct(report: Report, given: Given, *, by: User) -> Report:
    """Mend points of a sealed ranking, in the transaction that seals it again (`standing.seal_again`)."""
    report = _locked(report)
    policy.may_correct_points(by, report).require()
    seen = {pk: row.version for pk, row in _scores(report, ScoreKind.HEAD).items()}
    return _write(report, given, by, seen)


@transaction.atomic
def accept_self_scores(report: Report, *, by: User) -> Report:
    """Give every line that still waits for the cluster's points its self-score; one whose self-score was computed
    again after it had been confirmed waits, too."""
    report = _locked(report)
    policy.may_accept_self_scores(by, report).require()
    selfs, heads = _scores(report, ScoreKind.SELF), _scores(report, ScoreKind.HEAD)
    waiting = {own.criterion: (own.points, "") for pk, own in selfs.items() if _waits(own, heads.get(pk))}
    for criterion, value in waiting.items():
        _give(report, criterion, value, selfs[criterion.pk], heads.get(criterion.pk), by)
    audit.record(Event.ASSESSMENT_SCORED, report, by=by, before=_before(waiting, heads), after=_after(waiting))
    return report


def _locked(report: Report) -> Report:
    locked = Report.objects.select_for_update(of=("self",))
    return locked.select_related("participant__organisation", "participant__season__cluster__authority").get(
        pk=report.pk
    )


def _write(report: Report, given: Given, by: User, seen: Mapping[int, int]) -> Report:
    selfs, heads = _scores(report, ScoreKind.SELF), _scores(report, ScoreKind.HEAD)
    given = {each: v for each, v in given.items() if not _stands(each, v, selfs.get(each.pk), heads.get(each.pk))}
    _refuse_unsound(report, given, selfs)
    _refuse_stale(given, heads, seen)
    before = _before(given, heads)
    for criterion, value in given.items():
        _give(report, criterion, value, selfs.get(criterion.pk), heads.get(criterion.pk), by)
    if given:
        audit.record(Event.ASSESSMENT_SCORED, report, by=by, before=before, after=_after(given))
    return report


def _scores(report: Report, kind: str) -> dict[int, Score]:
    rows = Score.objects.filter(report=report, kind=kind).select_related("criterion", "scored_by")
    return {row.criterion_id: row for row in rows.order_by("criterion__position")}


def _stands(criterion: Criterion, value: tuple[Decimal, str], own: Score | None, head: Score | None) -> bool:
    """Whether the cluster gave just this already."""
    if head is None:
        return False
    return (*value, _effect(criterion, value[0], own)) == (head.points, head.note, head.effect)


def _waits(own: Score, head: Score | None) -> bool:
    return head is None or not Leaf(own.criterion, own, head).is_verified


def _give(
    report: Report, criterion: Criterion, value: tuple[Decimal, str], own: Score | None, row: Score | None, by: User
) -> None:
    if row is None:
        row = Score(report=report, criterion=criterion, kind=ScoreKind.HEAD, version=0)
    row.points, row.note = value
    row.effect, row.scored_at, row.scored_by = _effect(criterion, row.points, own), clock.now(), by
    row.version += 1
    row.save(update_fields=["points", "effect", "note", "version", "scored_at", "scored_by"] if row.pk else None)


def _effect(criterion: Criterion, points: Decimal, own: Score | None) -> str:
    """The unit's own answer decides where the points are the same; else what the rule means by them."""
    return own.effect if own is not None and own.points == points else scores.effect_of(criterion, points)


def _refuse_unsound(report: Report, given: Given, selfs: Mapping[int, Score]) -> None:
    problems: dict[str, str] = {}
    for criterion, (points, note) in given.items():
        own = selfs.get(criterion.pk)
        problem = _problem(report, criterion, points, own.points if own else None)
        if problem:
            problems[f"points_{criterion.pk}"] = problem
        elif (own is None or points != own.points) and not note:
            problems[f"note_{criterion.pk}"] = _(
                "{code}: the points differ from the self-score; write the reason."
            ).format(code=criterion.code)
    if problems:
        raise Invalid(problems)


def _problem(report: Report, criterion: Criterion, points: Decimal, own: Decimal | None) -> str:
    """Within 0 and the maximum (or a self-score above it) and on the table's step."""
    table = report.participant.season.table
    if table is None or criterion.version_id != table.pk or not criterion.rule_type:
        return _("{code} is not a line of this year's table that takes points.").format(code=criterion.code)
    most = max(criterion.max_points, own or Decimal(0))
    if not 0 <= points <= most:
        return _("{code}: give points between 0 and {most}.").format(code=criterion.code, most=numbers.format(most))
    if points % table.step and points not in (own, criterion.max_points):
        return _("{code}: give points in steps of {step}.").format(code=criterion.code, step=numbers.format(table.step))
    return ""


def _refuse_stale(given: Given, heads: Mapping[int, Score], seen: Mapping[int, int]) -> None:
    versions = {pk: row.version for pk, row in heads.items()}
    disputed = {each for each in given if each.pk in versions and versions[each.pk] != seen.get(each.pk, 0)}
    if not disputed:
        return
    theirs: dict[str, object] = {}
    for criterion in sorted(disputed, key=lambda each: each.position):
        row = heads[criterion.pk]
        theirs |= {f"points_{criterion.pk}": row.points, f"note_{criterion.pk}": row.note}
    raise Stale(
        _("A colleague gave points while you were writing. Both versions stand below; save again to keep yours."),
        theirs=theirs,
        seen={**seen, **{each.pk: versions[each.pk] for each in disputed}},
    )


def _before(given: Given, heads: Mapping[int, Score]) -> dict:
    rows = {each.code: heads[each.pk] for each in given if each.pk in heads}
    notes = {code: row.note for code, row in rows.items() if row.note}
    return _said({code: _text(row.points) for code, row in rows.items()}, notes)


def _after(given: Given) -> dict:
    notes = {each.code: note for each, (_points, note) in given.items() if note}
    return _said({each.code: _text(points) for each, (points, _note) in given.items()}, notes)


def _said(points: dict[str, str], notes: dict[str, str]) -> dict:
    return {"points": points, **({"note": notes} if notes else {})}


def _text(points: Decimal) -> str:
    return f"{points.normalize():f}"
