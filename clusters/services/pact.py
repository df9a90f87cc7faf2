"""The pact: drafted, promised, agreed, signed. What has been agreed is a frozen text with its hash."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, canonical, clock, targeting
from clusters.enums import Comparison, Event, Measure, PactState, Provenance
from clusters.errors import Conflict, Invalid, Stale
from clusters.models import CommonTarget, Criterion, Pact, Participant, Pledge, Signature, Target, User
from clusters.policies import pact as policy
from clusters.queries import pact as queries
from clusters.queries import post
from clusters.queries import target as kinds
from clusters.queries.signing_place import Place
from clusters.services import notice
from clusters.services import signature as signatures

Promises = Mapping[Criterion, targeting.Promise | None]
# Two targets never stand in one place, not even while they change places.
OUT_OF_THE_WAY = 1000


@dataclass(frozen=True)
class CommonTargetLine:
    """A common target as typed: '> 95 % advanced collectives' is the text, more_than, 95 and '%'."""

    text: str
    comparison: str = Comparison.AT_LEAST
    value: Decimal | None = None
    unit_of_measure: str = ""
    text_en: str = ""
    mark: str = Provenance.ENTERED
    source: str = ""
    measure: str = ""
    is_part: bool = False

    @property
    def said(self) -> tuple:
        return (self.text, self.comparison, self.value, self.unit_of_measure, self.measure, self.is_part)

    def __str__(self) -> str:
        return queries.in_words(self)


@transaction.atomic
def change(
    pact: Pact,
    *,
    theme: str,
    contents: str,
    common_targets: Sequence[CommonTargetLine],
    by: User,
    seen: int,
    witness_body: str = "",
    mark: str = Provenance.ENTERED,
    source: str = "",
) -> Pact:
    """Write the draft; of `witness_body`, where it is not empty, a witness signs too. What stays word for word keeps
    the mark of its source; what is new takes the mark given."""
    pact = _locked(pact)
    policy.may_change_pact(by, pact).require()
    _refuse_stale(pact, seen)
    _refuse_bare_numbers(common_targets)
    text = {"theme": theme, "contents": contents, "witness_body": witness_body}
    before = {name: getattr(pact, name) for name in text}
    _rewrite(pact, text, mark, source)
    lost = _write_common_targets(pact, common_targets)
    after = {**text, "common_targets": [line.text for line in common_targets], **lost}
    audit.record(Event.PACT_CHANGED, pact, by=by, before=before, after=after)
    return pact


@transaction.atomic
def set_targets(
    participant: Participant,
    values: Mapping[Criterion, kinds.Promised],
    *,
    by: User,
    seen: Mapping[int, int],
    mark: str = Provenance.ENTERED,
    source: str = "",
) -> list[Target]:
    """What one unit promises; a bare figure is in the criterion's own unit of measure, None takes a promise back.
    `seen` maps criteria to versions, 0 for no target yet. Only what differs is written; a target that a colleague
    changed meanwhile is Stale and nothing is written."""
    pact = _locked(participant.season.pact)
    participant = Participant.objects.select_related("season__cluster", "organisation").get(pk=participant.pk)
    policy.may_set_targets(by, participant, pact).require()
    standing = {target.criterion_id: target for target in participant.targets.all()}
    promised = _promised(values, pact)
    before = {criterion: _standing(standing.get(criterion.pk)) for criterion in promised}
    changed = {c: promise for c, promise in promised.items() if promise != before[c]}
    _refuse_stale_targets(changed, standing, seen)
    for criterion, promise in changed.items():
        _write_target(participant, criterion, promise, standing.get(criterion.pk), mark, source)
    if changed:
        _record_targets(pact, participant, {c: before[c] for c in changed}, changed, by)
    return list(participant.targets.all())


@transaction.atomic
def agree(pact: Pact, *, by: User, seen: str = "") -> Pact:
    """Freeze the text with its hash and ask every member to sign it. `seen` is the stamp of the draft that the person
    had before them: where something changed since, nothing is agreed (Conflict)."""
    pact = _locked(pact)
    policy.may_agree_pact(by, pact).require()
    if seen and seen != queries.stamp(pact):
        raise Conflict(_("The draft has changed since you opened it. Read it again, then agree it."))
    pact.frozen_text = queries.wording(pact)
    pact.frozen_hash = canonical.sha256(pact.frozen_text)
    pact.agreed_at, pact.agreed_by = clock.now(), by
    _move(pact, PactState.SIGNING, ["frozen_text", "frozen_hash", "agreed_at", "agreed_by"])
    audit.record(Event.PACT_AGREED, pact, by=by, after={"hash": pact.frozen_hash})
    _tell(Event.PACT_AGREED, pact, post.people_of_season(pact.season))
    return pact


@transaction.atomic
def reopen(pact: Pact, *, reason: str, by: User) -> Pact:
    """Back to drafting. Signatures stay as rows for the text they were given to, and no longer count."""
    pact = _locked(pact)
    policy.may_reopen_pact(by, pact).require()
    if not reason.strip():
        raise Invalid({"reason": _("Say why the pact is reopened.")})
    before = {"hash": pact.frozen_hash}
    pact.frozen_text, pact.frozen_hash, pact.agreed_at, pact.agreed_by = "", "", None, None
    pact.version += 1
    _move(pact, PactState.DRAFT, ["frozen_text", "frozen_hash", "agreed_at", "agreed_by", "version"])
    audit.record(Event.PACT_REOPENED, pact, by=by, before=before, reason=reason)
    _tell(Event.PACT_REOPENED, pact, post.people_of_season(pact.season), reason=reason)
    return pact


@transaction.atomic
def sign(pact: Pact, participant: Participant, *, by: User, seen: str) -> Signature:
    """The unit's leader signs on the page the text whose hash they saw."""
    return signatures.sign(Place(pact, participant), by=by, seen=seen)


def _rewrite(pact: Pact, text: Mapping[str, str], mark: str, source: str) -> None:
    if (pact.theme, pact.contents) != (text["theme"], text["contents"]):
        pact.mark, pact.source = mark, source
    for name, value in text.items():
        setattr(pact, name, value)
    pact.version += 1
    pact.save(update_fields=[*text, "version", "mark", "source"])


def _record_targets(pact: Pact, participant: Participant, before: Promises, after: Promises, by: User) -> None:
    said = [{criterion.code: _text(promise) for criterion, promise in each.items()} for each in (before, after)]
    unit = participant.organisation_id
    audit.record(Event.PACT_TARGETS_SET, pact, by=by, before=said[0], after=said[1], organisation_id=unit)


def _locked(pact: Pact) -> Pact:
    related = ("season__cluster__authority",)
    return Pact.objects.select_for_update(of=("self",)).select_related(*related).get(pk=pact.pk)


def _move(pact: Pact, state: PactState, fields: list[str]) -> None:
    pact.state = state
    pact.save(update_fields=["state", *fields])


def _tell(event: Event, pact: Pact, people, **values: str) -> None:
    path = reverse("pact", args=[pact.season_id])
    notice.tell(event, pact, to=people, path=path, season=str(pact.season), **values)


def _refuse_stale(pact: Pact, seen: int) -> None:
    if pact.version == seen:
        return
    standing = [queries.in_words(target) for target in pact.common_targets.order_by("position")]
    theirs: dict[str, object] = {"theme": pact.theme, "contents": pact.contents, "witness_body": pact.witness_body}
    theirs["common_targets"] = "\n".join(standing)
    raise Stale(_("A colleague changed the pact while you were writing."), theirs=theirs, seen=pact.version)


def _refuse_bare_numbers(lines: Sequence[CommonTargetLine]) -> None:
    for number, line in enumerate(lines, start=1):
        if line.value is not None and not line.unit_of_measure:
            sentence = _("Common target {number}: say what the value is counted in (%, flags, …).")
            raise Invalid({"common_targets": sentence.format(number=number)})
    _refuse_upside_down(lines)
    _refuse_loose_parts(lines)


def _refuse_upside_down(lines: Sequence[CommonTargetLine]) -> None:
    """Among the first ten is "at most 10": said the other way round, the worst rank would meet it."""
    for number, line in enumerate(lines, start=1):
        upwards = line.comparison in (Comparison.AT_LEAST, Comparison.MORE_THAN)
        if line.measure == Measure.RANK and line.value is not None and upwards:
            sentence = _("Common target {number}: of ranks the lower is better. Among the first ten is “at most 10”.")
            raise Invalid({"common_targets": sentence.format(number=number)})


def _refuse_loose_parts(lines: Sequence[CommonTargetLine]) -> None:
    """An “of which” stands below the share that it is a part of."""
    above = False
    for number, line in enumerate(lines, start=1):
        if line.is_part and not (above and line.measure == Measure.SHARE):
            sentence = _("Common target {number}: a part stands right below the share that it belongs to, as a share.")
            raise Invalid({"common_targets": sentence.format(number=number)})
        above = line.measure == Measure.SHARE


def _write_common_targets(pact: Pact, lines: Sequence[CommonTargetLine]) -> dict[str, int]:
    """A target that keeps its words and its measure keeps what was pledged for it; gives how many pledges went."""
    old = {each.text: each for each in pact.common_targets.order_by("position")}
    kept: dict[str, CommonTarget | None] = {line.text: old[line.text] for line in lines if line.text in old}
    keep = [each.pk for each in old.values() if _keeps_pledges(each, lines)]
    lost, _by_model = Pledge.objects.filter(common_target__pact=pact).exclude(common_target__in=keep).delete()
    pact.common_targets.exclude(pk__in=[each.pk for each in kept.values() if each]).delete()
    pact.common_targets.update(position=F("position") + OUT_OF_THE_WAY)
    for position, line in enumerate(lines, start=1):
        _write_common_target(kept.pop(line.text, None) or CommonTarget(pact=pact), position, line)
    return {"pledges_taken_away": lost} if lost else {}


def _keeps_pledges(target: CommonTarget, lines: Sequence[CommonTargetLine]) -> bool:
    same = next((line for line in lines if line.text == target.text), None)
    return same is not None and (same.measure, same.is_part) == (target.measure, target.is_part)


def _write_common_target(target: CommonTarget, position: int, line: CommonTargetLine) -> None:
    """What stays as it was said keeps its mark, its source and its English."""
    said = (target.text, target.comparison, target.value, target.unit_of_measure, target.measure, target.is_part)
    if said != line.said:
        target.mark, target.source = line.mark, line.source
    target.text_en = line.text_en or (target.text_en if target.text == line.text else "")
    target.text, target.comparison, target.value = line.text, line.comparison, line.value
    target.unit_of_measure, target.measure, target.is_part = line.unit_of_measure, line.measure, line.is_part
    target.position = position
    target.save()


def _promised(values: Mapping[Criterion, kinds.Promised], pact: Pact) -> Promises:
    """All that stands in the way of a promise is said at once."""
    asked = queries.asked_of(pact)
    problems = kinds.problems_of(values, asked)
    if problems:
        raise Invalid(problems)
    return kinds.promises_of(values, asked)


def _standing(target: Target | None) -> targeting.Promise | None:
    return target.promise if target else None


def _refuse_stale_targets(changed: Promises, standing: Mapping[int, Target], seen: Mapping[int, int]) -> None:
    versions = {pk: target.version for pk, target in standing.items()}
    theirs: dict[str, object] = {
        str(c.pk): _standing(standing.get(c.pk)) for c in changed if versions.get(c.pk, 0) != seen.get(c.pk, 0)
    }
    if theirs:
        raise Stale(_("A colleague changed these targets while you were writing."), theirs=theirs, seen=versions)


def _write_target(
    participant: Participant,
    criterion: Criterion,
    promise: targeting.Promise | None,
    old: Target | None,
    mark: str,
    source: str,
) -> None:
    if promise is None:
        if old is not None:
            old.delete()
        return
    kind, value, unit, numerator, denominator = promise
    said = {"kind": kind, "value": value, "unit_of_measure": unit, "numerator": numerator, "denominator": denominator}
    said |= {"mark": mark, "source": source, "version": old.version + 1 if old else 1}
    if old is None:
        Target.objects.create(participant=participant, criterion=criterion, **said)
        return
    for name, each in said.items():
        setattr(old, name, each)
    old.save(update_fields=list(said))


def _text(promise: targeting.Promise | None) -> str | None:
    """The same in every language: 191/200, 12 mô hình, 1 for yes."""
    if promise is None:
        return None
    figures = promise.pair or [promise.value]
    return f"{'/'.join(f'{each.normalize():f}' for each in figures)} {promise.unit}".rstrip()
