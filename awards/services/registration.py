"""A unit's registration: written, sent to the head, amended with a reason. What was sent stays readable."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from awards.enums import RegistrationState
from awards.models import Award, Registration, RegistrationLine, RegistrationSending
from awards.policies import registration as policy
from awards.queries import consolidation as consolidations
from awards.queries import registration as queries
from clusters import audit, clock
from clusters.enums import Event, Provenance
from clusters.errors import Invalid, Stale
from clusters.models import Participant, User
from clusters.queries import post
from clusters.rulings import Ruling
from clusters.services import notice

Rule = Callable[[User, Participant, Registration | None], Ruling]


@dataclass(frozen=True)
class Line:
    """Who or what is registered for an award, as typed."""

    award: Award
    name: str
    post: str = ""
    section: str = ""
    note: str = ""

    @property
    def key(self) -> tuple:
        return (self.award.pk, self.name, self.post, self.section)


@transaction.atomic
def add_lines(
    participant: Participant,
    lines: Sequence[Line],
    *,
    by: User,
    mark: str = Provenance.ENTERED,
    source: str = "",
) -> Registration:
    """Write lines into the sheet, which is begun with the first; nothing is sent yet."""
    participant = _locked(participant)
    sheet = queries.sheet_of(participant)
    policy.may_write_registration(by, participant, sheet).require()
    if sheet is None:
        sheet = Registration.objects.create(participant=participant, mark=mark, source=source)
    _refuse_lines(participant, lines, queries.standing_lines(sheet))
    RegistrationLine.objects.bulk_create(_made(sheet, lines, mark, source))
    _step(sheet, RegistrationState.DRAFT)
    _record(Event.REGISTRATION_CHANGED, sheet, by, {"added": len(lines)})
    return sheet


@transaction.atomic
def drop_line(line: RegistrationLine, *, by: User) -> Registration:
    """Take a line out of a sheet that was not sent yet; what was sent is struck out by `amend`."""
    sheet = line.registration
    participant = _locked(sheet.participant)
    sheet = participant.registration
    policy.may_write_registration(by, participant, sheet).require()
    number = line.number
    sheet.lines.filter(pk=line.pk).delete()
    _step(sheet, RegistrationState.DRAFT)
    _record(Event.REGISTRATION_CHANGED, sheet, by, {"taken_away": [number]})
    return sheet


@transaction.atomic
def send(participant: Participant, *, by: User, seen: int) -> RegistrationSending:
    """Send the sheet to the head as the person saw it; after the time limit it is marked late."""
    participant = _locked(participant)
    sheet = queries.sheet_of(participant)
    policy.may_send_registration(by, participant, sheet).require()
    assert sheet is not None  # the policy asks for a line
    _refuse_stale(sheet, seen)
    sending = _seal(sheet, [], [], "", by)
    _record(Event.REGISTRATION_SENT, sheet, by, {"number": sending.number, "late": sending.is_late})
    _tell(Event.REGISTRATION_SENT, sheet, post.people_at_the_head(participant.season))
    return sending


@transaction.atomic
def amend(
    participant: Participant,
    *,
    add: Sequence[Line],
    strike: Collection[int],
    reason: str,
    by: User,
    seen: int,
) -> RegistrationSending:
    """Send again with lines added and struck out (`strike` holds their pks) and the reason; all old lines stay."""
    participant = _locked(participant)
    sheet = queries.sheet_of(participant)
    policy.may_amend_registration(by, participant, sheet).require()
    assert sheet is not None  # the policy asks for one that was sent
    _refuse_stale(sheet, seen)
    standing = queries.standing_lines(sheet)
    struck = [line for line in standing if line.pk in set(strike)]
    _refuse_amendment(reason, add, struck)
    _refuse_lines(participant, add, [line for line in standing if line not in struck])
    was_consolidated = sheet.state == RegistrationState.CONSOLIDATED
    sending = _seal(sheet, add, struck, reason.strip(), by)
    after = {"number": sending.number, "added": len(add), "struck": [line.number for line in struck]}
    _record(Event.REGISTRATION_AMENDED, sheet, by, after, sending.reason)
    _tell(Event.REGISTRATION_AMENDED, sheet, _readers(sheet, was_consolidated), reason=sending.reason)
    return sending


def _readers(sheet: Registration, was_consolidated: bool) -> set[User]:
    """The head; the authority too where it holds a consolidation that is no longer true."""
    season = sheet.participant.season
    return {*post.people_at_the_head(season), *(post.officials_of(season) if was_consolidated else [])}


def _locked(participant: Participant) -> Participant:
    """The unit's row is the lock of its sheet, which may not be there yet."""
    related = ("organisation", "season__cluster__authority")
    locked = Participant.objects.select_for_update(of=("self",)).select_related(*related)
    return locked.get(pk=participant.pk)


def _made(sheet: Registration, lines: Sequence[Line], mark: str, source: str) -> list[RegistrationLine]:
    """The lines with their numbers, not written yet."""
    last = sheet.lines.order_by("-number").values_list("number", flat=True).first() or 0
    said = {"registration": sheet, "mark": mark, "source": source}
    return [
        RegistrationLine(number=n, award=x.award, name=x.name, post=x.post, section=x.section, note=x.note, **said)
        for n, x in enumerate(lines, start=last + 1)
    ]


def _seal(
    sheet: Registration, add: Sequence[Line], struck: Sequence[RegistrationLine], reason: str, by: User
) -> RegistrationSending:
    """The hash is known before the row is written, because the row is never changed."""
    gone = {line.pk for line in struck}
    fresh = _made(sheet, add, Provenance.ENTERED, "")
    stays = [line for line in queries.standing_lines(sheet) if line.pk not in gone]
    sending = RegistrationSending.objects.create(
        registration=sheet,
        number=sheet.sendings.count() + 1,
        reason=reason,
        is_late=consolidations.is_late(sheet.participant.season),
        content_hash=queries.hash_of([*stays, *fresh]),
        sent_at=clock.now(),
        sent_by=by,
    )
    sheet.lines.filter(pk__in=gone).update(struck_in=sending)
    sheet.lines.filter(added_in__isnull=True).update(added_in=sending)
    for line in fresh:
        line.added_in = sending
    RegistrationLine.objects.bulk_create(fresh)
    _step(sheet, RegistrationState.SENT)
    return sending


def _step(sheet: Registration, state: RegistrationState) -> None:
    sheet.state, sheet.version = state, sheet.version + 1
    sheet.save(update_fields=["state", "version"])


def _refuse_stale(sheet: Registration, seen: int) -> None:
    if sheet.version != seen:
        theirs: dict[str, object] = {"lines": queries.in_words(queries.standing_lines(sheet))}
        sentence = _("A colleague changed the registration meanwhile. Look at it again.")
        raise Stale(sentence, theirs=theirs, seen=sheet.version)


def _refuse_amendment(reason: str, add: Sequence[Line], struck: Sequence[RegistrationLine]) -> None:
    if not add and not struck:
        raise Invalid({"text": _("Add a line, or tick one to strike out.")})
    if not reason.strip():
        raise Invalid({"reason": _("Say why the registration is amended; the head of the cluster reads it.")})


def _refuse_lines(participant: Participant, lines: Sequence[Line], standing: Sequence[RegistrationLine]) -> None:
    """An award that is not in force, or the same twice."""
    open_awards = set(queries.awards_for(participant.season))
    taken = {(line.award_id, line.name, line.post, line.section) for line in standing}
    for number, line in enumerate(lines, start=1):
        if line.award not in open_awards:
            sentence = _("Line {number}: {award} is not in force in this year.")
            raise Invalid({"text": sentence.format(number=number, award=line.award)})
        if line.key in taken:
            sentence = _("Line {number}: “{name}” is registered for this award already.")
            raise Invalid({"text": sentence.format(number=number, name=line.name)})
        taken.add(line.key)


def _record(event: Event, sheet: Registration, by: User, after: dict, reason: str = "") -> None:
    audit.record(event, sheet, by=by, after=after, reason=reason)


def _tell(event: Event, sheet: Registration, people, **values: str) -> None:
    participant = sheet.participant
    path = reverse("registration", args=[participant.pk])
    notice.tell(event, sheet, to=people, path=path, unit=str(participant), season=str(participant.season), **values)
