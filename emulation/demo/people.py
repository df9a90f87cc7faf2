"""The demonstration's accounts: named after posts, never after persons, all with one known password."""

import datetime as dt
import json
from pathlib import Path

from django.conf import settings

from clusters import clock
from clusters.enums import Role
from clusters.models import Appointment, Organisation, User
from clusters.services import person as persons

PASSWORD = "ThiDua-Demo-2026"
ADMINISTRATOR = "quantri"
MAIL = "{username}@thidua.example"
POSTS = {
    Role.OFFICER: "Chuyên viên",
    Role.LEADER: "Lãnh đạo",
    Role.OFFICIAL: "Chuyên viên thi đua, khen thưởng {number},",
    Role.COUNCIL: "Ủy viên Hội đồng Thi đua – Khen thưởng,",
    Role.AUDITOR: "Cán bộ kiểm tra,",
}


def account(username: str) -> User:
    return User.objects.get(username=username)


def bootstrap() -> User:
    """The first account. Services ask who acts, and before it there is nobody: this one row is written directly."""
    found = User.objects.filter(username=ADMINISTRATOR, is_superuser=True).first()
    return found or User.objects.create_superuser(
        ADMINISTRATOR, MAIL.format(username=ADMINISTRATOR), PASSWORD, name="Quản trị hệ thống"
    )


def appoint(username: str, role: Role, place: Organisation, *, by: User) -> None:
    """Appoint from today on; the account is opened with its first post."""
    person = User.objects.filter(username=username).first() or _register(username, role, place, by)
    persons.appoint(person, place, role, from_on=clock.today(), title=person.name[:150], by=by)


def end_posts(place: Organisation, *, by: User, role: Role | None = None) -> None:
    """Yesterday was the last day of all posts there, or of those with the role."""
    held = Appointment.objects.filter(organisation=place, to_on__isnull=True)
    for post in held.filter(role=role) if role else held:
        persons.end(post, on=clock.today() - dt.timedelta(days=1), by=by)


def write_list() -> list[dict[str, str]]:
    """The accounts worth trying, with what is to be seen there, for the login page; all others could be tried too."""
    worth = json.loads((Path(__file__).parent / "data" / "accounts.json").read_text())
    names = dict(User.objects.filter(username__in=worth).values_list("username", "name"))
    lines = [{"post": f"{names[each]} – {worth[each]}", "username": each} for each in worth if each in names]
    path = settings.VAR_DIR / "demo-accounts.json"
    path.write_text(json.dumps(lines, ensure_ascii=False, indent=2))
    return lines


def _register(username: str, role: Role, place: Organisation, by: User) -> User:
    post = POSTS[role].format(number=username[-1])
    return persons.register(
        by=by,
        at=place,
        username=username,
        name=f"{post} {place.name}",
        email=MAIL.format(username=username),
        password=PASSWORD,
    )
