"""A unit's part in the common targets: saved as far as it is known, never over what a colleague wrote."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from clusters import audit
from clusters.enums import Event, Measure, Provenance
from clusters.errors import Invalid, Stale
from clusters.models import CommonTarget, Pact, Participant, Pledge, User
from clusters.policies import pledge as policy
from clusters.queries import pledge as queries


class Part(NamedTuple):
    """What a unit pledges: `value` of `out_of` for a share; 1 or 0 for having it."""

    value: Decimal
    out_of: Decimal | None = None


@transaction.atomic
def set_pledges(
    participant: Participant,
    values: Mapping[CommonTarget, Part | None],
    *,
    by: User,
    seen: Mapping[int, int],
    mark: str = Provenance.ENTERED,
    source: str = "",
) -> list[Pledge]:
    """None takes a pledge back; only what differs is written. `seen` maps common targets to versions, 0 for no pledge
    yet: what a colleague changed meanwhile is Stale, and nothing is written."""
    pact = _locked(participant)
    participant = Participant.objects.select_related("season__cluster", "organisation").get(pk=participant.pk)
    policy.may_pledge(by, participant, pact).require()
    standing = {pledge.common_target_id: pledge for pledge in participant.pledges.all()}
    changed = {target: part for target, part in values.items() if part != _part(standing.get(target.pk))}
    _refuse_stale(changed, standing, seen)
    _refuse(
        pact, {**{pk: _part(each) for pk, each in standing.items()}, **{t.pk: p for t, p in changed.items()}}, changed
    )
    for target, part in changed.items():
        _write(participant, target, part, standing.get(target.pk), mark, source)
    if changed:
        _record(pact, participant, changed, standing, by)
    return list(participant.pledges.all())


def _record(
    pact: Pact,
    participant: Participant,
    changed: Mapping[CommonTarget, Part | None],
    standing: Mapping[int, Pledge],
    by: User,
) -> None:
    before = {each.text: _text(_part(standing.get(each.pk))) for each in changed}
    after = {each.text: _text(part) for each, part in changed.items()}
    unit = participant.organisation_id
    audit.record(Event.PACT_PLEDGED, pact, by=by, before=before, after=after, organisation_id=unit)


def _locked(participant: Participant) -> Pact:
    related = ("season__cluster__authority",)
    locked = Pact.objects.select_for_update(of=("self",)).select_related(*related)
    return locked.get(season=participant.season_id)


def _part(pledge: Pledge | None) -> Part | None:
    return Part(pledge.value, pledge.out_of) if pledge else None


def _refuse_stale(
    changed: Mapping[CommonTarget, Part | None], standing: Mapping[int, Pledge], seen: Mapping[int, int]
) -> None:
    versions = {pk: pledge.version for pk, pledge in standing.items()}
    theirs: dict[str, object] = {
        str(each.pk): _text(_part(standing.get(each.pk)))
        for each in changed
        if versions.get(each.pk, 0) != seen.get(each.pk, 0)
    }
    if theirs:
        raise Stale(_("A colleague changed these pledges while you were writing."), theirs=theirs, seen=versions)


def _refuse(pact: Pact, parts: Mapping[int, Part | None], changed: Mapping[CommonTarget, Part | None]) -> None:
    """Each problem under the pk of its target; `parts` is how it would stand afterwards."""
    targets = list(pact.common_targets.order_by("position"))
    above = queries.wholes(targets)
    touched = {each.pk for each in changed}
    problems: dict[str, str] = {}
    for each in targets:
        part, whole = parts.get(each.pk), above.get(each.pk)
        if part is not None and (each.pk in touched or (whole and whole.pk in touched)):
            problem = _problem(each, part, whole, parts.get(whole.pk) if whole else None)
            problems |= {str(each.pk): problem} if problem else {}
    if touched - {each.pk for each in targets}:
        problems["__all__"] = _("This target is no longer in the pact. Open the page again.")
    if problems:
        raise Invalid(problems)


def _problem(target: CommonTarget, part: Part, whole: CommonTarget | None, above: Part | None) -> str:
    if not target.measure:
        return _("The units pledge nothing for this target.")
    if whole is not None:
        return _problem_of_part(part, whole, above)
    if target.measure == Measure.SHARE:
        return _problem_of_share(part)
    if part.out_of is not None or part.value < 0:
        return _("Give one number, not negative.")
    if target.measure == Measure.RANK and (part.value < 1 or part.value != part.value.to_integral_value()):
        return _("A rank is a whole number from 1 on.")
    if target.measure == Measure.UNITS and part.value not in (0, 1):
        return _("Answer yes or no.")
    return ""


def _problem_of_share(part: Part) -> str:
    if part.out_of is None:
        return _("Say out of how many.")
    if part.out_of <= 0:
        return _("A share is out of at least one. Leave both fields empty where your unit has none.")
    if not 0 <= part.value <= part.out_of:
        return _("The part is at most the whole.")
    return ""


def _problem_of_part(part: Part, whole: CommonTarget, above: Part | None) -> str:
    if above is None:
        return _("Pledge “{target}” first: this is a part of it.").format(target=whole.text)
    if part.out_of is not None or not 0 <= part.value <= above.value:
        return _("At most as many as pledged for “{target}”.").format(target=whole.text)
    return ""


def _write(
    participant: Participant, target: CommonTarget, part: Part | None, old: Pledge | None, mark: str, source: str
) -> None:
    if part is None and old is not None:
        old.delete()
    elif part is not None and old is not None:
        old.value, old.out_of, old.version, old.mark, old.source = *part, old.version + 1, mark, source
        old.save(update_fields=["value", "out_of", "version", "mark", "source"])
    elif part is not None:
        said = {"value": part.value, "out_of": part.out_of, "mark": mark, "source": source}
        Pledge.objects.create(common_target=target, participant=participant, **said)


def _text(part: Part | None) -> str | None:
    if part is None:
        return None
    numbers = [part.value] if part.out_of is None else [part.value, part.out_of]
    return "/".join(f"{each.normalize():f}" for each in numbers)
