"""What is known of a unit's year: entered by people, or pushed down by whatever part of the system knows it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import Event, FactKind, Phase, Supplier, phase_reached
from clusters.errors import Invalid, Stale
from clusters.models import Criterion, Fact, Organisation, Pact, Participant, Report, Season, User
from clusters.policies import fact as policy
from clusters.queries import deadline
from clusters.queries import fact as queries
from clusters.services import lock, recomputation

OF_REPORT = "report:"


@dataclass(frozen=True)
class Known:
    """One fact to be written; what it follows from is named in `source` (report:12) or in a person's words."""

    participant: Participant
    kind: str
    value: Decimal
    source: str
    note: str = ""


@transaction.atomic
def record(
    participant: Participant, kind: str, value: Decimal, source: str, *, by: User, note: str = "", seen: str = ""
) -> Fact:
    """A person enters a fact, or corrects it by recording it again from the same source; 0 takes it back.

    `seen` is the `queries.fact.stamp` of the fact that they had before them; Stale carries a colleague's since.
    """
    season = _locked(participant.season)
    participant = season.participants.select_related("organisation").get(pk=participant.pk)
    participant.season = season
    policy.may_record_fact(by, participant, kind).require()
    known = Known(participant, kind, value, source.strip(), note.strip())
    standing = _standing(known)
    _refuse_stale(standing, seen)
    _refuse_unsound(known, standing)
    fact = _write(known, standing, by)
    _follow(season, [fact.kind], by)
    return fact


@transaction.atomic
def record_none(season: Season, kind: str, source: str, *, by: User, note: str = "") -> list[Fact]:
    """A person enters 0 for all their units of which nothing of this kind is known yet."""
    season = _locked(season)
    policy.may_record_any(by, season).require()
    policy.may_be_entered(kind).require()
    units = queries.recorded_by(by, season).exclude(facts__kind=kind)
    found = [Known(each, kind, Decimal(0), source.strip(), note.strip()) for each in units]
    for known in found:
        _refuse_unsound(known, None)
    return _write_all(season, found, by)


@transaction.atomic
def push(season: Season, found: Iterable[Known], *, by: User) -> list[Fact]:
    """Write what a part of the system knows, in the transaction in which it comes to know it.

    Once the ranking is sealed nothing is written: it rests on what was known then, and the deed that the fact would
    follow from is on its own trail with its moment. So nobody's deed fails because a year is over.
    """
    season = _locked(season)
    if not policy.may_still_record(season):
        return []
    return _write_all(season, found, by)


@transaction.atomic
def push_signatures(pact: Pact, found: Iterable[tuple[Participant, bool]], *, by: User) -> list[Fact]:
    """Who has signed the pact and who has not, once the time for it is over."""
    kind, source = FactKind.PACT_NOT_SIGNED, f"pact:{pact.pk}"
    return push(pact.season, [Known(each, kind, Decimal(not signed), source) for each, signed in found], by=by)


@transaction.atomic
def push_award(unit: Organisation, source: str, *, on: dt.date, note: str, by: User) -> list[Fact]:
    """An award held by a decision of that day: one more in each of the unit's years that can still count it."""
    counting = queries.counting_awards(unit, on)
    known = [Known(each, FactKind.AWARDS_HELD, Decimal(1), source, note) for each in counting]
    return [fact for one in known for fact in push(one.participant.season, [one], by=by)]


@transaction.atomic
def gather(season: Season, *, by: User) -> list[Fact]:
    """What is known already of the units of a year that opens: whoever keeps it is named at the roof (`FACT_KEEPERS`)
    and is asked for what counts in the year. Gathering again changes nothing."""
    found = [known for keeper in settings.FACT_KEEPERS for known in import_string(keeper)(season)]
    return push(season, found, by=by)


@transaction.atomic
def gather_for(heir: Organisation, *, by: User) -> list[Fact]:
    """The same for the years that still count what the body has just taken over from others."""
    years = Season.objects.filter(pk__in=queries.still_counting(heir).values("season")).order_by("pk")
    return [fact for season in years for fact in gather(season, by=by)]


@transaction.atomic
def push_lateness(season: Season, *, by: User) -> list[Fact]:
    """Whose report came or is late, by the time that stands now; where it was extended, what was known is taken back.

    Of a unit that has sent nothing and still has time, nothing is known; nor before reports are asked for.
    """
    if not phase_reached(season.phase, Phase.SELF_SCORING):
        return []
    told = Fact.objects.filter(
        participant__season=season, kind=FactKind.REPORTS_LATE, value__gt=0, source__startswith=OF_REPORT
    )
    blamed = set(told.values_list("participant", flat=True))
    found = [
        known_lateness(each.report, each.is_late or False)
        for each in deadline.lateness(season)
        if each.is_late is not None or each.report.participant_id in blamed
    ]
    return push(season, found, by=by)


def known_lateness(report: Report, is_late: bool) -> Known:
    """What the sending of one report says."""
    return Known(report.participant, FactKind.REPORTS_LATE, Decimal(is_late), f"{OF_REPORT}{report.pk}")


def _locked(season: Season) -> Season:
    """The year's lock stands for its facts: sealing holds it too."""
    return lock.season(season, "table", no_key=True)


def _standing(known: Known) -> Fact | None:
    found = Fact.objects.filter(participant=known.participant, kind=known.kind, source=known.source)
    return found.select_related("recorded_by").first()


def _write_all(season: Season, found: Iterable[Known], by: User) -> list[Fact]:
    facts = [_write(known, _standing(known), by) for known in found]
    _follow(season, {fact.kind for fact in facts}, by)
    return facts


def _follow(season: Season, kinds: Iterable[str], by: User) -> None:
    """Points of reports that were sent in follow where a criterion of the table is made of these facts."""
    fed = Criterion.objects.filter(version=season.table_id, supplier=Supplier.SYSTEM, fact__in=kinds)
    if season.table_id and fed.exists():
        recomputation.recompute(season, by=by, cause=Event.FACT_RECORDED)


def _write(known: Known, standing: Fact | None, by: User) -> Fact:
    if standing and (standing.value, standing.note) == (known.value, known.note):
        return standing
    said: dict[str, Any] = {"value": known.value, "note": known.note, "recorded_at": clock.now(), "recorded_by": by}
    where: dict[str, Any] = {"participant": known.participant, "kind": known.kind, "source": known.source}
    fact, _created = Fact.objects.update_or_create(**where, defaults=said)
    unit = known.participant.organisation.name
    after = {"unit": unit, "kind": str(known.kind), **_said(known), **_in_words(known)}
    before = _said(standing) if standing else {}
    audit.record(Event.FACT_RECORDED, known.participant, by=by, before=before, after=after)
    return fact


def _said(one: Known | Fact) -> dict[str, str]:
    return {"value": f"{queries.bare(one.value):f}", **({"note": one.note} if one.note else {})}


def _in_words(known: Known) -> dict[str, str]:
    """What a person says the fact rests on; the system's own sources are names of rows."""
    return {} if queries.is_named_by_system(known.source) else {"source": known.source}


def _refuse_unsound(known: Known, standing: Fact | None) -> None:
    problems = {}
    if not known.source or queries.is_named_by_system(known.source):
        problems["source"] = _("Say what this rests on: a paper with its number and day, or a meeting with its day.")
    if known.value < 0:
        problems["value"] = _("A fact is never less than 0.")
    elif known.kind == FactKind.TARGETS_MISSED_SHARE and known.value > 100:
        problems["value"] = _("A share is at most 100 per cent.")
    elif known.kind != FactKind.TARGETS_MISSED_SHARE and known.value != known.value.to_integral_value():
        problems["value"] = _("Enter a whole number.")
    if standing and standing.value != known.value and not known.note:
        problems["note"] = _("Say why the recorded value changes.")
    if problems:
        raise Invalid(problems)


def _refuse_stale(standing: Fact | None, seen: str) -> None:
    if standing and queries.stamp(standing) != seen:
        sentence = _("This is recorded from the same source already. Compare both values and record yours again.")
        raise Stale(sentence, theirs={"fact": standing}, seen=queries.stamp(standing))
