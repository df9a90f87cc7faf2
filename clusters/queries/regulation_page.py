"""What the pages of a cluster's regulations and of one version show."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters import clock, writing
from clusters.enums import RegulationState
from clusters.models import Cluster, RegulationAdoption, RegulationAnswer, RegulationComment, RegulationVersion, User
from clusters.policies import regulation as policy
from clusters.queries import attendance as attendances
from clusters.queries import regulation as queries
from clusters.queries import regulation_terms
from clusters.queries.calendar_entry import day_of
from clusters.regulating import comparing, read_terms, wording
from clusters.regulating.wording import Part
from clusters.steps import Step, StepStatus
from clusters.tables import Cell, Column, Row, Table

RELATED = (
    "regulation__cluster__authority",
    "regulation__authority",
    "based_on__regulation",
    "adoption__minutes",
    "adoption__meeting",
)


@dataclass(frozen=True)
class Remark:
    """A comment with its newest answer; None while it waits."""

    comment: RegulationComment
    answer: RegulationAnswer | None


@dataclass(frozen=True)
class Passage:
    """One part of the text with what was remarked on it."""

    part: Part
    remarks: list[Remark]


def meeting_at_hand(version: RegulationVersion) -> dict[str, Any]:
    """What the form of the adoption starts with: the newest meeting that was held, its day, and who was there."""
    held = queries.meetings_that_adopt(version).prefetch_related("attendances").first()
    if held is None:
        return {}
    quorum = attendances.quorum_of(held, held.attendances.select_related("participant"))
    return {
        "meeting": held.pk,
        "adopted_on": day_of(held.starts_at),
        "present": quorum.present if quorum and quorum.known else None,
    }


def versions(user: User) -> QuerySet[RegulationVersion]:
    """Visible ones with all that their pages name."""
    return RegulationVersion.objects.visible_to(user).select_related(*RELATED, "drafted_by", "withdrawn_by")


def remarks(version: RegulationVersion) -> list[Remark]:
    """Every comment with its newest answer, in two queries."""
    found = list(queries.comments(version))
    answers = RegulationAnswer.objects.filter(pk__in=[each.answer for each in found if each.answer])  # type: ignore[attr-defined]
    by_comment = {each.comment_id: each for each in answers.select_related("answered_by")}
    return [Remark(each, by_comment.get(each.pk)) for each in found]


def passages(text: str, found: list[Remark]) -> tuple[list[Remark], list[Passage]]:
    """What was said of the whole, or of an article that has gone; then each part with what was said of it."""
    by_article: dict[str, list[Remark]] = defaultdict(list)
    for each in found:
        by_article[each.comment.article].append(each)
    parts = wording.parts(text)
    numbers = {part.number for part in parts if part.is_article}
    general = [each for each in found if each.comment.article not in numbers]
    return general, [Passage(part, by_article[part.number] if part.is_article else []) for part in parts]


def version_page(version: RegulationVersion, user: User) -> dict[str, Any]:
    """Text, terms, remarks, where it stands, and what the person can do."""
    adoption = getattr(version, "adoption", None)
    found = remarks(version)
    general, parts = passages(adoption.text if adoption else version.text, found)
    own = queries.own_members(version, user) if version.state == RegulationState.CONSULTING else []
    open_ones = [each.comment.organisation for each in found if each.answer is None]
    return {
        "version": version,
        "regulation": version.regulation,
        "adoption": adoption,
        "steps": steps(version),
        "general": general,
        "passages": parts,
        "unanswered": len(open_ones),
        "remarks": len(found),
        "terms": regulation_terms.table(read_terms(adoption.terms if adoption else version.terms)),
        "may_comment": policy.may_comment(version, own),
        **_deeds(policy.drafter(user, version.regulation), version, open_ones),
    }


def _deeds(drafter: policy.Drafter, version: RegulationVersion, unanswered: list[Any]) -> dict[str, Any]:
    return {
        "may_change": drafter.may_change(version),
        "may_consult": drafter.may_consult(version),
        "may_take_back": drafter.may_take_back(version),
        "may_withdraw": drafter.may_withdraw(version),
        "may_answer": drafter.may_answer(version),
        "may_adopt": drafter.may_adopt(version, unanswered),
        "may_issue": drafter.may_issue(version),
        "drafts": drafter.ruling,
    }


def sheets(page: dict[str, Any]) -> list[Table]:
    """The workbook of a version: its text, its terms, the comments with their answers."""
    rows = [Row([_heading(each.part), each.part.body]) for each in page["passages"]]
    text = Table("text", _("Text"), [Column("article", _("Article")), Column("text", _("Text"))], rows)
    columns = [
        Column("article", _("Article"), spot="name"),
        Column("unit", _("Unit"), spot="line"),
        Column("comment", _("Comment"), spot="line"),
        Column("at", _("Written at"), "moment"),
        Column("outcome", _("Outcome"), spot="mark"),
        Column("answer", _("Answer"), spot="line"),
    ]
    said = [*page["general"], *(each for passage in page["passages"] for each in passage.remarks)]
    return [text, page["terms"], Table("comments", _("Comments"), columns, [_remark(each) for each in said])]


def _heading(part: Part) -> str:
    name = "Chương" if part.is_chapter else "Điều"
    return f"{name} {part.number}. {part.title}" if part.number else ""


def _remark(each: Remark) -> Row:
    comment, answer = each.comment, each.answer
    outcome = [answer.get_outcome_display(), answer.text] if answer else [None, None]
    return Row([comment.article, str(comment.organisation), comment.text, comment.written_at, *outcome])


def steps(version: RegulationVersion) -> list[Step]:
    """Drafted, out for comments, adopted; or drafted and issued; or withdrawn."""
    way = [RegulationState.DRAFT, RegulationState.CONSULTING, RegulationState.ADOPTED]
    if version.regulation.is_model:
        way = [RegulationState.DRAFT, RegulationState.ISSUED]
    if version.state == RegulationState.WITHDRAWN:
        passed = way[: 2 if version.consulted_at else 1]
        done = [Step(state.label, StepStatus.DONE) for state in passed]
        return [*done, Step(RegulationState.WITHDRAWN.label, StepStatus.CURRENT, writing.day(version.withdrawn_at))]
    at = way.index(RegulationState(version.state))
    last = at == len(way) - 1
    return [Step(state.label, _status(index, at, last), _note(version, state)) for index, state in enumerate(way)]


def _status(index: int, at: int, finished: bool) -> StepStatus:
    if index < at or finished:
        return StepStatus.DONE
    return StepStatus.CURRENT if index == at else StepStatus.TODO


def _note(version: RegulationVersion, state: RegulationState) -> str:
    if state == RegulationState.CONSULTING and version.comments_until:
        return _("until {day}").format(day=writing.day(version.comments_until))
    adoption = getattr(version, "adoption", None)
    if adoption and state == RegulationState.ADOPTED:
        return _("in force from {day}").format(day=writing.day(adoption.in_force_on))
    return writing.day(adoption.in_force_on) if adoption and state == RegulationState.ISSUED else ""


def cluster_page(cluster: Cluster, user: User) -> dict[str, Any]:
    """Of a cluster: the terms by which it works today, all versions, and whether the person may begin one."""
    found = list(versions(user).filter(regulation__cluster=cluster).order_by("-number"))
    today = clock.today()
    adopted = [each for each in found if hasattr(each, "adoption") and each.adoption.in_force_on <= today]
    now = max(adopted, key=lambda each: (each.adoption.in_force_on, each.adoption.pk), default=None)
    terms = queries.adopted(now.adoption) if now else read_terms({})
    return {
        "cluster": cluster,
        "regulation": found[0].regulation if found else None,
        "now": now,
        "open": next((each for each in found if each.state in policy.OPEN_REGULATION), None),
        "terms": regulation_terms.table(terms, reverse("regulation-version", args=[now.pk]) if now else ""),
        "versions": history(found, now),
        "may_start": policy.may_start(user, cluster),
    }


def history(found: list[RegulationVersion], now: RegulationVersion | None) -> Table:
    """The versions, newest first, each with its comparison with the one before."""
    columns = [
        Column("number", _("Version"), "link", spot="name"),
        Column("state", _("State"), "state", spot="mark"),
        Column("adopted", _("Adopted on"), "day"),
        Column("in_force", _("In force from"), "day"),
        Column("votes", _("Votes in favour")),
        Column("changes", _("Changes"), "link"),
    ]
    rows = [_version(each, each == now) for each in found]
    return Table("versions", _("Versions"), columns, rows, empty=_("No version yet."), sort_key="vsort")


def _version(each: RegulationVersion, counts: bool) -> Row:
    adoption: RegulationAdoption | None = getattr(each, "adoption", None)
    name = _("version {number}").format(number=each.number)
    url = reverse("regulation-version", args=[each.pk])
    link = Cell(name, url=url, sort=each.number, mark=each.mark, source=each.source)
    state = Cell(each.state, text=_("in force") if counts else each.get_state_display())
    compare = Cell(_("compare"), url=reverse("regulation-compare", args=[each.pk]))
    days = [adoption.adopted_on, adoption.in_force_on] if adoption else [None, None]
    return Row([link, state, *days, _votes(adoption), compare])


def _votes(adoption: RegulationAdoption | None) -> str | None:
    if adoption is None or adoption.members is None:
        return None
    return _("{count} of {members}").format(count=adoption.in_favour, members=adoption.members)


def compared(new: RegulationVersion, old: RegulationVersion | None) -> dict[str, Any]:
    """Two versions side by side: the parts of the text, and the terms that are said otherwise."""
    (before, was), (after, now) = _said(old), _said(new)
    parts = comparing.compare(before, after)
    return {
        "differences": parts,
        "changed": sum(each.change != comparing.SAME for each in parts),
        "terms": _compared_terms(was, now),
    }


def _compared_terms(was: dict[str, Any], now: dict[str, Any]) -> Table:
    columns = [
        Column("term", _("Term"), sortable=False, spot="name"),
        Column("before", _("Before"), sortable=False, spot="line"),
        Column("after", _("After"), sortable=False, spot="line"),
    ]
    words, said = regulation_terms.WORDS, regulation_terms.stored_in_words
    rows = [
        Row([str(words[key].label), said(key, was.get(key)), said(key, now.get(key))])
        for key in comparing.changed_terms(was, now)
    ]
    empty = gettext_lazy("All terms are the same.")
    return Table("terms", _("Terms"), columns, rows, empty=empty, sort_key="tsort")


def _said(version: RegulationVersion | None) -> tuple[str, dict[str, Any]]:
    """Text and terms: as they were adopted, where they were."""
    found = getattr(version, "adoption", version)
    return (found.text, found.terms) if found else ("", {})


def compared_with(version: RegulationVersion, user: User, wanted: str) -> RegulationVersion | None:
    """The version asked for, else what this one was drafted from, else the one before; None for the first."""
    seen = versions(user)
    if wanted.isdigit():
        return seen.filter(pk=int(wanted)).first()
    if version.based_on_id:
        return seen.filter(pk=version.based_on_id).first()
    earlier = seen.filter(regulation=version.regulation_id, number__lt=version.number)
    return earlier.order_by("-number").first()
