"""How regulations come into force: adopted by the cluster's meeting, or issued by the authority as a model."""

import datetime as dt
from dataclasses import asdict, dataclass

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from clusters import audit, canonical, clock
from clusters.enums import Event, Phase, RegulationState
from clusters.errors import Invalid
from clusters.models import Meeting, Membership, RegulationAdoption, RegulationVersion, Season, User
from clusters.policies import regulation as policy
from clusters.queries import attendance as attendances
from clusters.queries import regulation as queries
from clusters.queries.calendar_entry import day_of
from clusters.regulating import Terms
from clusters.services import fact as facts
from clusters.services import file as files
from clusters.services import regulation as regulations


@dataclass(frozen=True)
class Votes:
    """What the meeting counted: units there, units that voted in writing, votes in favour and against."""

    present: int
    in_favour: int
    against: int = 0
    in_writing: int = 0

    @property
    def taking_part(self) -> int:
        return self.present + self.in_writing


@transaction.atomic
def adopt(
    version: RegulationVersion,
    *,
    adopted_on: dt.date,
    in_force_on: dt.date,
    votes: Votes,
    by: User,
    number: str = "",
    minutes: File | None = None,
    meeting: Meeting | None = None,
) -> RegulationAdoption:
    """Record that the meeting adopted the text; from its day on the system decides by its terms. The votes are held
    against the terms of that day and the attendance of `meeting`; Invalid for days or votes that cannot be."""
    version = regulations.locked(version)
    unanswered = [each.organisation for each in queries.unanswered(version)]
    policy.drafter(by, version.regulation).may_adopt(version, unanswered).require()
    _refuse_other_meeting(version, meeting, adopted_on, votes)
    counted = _counted(version, adopted_on, in_force_on, votes)
    kept = files.store(minutes, by=by) if minutes else None
    said = {"adopted_on": adopted_on, "in_force_on": in_force_on, "number": number, "minutes": kept}
    made = _seal(version, RegulationState.ADOPTED, by, meeting=meeting, **said, **counted)
    after = {"in_force": in_force_on.isoformat(), "hash": made.hash, **counted}
    audit.record(Event.REGULATION_ADOPTED, version, by=by, after=after)
    _come_into_force(made, by)
    return made


@transaction.atomic
def issue(version: RegulationVersion, *, on: dt.date, by: User, number: str = "") -> RegulationAdoption:
    """Issue a model: its clusters may start from it, and none has to."""
    version = regulations.locked(version)
    policy.drafter(by, version.regulation).may_issue(version).require()
    problems = queries.problems(version.text, version.terms)
    if on > clock.today():
        problems["on"] = _("The day cannot lie in the future.")
    if problems:
        raise Invalid(problems)
    made = _seal(version, RegulationState.ISSUED, by, adopted_on=on, in_force_on=on, number=number)
    audit.record(Event.REGULATION_ISSUED, version, by=by, after={"on": on.isoformat(), "hash": made.hash})
    people = queries.people_at_the_heads(version.regulation.authority)
    regulations.tell(Event.REGULATION_ISSUED, version, people)
    return made


def _seal(version: RegulationVersion, state: RegulationState, by: User, **said) -> RegulationAdoption:
    whole = {"name": version.regulation.name, "number": version.number, "text": version.text, "terms": version.terms}
    stamp = {"recorded_at": clock.now(), "recorded_by": by, "hash": canonical.sha256(whole)}
    made = RegulationAdoption.objects.create(version=version, text=version.text, terms=version.terms, **stamp, **said)
    version.state = state
    version.save(update_fields=["state"])
    return made


def _refuse_other_meeting(
    version: RegulationVersion, meeting: Meeting | None, adopted_on: dt.date, votes: Votes
) -> None:
    """It is one of the cluster's, was held on that day, and as many members were there as its attendance says."""
    if meeting is None:
        return
    held = queries.meetings_that_adopt(version).filter(pk=meeting.pk).prefetch_related("attendances").first()
    if held is None:
        raise Invalid({"meeting": _("Choose a meeting of the cluster that was opened.")})
    problems, day = {}, day_of(held.starts_at)
    if day != adopted_on:
        problems["adopted_on"] = _("The meeting was held on {day:%d/%m/%Y}.").format(day=day)
    quorum = attendances.quorum_of(held, held.attendances.select_related("participant"))
    if quorum and quorum.known and quorum.present != votes.present:
        sentence = _("{count} members were there by the attendance of the meeting. Mend one of the two.")
        problems["present"] = sentence.format(count=quorum.present)
    if problems:
        raise Invalid(problems)


def _counted(version: RegulationVersion, adopted_on: dt.date, in_force_on: dt.date, votes: Votes) -> dict[str, int]:
    """What is kept of the votes, with the members of that day. Raises Invalid."""
    cluster = version.regulation.cluster
    members = Membership.objects.on(adopted_on).filter(cluster=cluster).count()
    terms = queries.terms_of(cluster, adopted_on)  # type: ignore[arg-type]  # a model is never out for comments
    problems = _days(version, adopted_on, in_force_on) | _votes(votes, members, terms)
    if problems:
        raise Invalid(problems)
    return {"members": members, **asdict(votes)}


def _days(version: RegulationVersion, adopted_on: dt.date, in_force_on: dt.date) -> dict[str, str]:
    problems = {}
    sent = version.consulted_at.astimezone(clock.ZONE).date() if version.consulted_at else adopted_on
    if adopted_on > clock.today():
        problems["adopted_on"] = _("The day of the meeting cannot lie in the future.")
    elif adopted_on < sent:
        problems["adopted_on"] = _(
            "The draft was sent to the members on {day:%d/%m/%Y}; the meeting was later."
        ).format(day=sent)
    if in_force_on < adopted_on:
        problems["in_force_on"] = _("The regulations come into force on the day of the meeting or later.")
    last = RegulationAdoption.objects.filter(version__regulation=version.regulation_id).order_by("-in_force_on").first()
    if last and in_force_on <= last.in_force_on:
        sentence = _("The version before is in force from {day:%d/%m/%Y}; choose a later day.")
        problems["in_force_on"] = sentence.format(day=last.in_force_on)
    return problems


def _votes(votes: Votes, members: int, terms: Terms) -> dict[str, str]:
    part = votes.taking_part
    if votes.in_writing and not terms.allows_written_votes:
        return {"in_writing": _("The regulations in force do not let absent units vote in writing.")}
    if part > members:
        return {"present": _("The cluster had {members} members on that day.").format(members=members)}
    if votes.in_favour + votes.against > part:
        return {"in_favour": _("There are more votes than units that took part: {count}.").format(count=part)}
    if not terms.is_quorate(part, members):
        least = terms.least_present(members)
        sentence = _("Without a quorum nothing is adopted: {least} of {members} members must take part.")
        return {"present": sentence.format(least=least, members=members)}
    if not terms.carries(votes.in_favour, present=part, members=members):
        least = terms.least_in_favour(present=part, members=members)
        return {"in_favour": _("It takes {least} votes in favour to adopt the text.").format(least=least)}
    return {}


def _come_into_force(adoption: RegulationAdoption, by: User) -> None:
    """The members are told, and lateness follows: it is judged by the terms of the day on which a report is due."""
    version = adoption.version
    for season in Season.objects.filter(cluster=version.regulation.cluster_id).exclude(phase=Phase.CLOSED):
        facts.push_lateness(season, by=by)
    people = queries.people_of_members(version)
    regulations.tell(Event.REGULATION_ADOPTED, version, people, day=f"{adoption.in_force_on:%d/%m/%Y}")
