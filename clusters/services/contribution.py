"""Contributions to a cluster's costs: planned, paid, spent, taken back. Money is whole đồng.

The lock of the year stands for its whole account.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, clock, numbers
from clusters.enums import Event
from clusters.errors import Conflict, Invalid, Stale
from clusters.models import Contribution, ContributionPlan, ContributionShare, Expense, Participant, Season, User
from clusters.policies import contribution as policy
from clusters.queries import post
from clusters.services import file as files
from clusters.services import lock, notice

PLANNED = ("basis", "amount", "due_on")


@transaction.atomic
def set_plan(
    season: Season, said: Mapping[str, Any], own: Mapping[Participant, int], *, by: User, seen: int, **provenance: str
) -> ContributionPlan:
    """`PLANNED`, and own amounts of units that do not pay what the others pay; `seen` is the version, 0 for none."""
    season = lock.season(season)
    policy.may_plan_contributions(by, season).require()
    standing = ContributionPlan.objects.filter(season=season).first()
    _refuse_stale(standing, seen)
    _refuse_plan(season, said, own)
    before = _plain(standing) if standing else {}
    values = {name: said[name] for name in PLANNED} | {"version": seen + 1, **provenance}
    plan, _made = ContributionPlan.objects.update_or_create(season=season, defaults=values)
    plan.shares.all().delete()
    ContributionShare.objects.bulk_create(
        ContributionShare(plan=plan, participant=unit, amount=amount) for unit, amount in own.items()
    )
    audit.record(Event.CONTRIBUTION_PLANNED, plan, by=by, before=before, after=_plain(plan))
    told = {"amount": numbers.format(plan.amount, language="vi"), "day": f"{plan.due_on:%d/%m/%Y}"}
    _tell(Event.CONTRIBUTION_PLANNED, plan, post.people_of_season(season), **told)
    return plan


@transaction.atomic
def record_payment(
    participant: Participant, *, amount: int, paid_on: dt.date, by: User, note: str = "", upload: File | None = None
) -> Contribution:
    """A unit has paid; its people are told."""
    season = lock.season(participant.season)
    policy.may_keep_account(by, season).require()
    _refuse_entry(amount, paid_on, "paid_on")
    said = {"amount": amount, "paid_on": paid_on, "note": note.strip(), "file": _stored(upload, by)}
    made = Contribution.objects.create(participant=participant, **said, recorded_at=clock.now(), recorded_by=by)
    after = {"unit": participant.organisation.name, "amount": amount, "on": paid_on.isoformat(), **_filed(made)}
    _record(Event.CONTRIBUTION_RECORDED, season, by, after, unit=participant.organisation_id)
    people = post.people_of(participant.organisation)
    told = {"unit": str(participant), "amount": numbers.format(amount, language="vi")}
    _tell(Event.CONTRIBUTION_RECORDED, season.contribution_plan, people, **told)
    return made


@transaction.atomic
def give_back(
    participant: Participant, *, amount: int, paid_on: dt.date, reason: str, by: User, upload: File | None = None
) -> Contribution:
    """Money goes back to a unit that left or paid too much: a line below zero with the reason, no more than it paid."""
    season = lock.season(participant.season)
    policy.may_keep_account(by, season).require()
    _refuse_entry(amount, paid_on, "paid_on")
    if not reason.strip():
        raise Invalid({"reason": _("Say why the money is returned.")})
    _refuse_beyond(participant, amount)
    said = {"amount": -amount, "paid_on": paid_on, "reason": reason.strip(), "file": _stored(upload, by)}
    made = Contribution.objects.create(participant=participant, **said, recorded_at=clock.now(), recorded_by=by)
    unit = participant.organisation
    after = {"unit": unit.name, "amount": -amount, "on": paid_on.isoformat(), **_filed(made)}
    _record(Event.CONTRIBUTION_RETURNED, season, by, after, reason=made.reason, unit=unit.pk)
    told = {"unit": str(unit), "amount": numbers.format(amount, language="vi"), "reason": made.reason}
    _tell(Event.CONTRIBUTION_RETURNED, season.contribution_plan, post.people_of(unit), **told)
    return made


@transaction.atomic
def record_expense(
    season: Season,
    *,
    amount: int,
    spent_on: dt.date,
    purpose: str,
    text: str,
    by: User,
    note: str = "",
    upload: File | None = None,
) -> Expense:
    """Something was paid from the common money."""
    season = lock.season(season)
    policy.may_keep_account(by, season).require()
    _refuse_entry(amount, spent_on, "spent_on")
    if not text.strip():
        raise Invalid({"text": _("Say what it was spent on.")})
    said = {"amount": amount, "spent_on": spent_on, "purpose": purpose, "text": text.strip(), "note": note.strip()}
    stamp = {"recorded_at": clock.now(), "recorded_by": by, "file": _stored(upload, by)}
    made = Expense.objects.create(season=season, **said, **stamp)
    after = {"what_for": made.text, "purpose": purpose, "amount": amount, "on": spent_on.isoformat(), **_filed(made)}
    _record(Event.EXPENSE_RECORDED, season, by, after)
    return made


@transaction.atomic
def take_back_payment(entry: Contribution, *, reason: str, by: User) -> Contribution:
    """A payment recorded by mistake: a line of the same amount below zero names it and says why."""
    season = lock.season(entry.participant.season)
    entry = Contribution.objects.select_related("participant__organisation", "corrected_by").get(pk=entry.pk)
    _require_back(by, season, entry, reason)
    _refuse_beyond(entry.participant, entry.amount, "reason")
    kept = {"participant": entry.participant, "paid_on": entry.paid_on}
    made = Contribution.objects.create(**kept, **_opposite(entry, reason, by))
    unit = entry.participant.organisation
    after = {"unit": unit.name, "amount": made.amount, "on": entry.paid_on.isoformat()}
    _record(Event.CONTRIBUTION_TAKEN_BACK, season, by, after, reason=made.reason, unit=unit.pk)
    told = {"unit": str(unit), "amount": numbers.format(entry.amount, language="vi"), "reason": made.reason}
    _tell(Event.CONTRIBUTION_TAKEN_BACK, season.contribution_plan, post.people_of(unit), **told)
    return made


@transaction.atomic
def take_back_expense(entry: Expense, *, reason: str, by: User) -> Expense:
    """An expense recorded by mistake, likewise."""
    season = lock.season(entry.season)
    entry = Expense.objects.select_related("corrected_by").get(pk=entry.pk)
    _require_back(by, season, entry, reason)
    kept = {"season": season, "spent_on": entry.spent_on, "purpose": entry.purpose, "text": entry.text}
    made = Expense.objects.create(**kept, **_opposite(entry, reason, by))
    after = {"what_for": made.text, "purpose": made.purpose, "amount": made.amount, "on": entry.spent_on.isoformat()}
    _record(Event.EXPENSE_TAKEN_BACK, season, by, after, reason=made.reason)
    return made


def _refuse_beyond(participant: Participant, amount: int, field: str = "amount") -> None:
    """Nothing that a unit has not paid goes back to it."""
    paid = participant.contributions.aggregate(paid=Sum("amount"))["paid"] or 0
    if amount > paid:
        told = _("Of what {unit} paid, {paid} đồng are here. No more can be returned or taken back.")
        raise Invalid({field: told.format(unit=participant, paid=numbers.format(paid))})


def _require_back(by: User, season: Season, entry: Contribution | Expense, reason: str) -> None:
    policy.may_take_back(by, season, entry).require()
    if not reason.strip():
        raise Invalid({"reason": _("Say what was wrong.")})


def _opposite(entry: Contribution | Expense, reason: str, by: User) -> dict[str, Any]:
    stamp = {"recorded_at": clock.now(), "recorded_by": by}
    return {"amount": -entry.amount, "corrects": entry, "reason": reason.strip(), **stamp}


def _stored(upload: File | None, by: User):
    return files.store(upload, by=by) if upload else None


def _filed(entry: Contribution | Expense) -> dict[str, str]:
    return {"file": entry.file.original_name, "hash": entry.file.sha256} if entry.file else {}


def _record(event: Event, season: Season, by: User, after: dict, *, reason: str = "", unit: int | None = None) -> None:
    audit.record(event, season.contribution_plan, by=by, after=after, reason=reason, organisation_id=unit)


def _tell(event: Event, plan: ContributionPlan, people, **values: str) -> None:
    path = reverse("season-contributions", args=[plan.season_id])
    notice.tell(event, plan, to=people, path=path, season=str(plan.season), **values)


def _plain(plan: ContributionPlan) -> dict[str, Any]:
    shares = plan.shares.select_related("participant__organisation").order_by("participant__organisation__sort_key")
    own = {each.participant.organisation.name: each.amount for each in shares}
    return {"basis": plan.basis, "amount": plan.amount, "due_on": plan.due_on.isoformat(), "own": own}


def _refuse_stale(standing: ContributionPlan | None, seen: int) -> None:
    now = standing.version if standing else 0
    if now != seen:
        theirs: dict[str, object] = {name: getattr(standing, name) for name in PLANNED} if standing else {}
        raise Stale(_("A colleague set the plan meanwhile."), theirs=theirs, seen=now)


def _refuse_plan(season: Season, said: Mapping[str, Any], own: Mapping[Participant, int]) -> None:
    if any(unit.season_id != season.pk for unit in own):
        raise Conflict(_("A unit does not take part in this year."))
    problems = {}
    if not str(said.get("basis") or "").strip():
        problems["basis"] = _("Say on what it rests: the regulations, a decision of the meeting.")
    if said.get("amount") is None or said["amount"] < 0 or any(amount < 0 for amount in own.values()):
        problems["amount"] = _("Give the amount in whole đồng; 0 where nothing is paid.")
    if not said.get("due_on"):
        problems["due_on"] = _("Say by which day it is paid.")
    if problems:
        raise Invalid(problems)


def _refuse_entry(amount: int, day: dt.date, field: str) -> None:
    problems = {}
    if amount <= 0:
        problems["amount"] = _("Give the amount in whole đồng, more than 0.")
    if day > clock.today():
        problems[field] = _("The day lies in the future.")
    if problems:
        raise Invalid(problems)
