"""Units of a year that is open already: one more is admitted, or one leaves before the end."""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, clock, writing
from clusters.enums import Event
from clusters.errors import Invalid
from clusters.models import Organisation, Pact, Participant, Report, Season, User
from clusters.policies import participant as policy
from clusters.queries import post
from clusters.services import fact as facts
from clusters.services import lock, notice, recomputation
from clusters.services import meeting as meetings
from clusters.services import signature as signatures


@transaction.atomic
def admit(season: Season, organisation: Organisation, *, on: dt.date, by: User) -> Participant:
    """From that day a member of the cluster that joined it after the year was opened takes part, with a report of its
    own. A pact whose text is agreed does not speak of it: the unit enters it by an annex. To meetings that were called
    and are not over it is invited."""
    called = meetings.asking(season)
    season = lock.season(season)
    policy.may_admit_units(by, season).require()
    _refuse_admission(season, organisation, on)
    stamp = {"admitted_at": clock.now(), "admitted_by": by}
    unit = Participant.objects.create(season=season, organisation=organisation, joined_on=on, **stamp)
    Report.objects.create(participant=unit)
    after = {"unit": organisation.name, "from": on.isoformat()}
    audit.record(Event.SEASON_UNIT_ADMITTED, season, by=by, after=after, organisation_id=organisation.pk)
    facts.gather(season, by=by)
    meetings.invite_newcomer(called, unit, by=by)
    people = [*post.people_of(organisation), *post.people_at_the_head(season)]
    _tell(Event.SEASON_UNIT_ADMITTED, season, people, unit=organisation.name, day=writing.day(on))
    return unit


@transaction.atomic
def let_go(participant: Participant, *, on: dt.date, reason: str, by: User) -> Participant:
    """The unit takes part until that day. What it sent stays readable and is no longer compared; a pact for which only
    its signature was missing is complete."""
    season = lock.season(participant.season)
    participant = season.participants.select_related("organisation").get(pk=participant.pk)
    participant.season = season
    policy.may_let_go(by, participant).require()
    _refuse_leaving(participant, on, reason)
    people = list(post.people_of_season(season))
    participant.left_on, participant.left_reason = on, reason.strip()
    participant.save(update_fields=["left_on", "left_reason"])
    name, unit = participant.organisation.name, participant.organisation_id
    after = {"unit": name, "to": on.isoformat()}
    audit.record(Event.SEASON_UNIT_LEFT, season, by=by, after=after, reason=reason.strip(), organisation_id=unit)
    recomputation.recompute(season, by=by, cause=Event.SEASON_UNIT_LEFT)
    pact = Pact.objects.select_for_update(of=("self",)).select_related("season__cluster").filter(season=season).first()
    if pact:
        signatures.complete_if_whole(pact, by)
    _tell(Event.SEASON_UNIT_LEFT, season, people, unit=name, day=writing.day(on), reason=reason.strip())
    return participant


def _refuse_admission(season: Season, organisation: Organisation, on: dt.date) -> None:
    problems = {}
    if not season.starts_on <= on <= season.ends_on:
        problem = _("The year lasts from {start:%d/%m/%Y} to {end:%d/%m/%Y}; choose a day in it.")
        problems["on"] = problem.format(start=season.starts_on, end=season.ends_on)
    elif on > clock.today():
        problems["on"] = _("The day lies in the future. Choose today or a day before.")
    elif not season.cluster.memberships.on(on).filter(organisation=organisation).exists():
        problem = _("{unit} was no member of the cluster on {day:%d/%m/%Y}. Take it into the cluster first.")
        problems["organisation"] = problem.format(unit=organisation, day=on)
    if season.participants.filter(organisation=organisation).exists():
        problem = _("{unit} takes part in this year already, or has left it.")
        problems["organisation"] = problem.format(unit=organisation)
    if problems:
        raise Invalid(problems)


def _refuse_leaving(participant: Participant, on: dt.date, reason: str) -> None:
    problems = {}
    if on < participant.joined_on:
        problem = _("The unit takes part from {day:%d/%m/%Y} on; choose that day or a later one.")
        problems["on"] = problem.format(day=participant.joined_on)
    elif on > clock.today():
        problems["on"] = _("The day lies in the future. Choose today or a day before.")
    if not reason.strip():
        problems["reason"] = _("Say why the unit leaves the year.")
    if problems:
        raise Invalid(problems)


def _tell(event: Event, season: Season, people, **values: str) -> None:
    notice.tell(event, season, to=people, path=reverse("season", args=[season.pk]), season=str(season), **values)
