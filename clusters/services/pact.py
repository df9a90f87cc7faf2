"""The pact: drafted, promised, agreed, signed. What has been agreed is a frozen text with its hash."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, canonical, clock
from clusters.enums import Comparison, Event, PactState, Phase, Provenance, phase_reached
from clusters.errors import Conflict, Invalid, Stale
from clusters.models import CommonTarget, Criterion, Pact, Participant, Signature, Target, User
from clusters.policies import pact as policy
from clusters.queries import pact as queries
from clusters.queries import post
from clusters.services import fact as facts
from clusters.services import notice


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

    @property
    def said(self) -> tuple:
        return (self.text, self.comparison, self.value, self.unit_of_measure)

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
    mark: str = Provenance.ENTERED,
    source: str = "",
) -> Pact:
    """Write the draft. What stays word for word keeps the mark of its source; what is new takes the mark given."""
    pact = _locked(pact)
    policy.may_change_pact(by, pact).require()
    _refuse_stale(pact, seen)
    _refuse_bare_numbers(common_targets)
    before = {"theme": pact.theme, "contents": pact.contents}
    if before != {"theme": theme, "contents": contents}:
        pact.mark, pact.source = mark, source
    pact.theme, pact.contents, pact.version = theme, contents, pact.version + 1
    pact.save(update_fields=["theme", "contents", "version", "mark", "source"])
    _write_common_targets(pact, common_targets)
    after = {"theme": theme, "contents": contents, "common_targets": [line.text for line in common_targets]}
    audit.record(Event.PACT_CHANGED, pact, by=by, before=before, after=after)
    return pact


@transaction.atomic
def set_targets(
    participant: Participant,
    values: Mapping[Criterion, Decimal | None],
    *,
    by: User,
    seen: Mapping[int, int],
    mark: str = Provenance.ENTERED,
    source: str = "",
) -> list[Target]:
    """What one unit promises; None takes a promise back. `seen` maps criteria to versions, 0 for no target yet.

    Only what differs is written; a target that a colleague changed meanwhile is Stale and nothing is written.
    """
    pact = _locked(participant.season.pact)
    participant = Participant.objects.select_related("season__cluster", "organisation").get(pk=participant.pk)
    policy.may_set_targets(by, participant, pact).require()
    standing = {target.criterion_id: target for target in participant.targets.all()}
    changed = {c: v for c, v in values.items() if v != (standing[c.pk].value if c.pk in standing else None)}
    _refuse_foreign(changed, pact)
    _refuse_stale_targets(changed, standing, seen)
    for criterion, value in changed.items():
        _write_target(participant, criterion, value, standing.get(criterion.pk), mark, source)
    if changed:
        _record_targets(pact, participant, changed, standing, by)
    return list(participant.targets.all())


@transaction.atomic
def agree(pact: Pact, *, by: User) -> Pact:
    """Freeze the text with its hash and ask every member to sign it."""
    pact = _locked(pact)
    policy.may_agree_pact(by, pact).require()
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
    """The unit's leader signs the text whose hash they saw. With the last signature the pact is signed."""
    pact = _locked(pact)
    participant = Participant.objects.select_related("season__cluster", "organisation").get(pk=participant.pk)
    if participant.season_id != pact.season_id:
        raise Conflict(_("{unit} does not take part in this year.").format(unit=participant))
    policy.may_sign_pact(by, pact, participant).require()
    if seen != pact.frozen_hash:
        raise Conflict(_("The text has changed since you opened it. Read it again, then sign."))
    signature = Signature.objects.create(
        pact=pact, participant=participant, text_hash=pact.frozen_hash, signed_at=clock.now(), signed_by=by
    )
    after, unit = {"unit": str(participant), "hash": pact.frozen_hash}, participant.organisation_id
    audit.record(Event.PACT_SIGNED, pact, by=by, after=after, organisation_id=unit)
    _tell(Event.PACT_SIGNED, pact, post.people_at_the_head(pact.season), unit=str(participant))
    if phase_reached(pact.season.phase, Phase.RUNNING):
        facts.push_signatures(pact, [(participant, True)], by=by)
    if all(each.signature for each in queries.signatories(pact)):
        _complete(pact, by)
    return signature


def _record_targets(
    pact: Pact,
    participant: Participant,
    changed: Mapping[Criterion, Decimal | None],
    standing: Mapping[int, Target],
    by: User,
) -> None:
    before = {c.code: _text(standing[c.pk].value) if c.pk in standing else None for c in changed}
    after = {c.code: _text(v) for c, v in changed.items()}
    unit = participant.organisation_id
    audit.record(Event.PACT_TARGETS_SET, pact, by=by, before=before, after=after, organisation_id=unit)


def _complete(pact: Pact, by: User) -> None:
    _move(pact, PactState.SIGNED, [])
    audit.record(Event.PACT_COMPLETED, pact, by=by, after={"hash": pact.frozen_hash})
    _tell(Event.PACT_COMPLETED, pact, post.people_of_season(pact.season))


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
    theirs: dict[str, object] = {"theme": pact.theme, "contents": pact.contents, "common_targets": "\n".join(standing)}
    raise Stale(_("A colleague changed the pact while you were writing."), theirs=theirs, seen=pact.version)


def _refuse_bare_numbers(lines: Sequence[CommonTargetLine]) -> None:
    for number, line in enumerate(lines, start=1):
        if line.value is not None and not line.unit_of_measure:
            sentence = _("Common target {number}: say what the value is counted in (%, flags, …).")
            raise Invalid({"common_targets": sentence.format(number=number)})


def _write_common_targets(pact: Pact, lines: Sequence[CommonTargetLine]) -> None:
    old = {(t.text, t.comparison, t.value, t.unit_of_measure): t for t in pact.common_targets.all()}
    fresh = []
    for position, line in enumerate(lines, start=1):
        kept = old.get(line.said)
        fresh.append(
            CommonTarget(
                pact=pact,
                position=position,
                text=line.text,
                text_en=line.text_en or (kept.text_en if kept else ""),
                comparison=line.comparison,
                value=line.value,
                unit_of_measure=line.unit_of_measure,
                mark=kept.mark if kept else line.mark,
                source=kept.source if kept else line.source,
            )
        )
    pact.common_targets.all().delete()
    CommonTarget.objects.bulk_create(fresh)


def _refuse_foreign(values: Mapping[Criterion, Decimal | None], pact: Pact) -> None:
    known = {criterion.pk for criterion in queries.criteria(pact)}
    for criterion, value in values.items():
        if criterion.pk not in known:
            raise Invalid({criterion.code: _("{code} takes no target.").format(code=criterion.code)})
        if value is not None and value < 0:
            raise Invalid({criterion.code: _("{code}: a target is not negative.").format(code=criterion.code)})


def _refuse_stale_targets(
    changed: Mapping[Criterion, Decimal | None], standing: Mapping[int, Target], seen: Mapping[int, int]
) -> None:
    versions = {pk: target.version for pk, target in standing.items()}
    theirs: dict[str, object] = {
        str(c.pk): standing[c.pk].value if c.pk in standing else None
        for c in changed
        if versions.get(c.pk, 0) != seen.get(c.pk, 0)
    }
    if theirs:
        raise Stale(_("A colleague changed these targets while you were writing."), theirs=theirs, seen=versions)


def _write_target(
    participant: Participant, criterion: Criterion, value: Decimal | None, old: Target | None, mark: str, source: str
) -> None:
    if value is None and old is not None:
        old.delete()
    elif old is not None and value is not None:
        old.value, old.version, old.mark, old.source = value, old.version + 1, mark, source
        old.save(update_fields=["value", "version", "mark", "source"])
    elif value is not None:
        Target.objects.create(participant=participant, criterion=criterion, value=value, mark=mark, source=source)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"
