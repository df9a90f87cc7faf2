"""The history of one criterion of a report, of a year or of a period: every value old and new, who, when and why; and
what was reported in the years before."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from clusters import explanations, writing
from clusters.enums import Blank, Event
from clusters.models import AuditEntry, Criterion, Organisation, PeriodReport, Report, User
from clusters.queries import past_figure, trail
from clusters.queries import report as reports
from clusters.queries import scoring as scores
from clusters.queries.cell import Sheet
from clusters.queries.past_figure import Then
from clusters.tables import Cell, Column, Row, Table

# Back to the first year that a table may look at.
YEARS = 5
# These name the criteria that they concern in a list of their own; which, both databases cannot be asked alike.
LISTED = (
    *(Event.REPORT_BOOK_TAKEN, Event.REPORT_DERIVED),
    *(Event.REPORT_SIGNATURE_VOIDED, Event.REPORT_RETURNED, Event.PERIOD_REPORT_BOOK_TAKEN),
    Event.PERIOD_REPORT_SIGNATURE_VOIDED,
)
# A period is returned as a whole.
WHOLE = (Event.PERIOD_REPORT_RETURNED,)
# Of an entry about a file: the criterion is the page's own, and a file is known by its name; the trail has its hash.
UNSAID = ("criterion", "hash")
Said = Mapping[str, Any]


def of_line(report: Sheet, criterion: Criterion, user: User) -> Table:
    """The newest first; one query, none of a report that nobody has begun."""
    columns = [
        Column("at", _("When"), "moment", sortable=False, spot="name"),
        Column("who", _("By whom"), sortable=False),
        Column("what", _("What happened"), sortable=False, spot="line"),
        Column("change", _("Old → new"), sortable=False, spot="line"),
        Column("why", _("Why"), sortable=False, spot="line"),
    ]
    found = _entries(report, criterion, user) if report.pk else ()
    entries = [each for each in found if _concerns(each, criterion.code)]
    rows = [_row(each, criterion) for each in entries]
    return Table("history", _("History of the values"), columns, rows, empty=_("Nothing has been entered yet."))


def years_before(report: Report, criterion: Criterion) -> Table:
    """What was reported for the criterion in the years before, and the points given in the last; two queries, and one
    for the names where several bodies of then stand for the unit."""
    columns = [
        Column("year", _("Year"), sortable=False, spot="name"),
        Column("result", _("Result"), sortable=False, spot="figure"),
        Column("points", _("Verified points"), "points", sortable=False),
    ]
    past = past_figure.read(report.participant, [criterion], YEARS).get(criterion.code, {})
    rows = [Row([year, _result(criterion, then), then.points]) for year, then in _years(past)]
    empty = _("No report of an earlier year is known.")
    return Table("years", _("The years before"), columns, rows, empty=empty, sort_key="ysort", export=False)


def same_period_before(report: PeriodReport, criterion: Criterion) -> Table:
    """What was reported for the criterion in the same period of the years before; as many queries."""
    columns = [
        Column("year", _("Year"), sortable=False, spot="name"),
        Column("result", _("Result"), sortable=False, spot="figure"),
    ]
    past = past_figure.of_period(report.participant, report.period, [criterion], YEARS).get(criterion.code, {})
    rows = [Row([year, _result(criterion, then)]) for year, then in _years(past)]
    title, empty = _("The same period of the years before"), _("No report of this period in an earlier year is known.")
    return Table("years", title, columns, rows, empty=empty, sort_key="ysort", export=False)


def _years(past: Mapping[int, list[Then]]) -> Iterable[tuple[Cell, Then]]:
    """The last year first, each with the body of then where several stand for the unit."""
    several = {then.organisation for each in past.values() for then in each}
    names = Organisation.objects.in_bulk(several) if len(several) > 1 else {}
    return [
        (Cell(str(year), note=str(names.get(then.organisation, ""))), then)
        for year in sorted(past, reverse=True)
        for then in past[year]
    ]


def _result(criterion: Criterion, then: Then) -> str:
    """As today's rule says it, or the number that it came to, or why there was none."""
    rule = scores.rule_of(criterion)
    words = reports.in_words(rule, scores.typed(rule, then.inputs), criterion.unit_of_measure)
    if words or not then.blank:
        return words or writing.number(then.value)
    return str(Blank(then.blank).label)


def _entries(report: Sheet, criterion: Criterion, user: User) -> QuerySet[AuditEntry]:
    code = criterion.code
    named = Q(before__has_key=code) | Q(after__has_key=code) | Q(event__in=LISTED)
    named |= Q(before__criterion=code) | Q(after__criterion=code) | Q(event__in=WHOLE)
    found = AuditEntry.objects.about(report).visible_to(user).filter(named)
    return found.select_related("actor").order_by("-number")


def _concerns(entry: AuditEntry, code: str) -> bool:
    return entry.event not in LISTED or code in entry.after.get("criteria", ())


def _row(entry: AuditEntry, criterion: Criterion) -> Row:
    line = trail.line(entry)
    old, new = _about(entry.before, criterion.code), _about(entry.after, criterion.code)
    parts = [name for name in dict.fromkeys([*old, *new]) if (old.get(name) or "") != (new.get(name) or "")]
    said = [_change(criterion, name, old, new) for name in parts]
    return Row([entry.at, line.who, line.what, Cell(None, text="; ".join(filter(None, said)) or "–"), entry.reason])


def _about(said: Said, code: str) -> Said:
    """What an entry says of one criterion: its parts, or the whole of an entry about one file."""
    several = said.get("criteria")
    said = several if isinstance(several, dict) else said
    if code in said:
        return said[code] if isinstance(said[code], dict) else {"": said[code]}
    return {name: value for name, value in said.items() if name not in UNSAID} if said.get("criterion") == code else {}


def _change(criterion: Criterion, name: str, old: Said, new: Said) -> str:
    before, after = (_value(criterion, name, each) or writing.NONE for each in (old, new))
    label = _label(criterion, name)
    return f"{label}: {before} → {after}" if label else f"{before} → {after}"


def _label(criterion: Criterion, name: str) -> str:
    rule = scores.rule_of(criterion)
    asked = {one.name: one.label for one in rule.inputs} if rule else {}
    words = explanations.word(asked[name]) if name in asked else str(trail.WORDS.get(name, ""))
    return words[:1].upper() + words[1:]


def _value(criterion: Criterion, name: str, said: Said) -> str:
    """As the rule says it; a value that the rule does not know as it was written down."""
    value, rule = said.get(name), scores.rule_of(criterion)
    if value in (None, ""):
        return ""
    one = next((each for each in rule.inputs if each.name == name), None) if rule else None
    typed = scores.typed(rule, {key: each for key, each in said.items() if key in _names(rule.inputs)}) if rule else {}
    if one is not None and typed.get(name) is not None:
        return explanations.say(one, typed[name])
    return str(Blank(value).label) if name == "blank" and value in Blank.values else str(value)


def _names(inputs: Iterable[Any]) -> set[str]:
    return {one.name for one in inputs}
