"""The terms of the regulations in words: what each decides, how its value reads, and what the law says of it."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters import clock
from clusters.models import Cluster, Membership
from clusters.queries import regulation as queries
from clusters.regulating import DEFAULTS, KINDS, Terms, term_of
from clusters.regulating import terms as keys
from clusters.tables import Cell, Column, Row, Table


class Words(NamedTuple):
    """What a term is called, and on what it rests where it was not adopted."""

    label: object
    note: object


_OPEN = gettext_lazy("The law leaves it open; offered from practice.")
_OWN = gettext_lazy("For the cluster to settle.")
WORDS: Mapping[str, Words] = {
    "quorum": Words(gettext_lazy("Quorum: share of the members that must take part"), _OPEN),
    "threshold": Words(gettext_lazy("Threshold: share of the votes in favour"), _OPEN),
    "comparison": Words(gettext_lazy("More than the threshold, or at least the threshold"), _OPEN),
    "base": Words(gettext_lazy("The threshold counts from"), _OPEN),
    "written_votes": Words(gettext_lazy("Absent units vote in writing"), _OPEN),
    "tie_rule": Words(
        gettext_lazy("Units of equal points, where the scoring table has no tie-breakers"),
        gettext_lazy("The scoring table's own tie-breakers come first. Offered: they share the rank."),
    ),
    "head_verifier": Words(gettext_lazy("The report of the head's own unit is verified by"), _OWN),
    "deputy_signs": Words(
        gettext_lazy("The deputy may sign for the head (KT.)"),
        gettext_lazy("The form of signing for another: Decree 30/2020/NĐ-CP, Annex I."),
    ),
    "grace_days": Words(gettext_lazy("Days after the due date that do not yet count as late"), _OWN),
    "grace_counted": Words(gettext_lazy("These days are counted as"), _OWN),
    "answer_days": Words(gettext_lazy("Days to answer a request of another member"), _OWN),
    "answer_counted": Words(gettext_lazy("The days to answer are counted as"), _OWN),
    "remind_before": Words(gettext_lazy("Reminders so many days before a report is due"), _OWN),
    "remind_every": Words(
        gettext_lazy("Days from one reminder of an overdue report to the next"),
        gettext_lazy("For the cluster to settle. The first is sent on the day after; 0 sends no other."),
    ),
    "remind_leader_after": Words(
        gettext_lazy("The unit's leader is told so many days after a report was due"),
        gettext_lazy("For the cluster to settle. 0 tells the officers only."),
    ),
}
CHOICES: Mapping[str, Mapping[str, object]] = {
    "comparison": {
        keys.MORE_THAN: gettext_lazy("more than the threshold"),
        keys.AT_LEAST: gettext_lazy("at least the threshold"),
    },
    "base": {
        keys.ALL_MEMBERS: gettext_lazy("all members"),
        keys.PRESENT: gettext_lazy("the members that take part"),
    },
    "written_votes": {keys.YES: gettext_lazy("yes"), keys.NO: gettext_lazy("no")},
    "tie_rule": {
        keys.BONUS: gettext_lazy("more bonus points"),
        keys.CORE: gettext_lazy("more points of content"),
        keys.PENALTY: gettext_lazy("fewer penalty points"),
        keys.LATE: gettext_lazy("fewer late reports"),
        keys.MEETING: gettext_lazy("the decision of the meeting"),
    },
    "head_verifier": {
        keys.DEPUTY: gettext_lazy("the deputy head"),
        keys.AUTHORITY: gettext_lazy("the officials of the authority"),
    },
    "deputy_signs": {keys.YES: gettext_lazy("yes"), keys.NO: gettext_lazy("no")},
    "grace_counted": {keys.CALENDAR: gettext_lazy("calendar days"), keys.WORKING: gettext_lazy("working days")},
    "answer_counted": {keys.CALENDAR: gettext_lazy("calendar days"), keys.WORKING: gettext_lazy("working days")},
}


def in_words(key: str, value: Any) -> str:
    """A typed value as a person reads it."""
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}" if value != 1 else _("all")
    if isinstance(value, tuple) and key not in CHOICES:
        return "; ".join(str(each) for each in value)
    if isinstance(value, tuple):
        return _(", then ").join(str(CHOICES[key][each]) for each in value) or _("they share the rank")
    return str(CHOICES[key][value]) if key in CHOICES else str(value)


def stored_in_words(key: str, said: Mapping[str, Any] | None) -> str:
    """What a version says on a term, with its article; that it is left open where it says nothing."""
    if said is None:
        return _("as offered: {value}").format(value=in_words(key, term_of(DEFAULTS, key).value))
    value = in_words(key, KINDS[key].read(said["value"]))
    return _("{value} (article {article})").format(value=value, article=said.get("article") or "–")


def measure(cluster: Cluster | None) -> dict[str, Any]:
    """What a vote is held against today: members, quorum and threshold in force or as offered; two queries."""
    members = Membership.objects.current().filter(cluster=cluster).count()
    terms = queries.terms_of(cluster, clock.today()) if cluster else DEFAULTS
    values = {key: in_words(key, term_of(terms, key).value) for key in ("quorum", "threshold", "comparison", "base")}
    return {"members": members, "least_present": terms.least_present(members), "values": values, "terms": terms}


def table(terms: Terms, text_url: str = "") -> Table:
    """Every term as it stands: its value, its article, whether it was adopted or is offered. `text_url` is the page on
    which the articles stand, where that is another."""
    columns = [
        Column("term", _("Term"), sortable=False, spot="name"),
        Column("value", _("Value"), sortable=False, spot="lead"),
        Column("origin", _("Where it comes from"), sortable=False, spot="line"),
        Column("note", _("Legal note"), sortable=False, spot="line"),
    ]
    rows = [_row(terms, key, text_url) for key in KINDS]
    return Table("terms", _("Terms that the system decides by"), columns, rows, sort_key="tsort")


def _row(terms: Terms, key: str, text_url: str) -> Row:
    term = term_of(terms, key)
    origin = Cell("offered", text=_("offered")) if not term.is_adopted else _article(term.article, text_url)
    return Row([str(WORDS[key].label), in_words(key, term.value), origin, str(WORDS[key].note)])


def _article(number: str, text_url: str) -> Cell:
    if not number:
        return Cell(_("the regulations"))
    return Cell(_("article {number}").format(number=number), url=f"{text_url}#article-{number}")
