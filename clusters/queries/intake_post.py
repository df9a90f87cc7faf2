"""Rows of posts, judged after those of units, whose new bodies they may speak of."""

import datetime as dt

from clusters import vietnamese
from clusters.enums import AUTHORITY_ROLES, UNIT_ROLES, IntakeReason, IntakeVerdict
from clusters.imports.intake import Line, Reason, reason, username_from
from clusters.queries.intake_known import Account, Body, Known
from clusters.queries.intake_row import Judged, refused
from clusters.queries.intake_unit import UnitJudge


class PostJudge:
    """`people` are the first row of each mail address, `given` the first row of each user name."""

    def __init__(self, lines: list[Line], known: Known, units: UnitJudge) -> None:
        self.lines, self.known, self.units = lines, known, units
        self.people: dict[str, Line] = {}
        self.given: dict[str, Line] = {}
        self.named: dict[str, Line] = {}
        self.held: dict[tuple[str, str, str], Line] = {}
        self.usernames: dict[str, str] = {}
        for line in lines:
            if not line.reasons:
                self.people.setdefault(line.said["email"], line)
                if line.said["username"]:
                    self.given.setdefault(line.said["username"].lower(), line)
                    self.named.setdefault(line.said["email"], line)
        self.taken = known.usernames | self.given.keys()

    def judge(self) -> list[Judged]:
        """In the order of the file."""
        return [self._judged(line) for line in self.lines]

    def _judged(self, line: Line) -> Judged:
        account = self.known.accounts.get(line.said["email"])
        body = self._body(line)
        reasons = [] if line.reasons else self._of_person(line, account)
        if isinstance(body, Reason):
            return refused(line, *reasons, *([body] if line.said["unit"] else []))
        if line.reasons or reasons:
            return refused(line, *reasons)
        days = self._of_body(line, body) or self._of_file(line, body)
        if days:
            return refused(line, days)
        return self._post(line, body, account)

    def _post(self, line: Line, body: Body, account: Account | None) -> Judged:
        """What the row does, where nothing stands against it but perhaps the person's own posts."""
        if account is None:
            username = self._username(line)
            remark = (reason(IntakeReason.ACCOUNT, username=username),)
            return Judged(line, IntakeVerdict.NEW, remark, body, (body.means, f"+{username}"), username)
        from_on: dt.date = line.said["from_on"]
        means = (body.means, str(account.pk))
        posts = self.known.posts.get((account.pk, body.pk, line.said["role"]), []) if body.pk else []
        for each in posts:
            if each.from_on == from_on:
                remarks = (reason(IntakeReason.ENDED, day=each.to_on),) if each.to_on else ()
                return Judged(line, IntakeVerdict.STANDING, remarks, body, means)
        for each in posts:
            if each.to_on is None or each.to_on >= from_on:
                return refused(line, reason(IntakeReason.OVERLAP, day=each.from_on))
        return Judged(line, IntakeVerdict.NEW, (), body, means)

    def _username(self, line: Line) -> str:
        """The same for all rows of a person: as the file has it, else of the mail address."""
        email, named = line.said["email"], self.named.get(line.said["email"])
        if email not in self.usernames:
            self.usernames[email] = named.said["username"] if named else username_from(email, self.taken)
            self.taken.add(self.usernames[email].lower())
        return self.usernames[email]

    def _of_person(self, line: Line, account: Account | None) -> list[Reason]:
        said, key = line.said, vietnamese.search_key
        first, named = self.people[said["email"]], self.named.get(said["email"])
        username = said["username"].lower()
        owner = self.given.get(username)
        reasons = []
        if key(first.said["person"]) != key(said["person"]):
            reasons.append(reason(IntakeReason.TWO_NAMES, row=first.number))
        if username and named and named.said["username"].lower() != username:
            reasons.append(reason(IntakeReason.TWO_USERNAMES, row=named.number))
        if owner and owner.said["email"] != said["email"]:
            reasons.append(reason(IntakeReason.SAME_USERNAME, row=owner.number))
        return [*reasons, *(self._of_account(line, account) if account else self._of_newcomer(line))]

    def _of_account(self, line: Line, account: Account) -> list[Reason]:
        username, key = line.said["username"].lower(), vietnamese.search_key
        wrong = {
            IntakeReason.CLOSED: not account.is_active,
            IntakeReason.OTHER_NAME: key(account.name) != key(line.said["person"]),
            IntakeReason.OTHER_USERNAME: bool(username) and account.username.lower() != username,
        }
        return [reason(code) for code, holds in wrong.items() if holds]

    def _of_newcomer(self, line: Line) -> list[Reason]:
        taken = line.said["username"].lower() in self.known.usernames
        return [reason(IntakeReason.TAKEN_USERNAME)] if taken else []

    def _body(self, line: Line) -> Body | Reason:
        text = line.said["unit"]
        found = self.known.bodies.called(text)
        if len(found) == 1:
            return found[0]
        if found:
            return reason(IntakeReason.AMBIGUOUS_UNIT, text=text)
        row = self.units.refused_row(text)
        if row:
            return reason(IntakeReason.REFUSED_UNIT, text=text, row=row)
        if text in self.known.seen:
            return reason(IntakeReason.OUTSIDE, text=text, authority=self.known.authority.name)
        return reason(IntakeReason.UNKNOWN_UNIT, text=text)

    def _of_body(self, line: Line, body: Body) -> Reason | None:
        role = line.said["role"]
        if not self.known.keeps(body):
            return reason(IntakeReason.UNIT_NOT_KEPT, text=body.name)
        if role in AUTHORITY_ROLES and not body.is_authority:
            return reason(IntakeReason.NOT_AN_AUTHORITY)
        if role in UNIT_ROLES and not body.is_unit:
            return reason(IntakeReason.NOT_A_UNIT)
        if line.said["from_on"] < body.valid_from:
            return reason(IntakeReason.TOO_EARLY, text=body.name, day=body.valid_from)
        if body.valid_to:
            return reason(IntakeReason.BODY_ENDS, text=body.name, day=body.valid_to)
        return None

    def _of_file(self, line: Line, body: Body) -> Reason | None:
        """The same post in two rows; neither has an end, so any two days overlap."""
        said = line.said
        first = self.held.setdefault((said["email"], body.means, said["role"]), line)
        if first is line:
            return None
        same = first.said["from_on"] == said["from_on"]
        return reason(IntakeReason.TWICE if same else IntakeReason.OVERLAP_HERE, row=first.number)
