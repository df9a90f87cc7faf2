"""Finds what a person may see, marks and case aside: "dang" finds "Đặng". One query for each kind of thing.

Every word must stand in the thing's own words. What keeps a search key is found by the database; decisions,
nominations' awards, honours, movements and meetings keep none, so the newest of them are read and compared here.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from awards.models import Honour, Nomination
from clusters import vietnamese, writing
from clusters.models import (
    AnswerVersion,
    Cluster,
    Decision,
    Document,
    InformationRequest,
    Meeting,
    Movement,
    Organisation,
    Question,
    Report,
    Season,
    SharedStatistic,
)

SHOWN = 8
MOST = 200
LOOKED_THROUGH = 2000
LIMITS = {"shown": SHOWN, "most": MOST, "looked": LOOKED_THROUGH}


@dataclass(frozen=True)
class Hit:
    """One thing found."""

    text: str
    url: str
    note: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Group:
    """Things of one kind. `is_cut` when there may be more than were counted."""

    part: str
    label: str
    hits: Sequence[Hit]
    is_cut: bool

    @property
    def first(self) -> Sequence[Hit]:
        return self.hits[:SHOWN]

    @property
    def has_more(self) -> bool:
        return len(self.hits) > SHOWN


def groups(user, words: Sequence[str], *, only: str = "") -> list[Group]:
    """Those with a hit, in a fixed order; with `only`, that one alone."""
    if not words:
        return []
    asked = [part for part in PARTS if not only or part.name == only]
    found = [(part, part.find(user, words)) for part in asked]
    return [Group(part.name, str(part.label), hits[:MOST], len(hits) > MOST) for part, hits in found if hits]


@dataclass(frozen=True)
class Part:
    """A kind of thing: how it is found."""

    name: str
    label: object
    find: Callable[[object, Sequence[str]], list[Hit]]


def _has(words: Sequence[str], *keys: str, year: str = "") -> Q:
    """Every word in one of the search keys, or, as a number, the year."""
    return reduce(and_, (_has_word(word, keys, year) for word in words))


def _has_word(word: str, keys: Iterable[str], year: str) -> Q:
    found = Q()
    for key in keys:
        found |= Q(**{f"{key}__contains": word})
    return found | Q(**{year: int(word)}) if year and word.isdecimal() and len(word) == 4 else found


def _read(found: QuerySet, words: Sequence[str], said: Callable[[object], str]) -> list:
    """The newest things whose own words hold all those asked for."""
    things = found.order_by("-pk")[:LOOKED_THROUGH]
    keys = ((thing, vietnamese.search_key(said(thing))) for thing in things)
    return [thing for thing, key in keys if all(word in key for word in words)][: MOST + 1]


def _clusters(user, words) -> list[Hit]:
    found = Cluster.objects.visible_to(user).filter(_has(words, "search_key")).select_related("authority")
    found = found.order_by("sort_key", "pk")[: MOST + 1]
    return [
        Hit(str(c), reverse("cluster", args=[c.pk]), f"{c.get_kind_display()}, {c.authority}", c.mark) for c in found
    ]


def _organisations(user, words) -> list[Hit]:
    found = Organisation.objects.visible_to(user).filter(_has(words, "search_key")).order_by("sort_key", "pk")
    return [Hit(str(o), reverse("organisation", args=[o.pk]), _existence(o), o.mark) for o in found[: MOST + 1]]


def _existence(organisation: Organisation) -> str:
    kind, until = organisation.get_kind_display(), organisation.valid_to
    return f"{kind}, – {writing.day(until)}" if until else str(kind)


def _seasons(user, words) -> list[Hit]:
    found = Season.objects.visible_to(user).filter(_has(words, "cluster__search_key", year="year"))
    found = found.select_related("cluster").order_by("-year", "cluster__sort_key", "pk")[: MOST + 1]
    return [Hit(str(s), reverse("season", args=[s.pk]), s.get_phase_display(), s.mark) for s in found]


def _reports(user, words) -> list[Hit]:
    keys = ("participant__organisation__search_key", "participant__season__cluster__search_key")
    found = Report.objects.visible_to(user).filter(_has(words, *keys, year="participant__season__year"))
    found = found.select_related("participant__organisation", "participant__season__cluster")
    found = found.order_by("-participant__season__year", "participant__organisation__sort_key", "pk")[: MOST + 1]
    return [
        Hit(str(r), reverse("report", args=[r.pk]), f"{r.participant.season.cluster}, {r.get_state_display()}", r.mark)
        for r in found
    ]


def _decisions(user, words) -> list[Hit]:
    seen = Decision.objects.visible_to(user).select_related("issuer")
    found = _read(seen, words, lambda d: f"{d.number} {d.abstract} {d.signatory} {d.issuer.name}")
    return [Hit(str(d), reverse("decision", args=[d.pk]), f"{d.abstract}, {writing.day(d.on)}", d.mark) for d in found]


def _nominations(user, words) -> list[Hit]:
    seen = Nomination.objects.visible_to(user).select_related(
        "award", "participant__organisation", "participant__season__cluster"
    )
    found = _read(seen, words, _words_of_nomination)
    return [Hit(str(n), reverse("nomination", args=[n.pk]), _season_of(n), n.mark) for n in found]


def _words_of_nomination(nomination: Nomination) -> str:
    participant, award = nomination.participant, nomination.award
    return f"{participant.organisation.search_key} {award.name} {award.name_en} {participant.season}"


def _season_of(nomination: Nomination) -> str:
    return f"{nomination.participant.season}, {nomination.get_state_display()}"


def _honours(user, words) -> list[Hit]:
    seen = Honour.objects.visible_to(user).select_related("award", "award_decision__decision")
    opens = Decision.objects.visible_to(user).filter(pk=OuterRef("award_decision__decision"))
    found = _read(seen.annotate(opens=Exists(opens)), words, _words_of_honour)
    return [Hit(str(h), _page_of_honour(h), str(h.award_decision), h.mark) for h in found]


def _words_of_honour(honour: Honour) -> str:
    return f"{honour.holder_name} {honour.award_name} {honour.award.name_en} {honour.year} {honour.award_decision}"


def _page_of_honour(honour) -> str:
    """Its decision, where the person may open that; else the register."""
    return reverse("award-decision", args=[honour.award_decision_id]) if honour.opens else reverse("honours")


def _movements(user, words) -> list[Hit]:
    seen = Movement.objects.visible_to(user).select_related("authority", "decision")
    found = _read(seen, words, _words_of_movement)
    return [Hit(str(m), reverse("movement", args=[m.pk]), m.motto, m.mark) for m in found]


def _words_of_movement(movement: Movement) -> str:
    """A draft and a movement of a cluster's head have no decision."""
    paper = movement.decision.number if movement.decision else movement.paper
    return f"{movement.name} {movement.motto} {movement.scope_text} {paper} {movement.authority.name}"


def _meetings(user, words) -> list[Hit]:
    found = _read(Meeting.objects.visible_to(user).select_related("season__cluster"), words, _words_of_meeting)
    return [Hit(str(m), reverse("meeting", args=[m.pk]), _note_of_meeting(m), m.mark) for m in found]


def _words_of_meeting(meeting: Meeting) -> str:
    return f"{meeting.title} {meeting.season} {meeting.place} {meeting.get_kind_display()}"


def _note_of_meeting(meeting: Meeting) -> str:
    return f"{meeting.season}, {writing.moment(meeting.starts_at)}"


def _documents(user, words) -> list[Hit]:
    """Withdrawn ones too, since whoever looks for one should learn that it is."""
    found = Document.objects.visible_to(user).filter(_has(words, "search_key")).select_related("cluster")
    return [
        Hit(str(d), reverse("document", args=[d.pk]), _note_of_document(d), d.mark)
        for d in found.order_by("sort_key", "pk")[: MOST + 1]
    ]


def _note_of_document(document: Document) -> str:
    note = f"{document.get_kind_display()}, {document.cluster}"
    return f"{note}, {_('withdrawn')}" if document.withdrawn_at else note


EXCHANGED = {"question": _("Question"), "request": _("Request for information"), "statistic": _("Shared statistic")}


def _exchange(user, words) -> list[Hit]:
    """Questions by their words and those of an answer, requests and statistics by theirs; never what was replied to a
    request, which not everybody in the cluster reads. One query for all three."""
    questions = Question.objects.visible_to(user).filter(reduce(and_, (_in_question(word) for word in words)))
    requests = InformationRequest.objects.visible_to(user).filter(_has(words, "search_key"))
    statistics = SharedStatistic.objects.visible_to(user).filter(_has(words, "search_key"))
    found = _exchanged("question", questions, "title").union(
        _exchanged("request", requests, "title"), _exchanged("statistic", statistics, "name"), all=True
    )
    return [_exchanged_hit(**each) for each in found.order_by("page", "sort_key", "pk")[: MOST + 1]]


def _exchanged_hit(*, page: str, pk: int, said: str, of: str, mark: str, **_rest) -> Hit:
    return Hit(said, reverse(page, args=[pk]), f"{EXCHANGED[page]}, {of}", mark)


def _in_question(word: str) -> Q:
    said = AnswerVersion.objects.newest().filter(answer__question=OuterRef("pk"), search_key__contains=word)
    return Q(search_key__contains=word) | Q(Exists(said))


def _exchanged(page: str, found: QuerySet, said: str) -> QuerySet:
    return found.values("pk", "mark", "sort_key", page=Value(page), said=F(said), of=F("cluster__name"))


PARTS = (
    Part("clusters", _("Clusters and blocks"), _clusters),
    Part("organisations", _("Organisations"), _organisations),
    Part("seasons", _("Emulation years"), _seasons),
    Part("reports", _("Reports"), _reports),
    Part("decisions", _("Decisions"), _decisions),
    Part("nominations", _("Nominations"), _nominations),
    Part("honours", _("Register of honours"), _honours),
    Part("movements", _("Movements"), _movements),
    Part("meetings", _("Meetings"), _meetings),
    Part("documents", _("Library"), _documents),
    Part("exchange", _("Exchange"), _exchange),
)
