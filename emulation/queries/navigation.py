"""Where a person can go from every page."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from clusters.enums import AUTHORITY_ROLES, KEEPING_ROLES
from clusters.models import Appointment, Notice, User
from clusters.prepared import Prepared


@dataclass(frozen=True)
class Place:
    """One entry of the main menu; `current` when the page shown belongs to it, `aside` where it stands under More."""

    label: str
    url: str
    icon: str
    current: bool
    aside: bool


@dataclass(frozen=True)
class Room:
    """An entry of the menu and the addresses that belong to it, by the beginning of their names.

    `aside` stands under More: a line of thirteen entries does not fit the screens that people have.
    """

    name: str
    label: object
    icon: str
    begins: tuple[str, ...]
    for_authorities: bool = False
    for_keepers: bool = False
    for_administrators: bool = False
    aside: bool = False


ROOMS = (
    Room("home", gettext_lazy("My tasks"), "list-check", ("home",)),
    Room("dashboard", gettext_lazy("Dashboard"), "graph", ("dashboard",), for_authorities=True),
    Room(
        "seasons",
        pgettext_lazy("navigation", "Years"),
        "calendar",
        (
            "season",
            "meeting",
            "contribution",
            "activit",
            "expense",
            "attendance",
            "proposal",
            "conclusion",
            "minutes",
            "participant-",
            "pact",
            "report",
            "assessment",
            "ranking",
            "standing",
            "why",
            "nomination",
            "quota",
            "election",
            "handover",
            "registration",
            "consolidat",
        ),
    ),
    Room("calendar", pgettext_lazy("navigation", "Calendar"), "clock", ("calendar",)),
    Room(
        "clusters",
        gettext_lazy("Clusters"),
        "diagram",
        ("cluster", "rotation", "regulation", "programme", "exchange", "question", "answer", "request", "statistic"),
    ),
    Room("movements", gettext_lazy("Movements"), "flag", ("movement",)),
    Room("honours", gettext_lazy("Register of honours"), "award", ("honour", "award-decision")),
    Room("search", gettext_lazy("Search"), "search", ("search",)),
    Room("organisations", gettext_lazy("Organisations"), "building", ("organisation",), aside=True),
    Room(
        "people", gettext_lazy("People"), "people", ("people", "person-", "appointment-"), for_keepers=True, aside=True
    ),
    Room(
        "letters",
        gettext_lazy("Letters that did not arrive"),
        "return",
        ("letter",),
        for_administrators=True,
        aside=True,
    ),
    Room("exemplars", gettext_lazy("Exemplars"), "star", ("exemplar",), aside=True),
    Room("documents", gettext_lazy("Library"), "journal", ("document",), aside=True),
    Room("tables", gettext_lazy("Scoring tables"), "clipboard-data", ("table", "day"), aside=True),
)


def places(user: User, here: str) -> list[Place]:
    """The menu on the page whose address is named `here`; one query."""
    held = set(_HELD(user.pk))
    keeps = user.is_superuser or bool(held.intersection(KEEPING_ROLES))
    open_rooms = [r for r in ROOMS if (held or not r.for_authorities) and (keeps or not r.for_keepers)]
    open_rooms = [r for r in open_rooms if user.is_superuser or not r.for_administrators]
    return [Place(str(r.label), reverse(r.name), r.icon, here.startswith(r.begins), r.aside) for r in open_rooms]


def unread(user: User) -> int:
    """How many notices the person has not read."""
    return _UNREAD.first(user.pk) or 0


def acts_for_an_authority(user: User) -> bool:
    """Official, council member, auditor or administrator anywhere today."""
    return _posts(user).exists()


def _posts(user: User | int) -> QuerySet[Appointment]:
    return Appointment.objects.current().of(user).filter(role__in=AUTHORITY_ROLES)


def _unread(person: int) -> QuerySet[Any]:
    found = Notice.objects.visible_to(person).unread().order_by()
    return found.values("person").annotate(unread=Count("pk")).values_list("unread", flat=True)


_UNREAD = Prepared(_unread, keys=1)
_HELD = Prepared(lambda person: _posts(person).values_list("role", flat=True), keys=1)
