"""The trail of a thing, put into words for people."""

import datetime as dt
import re
from dataclasses import dataclass, field
from decimal import Decimal

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters import explanations, numbers, writing
from clusters.enums import (
    Addressee,
    AnswerOutcome,
    Event,
    ExpensePurpose,
    FactKind,
    HeadshipRole,
    LineageKind,
    MovementPraiseState,
    Phase,
    Reply,
    Role,
    SigningWay,
)
from clusters.models import AuditEntry, Season, User
from clusters.queries import regulation_terms
from clusters.scoring import Problem

# Keys of before/after that are not fields of the thing itself.
WORDS = {
    "phase": gettext_lazy("phase"),
    "state": gettext_lazy("state"),
    "due_on": gettext_lazy("due on"),
    "until": gettext_lazy("until"),
    "points": gettext_lazy("points"),
    "place": gettext_lazy("place"),
    "total": gettext_lazy("total"),
    "value": gettext_lazy("value"),
    "number": gettext_lazy("number"),
    "count": gettext_lazy("count"),
    "receipt": gettext_lazy("receipt"),
    "hash": gettext_lazy("content hash"),
    "version": gettext_lazy("version"),
    "file": gettext_lazy("file"),
    "pages": gettext_lazy("pages"),
    "remark": gettext_lazy("remark"),
    "unit": gettext_lazy("unit"),
    "organisation": gettext_lazy("organisation"),
    "role": gettext_lazy("role"),
    "criterion": gettext_lazy("criterion"),
    "award": gettext_lazy("award"),
    "places": gettext_lazy("places"),
    "skipped": gettext_lazy("skipped phases"),
    "note": gettext_lazy("note"),
    "target": gettext_lazy("target"),
    "results": gettext_lazy("results"),
    "from": gettext_lazy("from"),
    "to": gettext_lazy("to"),
    "participants": gettext_lazy("participants"),
    "table": gettext_lazy("scoring table"),
    "person": gettext_lazy("account number"),
    "member": gettext_lazy("member"),
    "kind": gettext_lazy("kind"),
    "decision": gettext_lazy("decision"),
    "label": gettext_lazy("figure"),
    "source": gettext_lazy("source"),
    "units": gettext_lazy("units in scope"),
    "added": gettext_lazy("units added"),
    "successor": gettext_lazy("successor"),
    "article": gettext_lazy("legal basis"),
    "common_targets": gettext_lazy("Common targets"),
    "criteria": gettext_lazy("Criterion"),
    "order": gettext_lazy("order"),
    "basis": gettext_lazy("rests on"),
    "due": gettext_lazy("due at"),
    "missing": gettext_lazy("units without"),
    "posts": gettext_lazy("posts"),
    "proposal": gettext_lazy("proposal"),
    "reply": gettext_lazy("reply"),
    "guest": gettext_lazy("guest"),
    "on": gettext_lazy("on the day"),
    "result": gettext_lazy("result"),
    "stays": gettext_lazy("the old head finishes it"),
    "passes": gettext_lazy("the new head takes it over"),
    "grade": gettext_lazy("grade"),
    "asked": gettext_lazy("units in question"),
    "given": gettext_lazy("units given the grade"),
    "grades": gettext_lazy("Grades"),
    "sanctions": gettext_lazy("Sanctions"),
    "tie_breakers": gettext_lazy("Tie-breakers"),
    "late": gettext_lazy("late"),
    "cause": gettext_lazy("cause"),
    # meetings
    "members": gettext_lazy("members"),
    "present": gettext_lazy("present"),
    "excused": gettext_lazy("absent with an excuse"),
    "agenda": gettext_lazy("Agenda"),
    "addressee": gettext_lazy("Addressed to"),
    "answer_text": gettext_lazy("answer"),
    "follow_up": gettext_lazy("what is to be done"),
    "done_words": gettext_lazy("what was done"),
    "amount": gettext_lazy("amount (đồng)"),
    "own": gettext_lazy("own amount (đồng)"),
    "what_for": gettext_lazy("what for"),
    "purpose": gettext_lazy("purpose"),
    "received": gettext_lazy("received (đồng)"),
    "spent": gettext_lazy("spent (đồng)"),
    "host": gettext_lazy("host"),
    "took_part": gettext_lazy("units that took part"),
    "confirms": gettext_lazy("takes part"),
    "partners": gettext_lazy("partners"),
    "represented_by": gettext_lazy("represented by"),
    "post": gettext_lazy("position"),
    "came_at": gettext_lazy("from"),
    "left_at": gettext_lazy("until"),
    "votes_for": gettext_lazy("for"),
    "votes_against": gettext_lazy("against"),
    "abstained": gettext_lazy("abstained"),
    # what the rule types ask
    "actual": gettext_lazy("Result"),
    "numerator": gettext_lazy("Number achieved"),
    "denominator": gettext_lazy("Out of a total of"),
    "answer": gettext_lazy("Result"),
    "no_case": gettext_lazy("No case arose"),
    # the terms of the regulations, by their keys
    **{key: words.label for key, words in regulation_terms.WORDS.items()},
    "articles": gettext_lazy("articles"),
    "in_article": gettext_lazy("article"),
    "outcome": gettext_lazy("outcome"),
    "in_force": gettext_lazy("in force from"),
    "name": gettext_lazy("name"),
    "copied": gettext_lazy("copied from version"),
    "left_out": gettext_lazy("not considered"),
    "left_open": gettext_lazy("left open"),
    # what stands beside a scoring table
    "problem": gettext_lazy("inconsistency"),
    "figures": gettext_lazy("figures"),
    "period": gettext_lazy("period from"),
    "lines": gettext_lazy("lines"),
    "entries": gettext_lazy("entered"),
    "inputs": gettext_lazy("figures"),
    "evidence": gettext_lazy("evidence"),
    "others": gettext_lazy("other units"),
    "facts": gettext_lazy("facts"),
    "expected": gettext_lazy("expected"),
    "matched": gettext_lazy("matched"),
    # how the pact is signed
    "way": gettext_lazy("way"),
    "for_head": gettext_lazy("signed for the head"),
    "periods": gettext_lazy("reporting periods"),
    "phases": gettext_lazy("phases"),
    "season": gettext_lazy("emulation year"),
    # answers to movements, and the figures of their reviews
    "content": gettext_lazy("content"),
    "percent": gettext_lazy("done, in per cent"),
    "merit": gettext_lazy("merit"),
    "dues": gettext_lazy("progress due on"),
    "praise": gettext_lazy("Praise proposed"),
    "unanswered": gettext_lazy("Not answered yet"),
    "answered": gettext_lazy("Plans sent"),
    "reporting": gettext_lazy("Reported progress"),
    "finished": gettext_lazy("Finished"),
    "praise_proposed": gettext_lazy("Praise proposed"),
    "praise_taken_up": gettext_lazy("Praise taken up"),
}
# Values of those keys that are names of choices.
CHOICES = {
    "reply": Reply.choices,
    "addressee": Addressee.choices,
    "role": [*HeadshipRole.choices, *Role.choices],
    "phase": Phase.choices,
    "outcome": AnswerOutcome.choices,
    "kind": [*LineageKind.choices, *FactKind.choices],
    "cause": Event.choices,
    "way": SigningWay.choices,
    "praise": MovementPraiseState.choices,
    "purpose": ExpensePurpose.choices,
}
AMOUNT = re.compile(r"-?[0-9]+\.[0-9]+")
# What is left empty is no change, whether it was there before or not.
NOTHING = (None, "")
# Whole đồng.
MONEY = {"amount", "own", "received", "spent"}
# Texts that may look like an amount and are none.
NAMES = {"code", "criteria", "criterion", "number", "note"}


@dataclass(frozen=True)
class TrailLine:
    """`changes` are (label, before, after), all texts; empty text for nothing."""

    when: dt.datetime
    who: str
    what: str
    reason: str = ""
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    event: str = ""


def trail(thing, user=None) -> list[TrailLine]:
    """Newest first, in one query. With a user, only what that person may see."""
    entries = AuditEntry.objects.about(thing).select_related("actor").order_by("-at", "-number")
    if user is not None:
        entries = entries.visible_to(user)
    return [line(entry) for entry in entries]


def of_season(season: Season, event: Event, user: User) -> list[TrailLine]:
    """One kind of line from the trails of all things of a year, newest first, as far as the person may see them."""
    entries = AuditEntry.objects.filter(season_id=season.pk, event=event).visible_to(user).select_related("actor")
    return [line(entry) for entry in entries.order_by("-at", "-pk")]


def line(entry: AuditEntry) -> TrailLine:
    """One entry in words."""
    who = str(entry.actor) if entry.actor else _("the system")
    what = str(Event(entry.event).label) if entry.event in Event.values else entry.event
    return TrailLine(entry.at, who, what, entry.reason, _changes(entry), entry.event)


def _changes(entry: AuditEntry) -> list[tuple[str, str, str]]:
    before, after = _flat(entry.before), _flat(entry.after)
    model = apps.get_model(entry.subject_type)
    return [
        (_label(model, key), _words(model, key, before.get(key)), _words(model, key, after.get(key)))
        for key in sorted({*before, *after}, key=_place)
        if before.get(key) != after.get(key) and not (before.get(key) in NOTHING and after.get(key) in NOTHING)
    ]


def _place(way: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    """What is changed comes in the order of `WORDS`: databases keep the keys of a row each in an order of their own."""
    return (list(WORDS).index(way[-1]) if way[-1] in WORDS else len(WORDS), way)


def _flat(values: dict, above: tuple[str, ...] = ()) -> dict[tuple[str, ...], object]:
    """Nested dictionaries as one, keyed by the way to each value."""
    flat: dict[tuple[str, ...], object] = {}
    for key, value in values.items():
        if isinstance(value, dict):
            flat.update(_flat(value, (*above, str(key))))
        else:
            flat[(*above, str(key))] = value
    return flat


def _field(model, name: str):
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _label(model, way: tuple[str, ...]) -> str:
    return " › ".join(_name(model, part) for part in way)


def _name(model, part: str) -> str:
    known = _field(model, part)
    words = WORDS.get(part) or getattr(known, "verbose_name", None) or part.replace("_", " ")
    text = str(words)
    return text[:1].upper() + text[1:]


def _words(model, way: tuple[str, ...], value: object) -> str:
    if isinstance(value, list | tuple):
        between = "; " if any(isinstance(item, str) and AMOUNT.fullmatch(item) for item in value) else ", "
        return between.join(_words(model, way, item) for item in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value is None or value == "":
        return ""
    if isinstance(value, int) and MONEY.intersection(way):
        return numbers.format(value)
    if way[-1] == "problem":
        return explanations.explain_problem(Problem(str(value)))
    if isinstance(value, str) and way[-1] not in NAMES and AMOUNT.fullmatch(value):
        return numbers.format(Decimal(value))
    choices = dict(getattr(_field(model, way[-1]), "flatchoices", None) or CHOICES.get(way[-1], []))
    return str(choices.get(value, _date(value)))


def _date(value: object) -> object:
    """ISO days and moments as people write them; everything else as it stands."""
    if not isinstance(value, str) or len(value) < 10 or value[4:5] != "-":
        return value
    try:
        return writing.day(dt.date.fromisoformat(value)) if len(value) == 10 else _moment(value)
    except ValueError:
        return value


def _moment(value: str) -> str:
    parsed = dt.datetime.fromisoformat(value)
    return writing.moment(parsed) if parsed.tzinfo else value
