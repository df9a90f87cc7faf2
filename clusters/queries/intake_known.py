"""What the database knows of the bodies, people and posts that a workbook speaks of, in a few queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Q
from django.db.models.functions import Lower

from clusters import clock, vietnamese
from clusters.enums import KEEPING_ROLES
from clusters.imports.intake import Line, Reading, key_of
from clusters.models import Appointment, Organisation, Succession, User
from clusters.models.reach import LEVELS


class Body(NamedTuple):
    """A body that is there (`pk`), or a new one of the file (`row`); the other of the two is 0. `parent` is a key."""

    pk: int
    row: int
    name: str
    kind: str
    parent: int
    province: str
    valid_from: dt.date
    valid_to: dt.date | None
    is_authority: bool
    is_unit: bool
    others: tuple[str, ...] = ()

    @property
    def means(self) -> str:
        """Which body it is, whatever it is called."""
        return f"#{self.row}" if self.row else str(self.pk)

    @property
    def key(self) -> int:
        """Its number among those of the database and of the file."""
        return self.pk or -self.row


class Account(NamedTuple):
    """What is known of the person behind a mail address."""

    pk: int
    username: str
    name: str
    is_active: bool


class Held(NamedTuple):
    """A post that somebody holds, held or will hold."""

    from_on: dt.date
    to_on: dt.date | None


@dataclass
class Bodies:
    """Bodies by what they are called; those of the file come in as they are judged."""

    by_key: dict[int, Body] = field(default_factory=dict)
    exact: dict[str, list[Body]] = field(default_factory=lambda: defaultdict(list))
    alike: dict[str, list[Body]] = field(default_factory=lambda: defaultdict(list))

    def add(self, body: Body) -> None:
        self.by_key[body.key] = body
        self.exact[key_of(body.name)].append(body)
        for key in {vietnamese.search_key(name) for name in (body.name, *body.others) if name}:
            self.alike[key].append(body)

    def called(self, name: str) -> list[Body]:
        """Those that are there today or later: of that very name, else of that name marks aside, or that short one."""
        today = clock.today()
        found = self.exact.get(key_of(name)) or self.alike.get(vietnamese.search_key(name), [])
        return [each for each in found if each.valid_to is None or each.valid_to >= today]

    def line(self, body: Body) -> list[Body]:
        """As `models.reach.line` goes up, through bodies of the file too."""
        above = [body]
        while len(above) < LEVELS and not above[-1].is_authority and above[-1].parent in self.by_key:
            above.append(self.by_key[above[-1].parent])
        return above


@dataclass(frozen=True)
class Known:
    """`kept` are the authorities whose bodies the person keeps, None for all; `elsewhere` names and first days of any
    body; `seen` names of bodies that the person sees outside the authority."""

    authority: Organisation
    bodies: Bodies
    kept: frozenset[int] | None
    elsewhere: frozenset[tuple[str, dt.date]]
    seen: frozenset[str]
    accounts: dict[str, Account]
    usernames: set[str]
    posts: dict[tuple[int, int, str], list[Held]]

    def may_register_beneath(self, body: Body) -> bool:
        """As `policies.organisation.may_administer` rules, for many."""
        return self.kept is None or any(each.pk in self.kept for each in self.bodies.line(body))

    def keeps(self, body: Body) -> bool:
        """As `policies.organisation.may_keep` rules, for many."""
        if self.kept is None or (body.is_authority and body.pk in self.kept):
            return True
        above = self.bodies.by_key.get(body.parent)
        return above is not None and self.may_register_beneath(above)


def known(authority: Organisation, user: User, reading: Reading) -> Known:
    """The facts that the rows of the reading are judged by."""
    bodies = _bodies(authority, user)
    accounts = _accounts(reading.posts)
    return Known(
        authority,
        bodies,
        None if user.is_superuser else _kept(user),
        frozenset(_namesakes(reading.units)),
        frozenset(_seen(user, reading, bodies)),
        accounts,
        {name.lower() for name in User.objects.values_list("username", flat=True)} if reading.posts else set(),
        _posts(accounts.values()),
    )


def _bodies(authority: Organisation, user: User) -> Bodies:
    """The authority, what it took over, and what the person sees of everything beneath, ended bodies too."""
    roots = list(Succession.objects.filter(organisation=authority).values_list("ancestor_id", flat=True))
    beneath = Q(pk__in=roots)
    for level in range(1, LEVELS + 1):
        beneath |= Q(**{"__".join(["parent"] * level) + "__in": roots})
    place = ("pk", "name", "kind", "parent_id", "province", "valid_from", "valid_to", "is_authority", "is_unit")
    bodies = Bodies()
    rows = (
        Organisation.objects.visible_to(user)
        .filter(beneath)
        .order_by("pk")
        .values_list(*place, "short_name", "name_en")
    )
    for pk, name, kind, parent, province, since, until, is_authority, is_unit, *others in rows:
        capacity = {"is_authority": is_authority, "is_unit": is_unit}
        bodies.add(Body(pk, 0, name, kind, parent or 0, province, since, until, **capacity, others=tuple(others)))
    return bodies


def _kept(user: User) -> frozenset[int]:
    held = Succession.objects.held_by(user, KEEPING_ROLES)
    return frozenset(held.values_list("ancestor_id", flat=True))


def _namesakes(lines: Iterable[Line]) -> Iterable[tuple[str, dt.date]]:
    names = {line.said["name"] for line in lines}
    return Organisation.objects.filter(name__in=names).values_list("name", "valid_from") if names else ()


def _seen(user: User, reading: Reading, bodies: Bodies) -> Iterable[str]:
    """Of the names that the file refers to and that are not beneath the authority, those the person sees elsewhere."""
    named = {line.said["parent"] for line in reading.units} | {line.said["unit"] for line in reading.posts}
    own = {key_of(line.said["name"]) for line in reading.units}
    own |= bodies.exact.keys()
    foreign = {name for name in named if name and key_of(name) not in own and not bodies.called(name)}
    if not foreign:
        return ()
    return Organisation.objects.visible_to(user).filter(name__in=foreign).values_list("name", flat=True)


def _accounts(lines: Iterable[Line]) -> dict[str, Account]:
    mails = {line.said["email"] for line in lines}
    if not mails:
        return {}
    found = User.objects.annotate(mail=Lower("email")).filter(mail__in=mails)
    rows = found.values_list("mail", "pk", "username", "name", "is_active")
    return {mail: Account(pk, username, name, active) for mail, pk, username, name, active in rows}


def _posts(accounts: Iterable[Account]) -> dict[tuple[int, int, str], list[Held]]:
    held: dict[tuple[int, int, str], list[Held]] = defaultdict(list)
    found = Appointment.objects.filter(user__in=[each.pk for each in accounts])
    for user, place, role, from_on, to_on in found.values_list("user", "organisation", "role", "from_on", "to_on"):
        held[user, place, role].append(Held(from_on, to_on))
    return held
