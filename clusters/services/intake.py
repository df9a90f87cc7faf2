"""Units and posts from a workbook: checked, and carried out as a whole or not at all."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from clusters import audit, clock, notices
from clusters.enums import Event, IntakeSheet, IntakeState, IntakeVerdict, Role
from clusters.errors import Conflict, Invalid
from clusters.imports import spreadsheet
from clusters.models import Intake, Organisation, User
from clusters.policies import intake as policy
from clusters.policies import organisation as bodies_policy
from clusters.queries import intake as queries
from clusters.queries import intake_row
from clusters.queries.intake_row import Judged
from clusters.rulings import Ruling
from clusters.services import file as files
from clusters.services import notice
from clusters.services import organisation as organisations
from clusters.services import person as people


@transaction.atomic
def check(authority: Organisation, upload: File, *, by: User) -> Intake:
    """Keep the workbook and what each of its rows would do; nothing else is written. Raises Invalid (`file`)."""
    policy.may_take_in(by, authority).require()
    stored = files.store(upload, by=by)
    intake = Intake(authority=authority, file=stored, uploaded_at=clock.now(), uploaded_by=by)
    _keep(intake, _judged(intake, by), by)
    intake.save()
    audit.record(Event.INTAKE_CHECKED, intake, by=by, after=_told(intake))
    return intake


@transaction.atomic
def check_again(intake: Intake, *, by: User) -> Intake:
    """Judge the same file by what stands now."""
    intake = _locked(intake)
    policy.may_settle(by, intake).require()
    before = _told(intake)
    _keep(intake, _judged(intake, by), by)
    intake.save(update_fields=["rows", "checked_at", "checked_by", *IntakeVerdict.values])
    audit.record(Event.INTAKE_CHECKED, intake, by=by, before=before, after=_told(intake))
    return intake


@transaction.atomic
def discard(intake: Intake, *, by: User) -> Intake:
    """It is not carried out."""
    intake = _locked(intake)
    policy.may_settle(by, intake).require()
    _settle(intake, IntakeState.DISCARDED, by)
    audit.record(Event.INTAKE_DISCARDED, intake, by=by)
    return intake


@transaction.atomic
def carry_out(intake: Intake, *, by: User) -> Intake:
    """Register the units and give the posts, each with its line and its letter.

    The rows are judged again first: where one means something else than was shown, nothing is done.
    """
    intake = _locked(intake)
    policy.may_carry_out(by, intake).require()
    Organisation.objects.select_for_update().get(pk=intake.authority_id)
    judged = _judged(intake, by)
    differing = intake_row.differing(intake.rows, intake_row.kept(judged))
    if differing:
        told = _("{count} rows mean something else now than when they were checked. Check the workbook again first.")
        raise Conflict(told.format(count=differing))
    _do(judged, by)
    _settle(intake, IntakeState.CARRIED_OUT, by)
    audit.record(Event.INTAKE_CARRIED_OUT, intake, by=by, after=_told(intake))
    return intake


def _locked(intake: Intake) -> Intake:
    return Intake.objects.select_for_update(of=("self",)).select_related("authority", "file").get(pk=intake.pk)


def _judged(intake: Intake, by: User) -> list[Judged]:
    content = queries.content_of(intake.file)
    if not queries.is_whole(intake.file, content):
        raise Conflict(_("The stored file is not the one that was uploaded. Upload the workbook again."))
    try:
        return queries.judge(intake.authority, by, queries.reading_of(intake.file, content))
    except spreadsheet.Refused as refused:
        raise Invalid({"file": str(refused)}) from refused


def _do(judged: Sequence[Judged], by: User) -> None:
    try:
        _Deed(by).do(judged)
    except IntegrityError as taken:
        told = _("Somebody registered one of these bodies or people at the same moment. Check the workbook again.")
        raise Conflict(told) from taken


def _keep(intake: Intake, judged: Sequence[Judged], by: User) -> None:
    intake.rows, intake.checked_at, intake.checked_by = intake_row.kept(judged), clock.now(), by
    for field, count in queries.counts(judged).items():
        setattr(intake, field, count)


def _settle(intake: Intake, state: IntakeState, by: User) -> None:
    intake.state, intake.settled_at, intake.settled_by = state, clock.now(), by
    intake.save(update_fields=["state", "settled_at", "settled_by"])


def _told(intake: Intake) -> dict[str, Any]:
    return {"hash": intake.file.sha256, **{name: getattr(intake, name) for name in IntakeVerdict.values}}


class _Deed:
    """What the rows say, in their order; the rules are asked once for each body, the letters rung for once."""

    def __init__(self, by: User) -> None:
        self.by = by
        self.made: dict[int, Organisation] = {}
        self.standing: dict[int, Organisation] = {}
        self.people: dict[str, User] = {}
        self.asked: set[str] = set()

    def do(self, judged: Sequence[Judged]) -> None:
        for each in judged:
            if each.verdict == IntakeVerdict.CHANGED:
                self._change(each)
            elif each.verdict == IntakeVerdict.NEW and each.line.sheet == IntakeSheet.UNITS:
                self._unit(each)
            elif each.verdict == IntakeVerdict.NEW:
                self._post(each)
        notice.ring()

    def _unit(self, each: Judged) -> None:
        parent, said = self._place(each), each.line.said
        self._ask(f"beneath {parent.pk}", bodies_policy.may_administer, parent)
        fields = {name: said[name] for name in ("name", "kind", "province", "valid_from")}
        self.made[each.line.number] = organisations.enter(self.by, parent=parent, **fields)

    def _change(self, each: Judged) -> None:
        body = Organisation.objects.get(pk=each.means[-1])
        values = {name: getattr(body, name) for name in organisations.CORRECTED}
        organisations.change(body, values | {"province": each.line.said["province"]}, by=self.by, seen=body.version)

    def _post(self, each: Judged) -> None:
        place, said = self._place(each), each.line.said
        self._ask(f"at {place.pk if place.is_authority else place.parent_id}", bodies_policy.may_appoint, place)
        newcomer = bool(each.username) and each.username not in self.people
        person = self._person(each, place)
        post = people.give(person, place, Role(said["role"]), said["from_on"], None, "", self.by)
        event = Event.PERSON_REGISTERED if newcomer else Event.PERSON_APPOINTED
        names = {"username": person.username} if newcomer else {}
        notices.queue(event, place, to=[person], what=people.what(post), **names)

    def _person(self, each: Judged, place: Organisation) -> User:
        """Of an account that is there, or that the first row of the person opens."""
        key, said = each.username or each.means[-1], each.line.said
        if key not in self.people and each.username:
            names = {"username": each.username, "name": said["person"], "email": said["email"]}
            self.people[key] = people.enter(self.by, place, **names)
        elif key not in self.people:
            self.people[key] = User.objects.get(pk=key)
        return self.people[key]

    def _ask(self, about: str, rule: Callable[[User, Organisation], Ruling], body: Organisation) -> None:
        """Rights at a plain body follow from its superior: the same for all beneath one."""
        if about not in self.asked:
            rule(self.by, body).require()
            self.asked.add(about)

    def _place(self, each: Judged) -> Organisation:
        """The body a row stands beneath, locked, for its trail takes the lines of its people."""
        body = each.body
        assert body is not None
        if body.row:
            return self.made[body.row]
        if body.pk not in self.standing:
            found = Organisation.objects.select_for_update(of=("self",)).select_related("parent")
            self.standing[body.pk] = found.get(pk=body.pk)
        return self.standing[body.pk]
