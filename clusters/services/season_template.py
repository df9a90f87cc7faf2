"""The template of an authority's year: written as a whole, put in force, retired. It never touches a year that is
open."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import MODEL_YEAR, PHASES, SKIPPABLE_PHASES, Event, PeriodKind, Phase, SeasonTemplateState, YearKind
from clusters.errors import Invalid, Stale
from clusters.models import (
    Decision,
    Organisation,
    ScoringTable,
    Season,
    SeasonTemplate,
    Succession,
    TemplatePeriod,
    TemplatePhase,
    User,
)
from clusters.policies import season as seasons
from clusters.policies import season_template as policy
from clusters.queries import model_year
from clusters.queries import period as periods
from clusters.queries import season_plan as plans
from clusters.services.period import PeriodLine, refuse_unsound


@dataclass(frozen=True)
class TemplateSheet:
    """A template as it shall be; all days are of the model year or the next."""

    name: str
    starts_on: dt.date
    basis: str = ""
    decision: Decision | None = None
    table: ScoringTable | None = None
    due: Mapping[Phase, dt.datetime] = field(default_factory=dict)
    left_out: Mapping[Phase, str] = field(default_factory=dict)
    periods: Sequence[PeriodLine] = ()

    @property
    def facts(self) -> dict[str, Any]:
        """The fields of the template itself."""
        kind = YearKind.CALENDAR if (self.starts_on.month, self.starts_on.day) == (1, 1) else YearKind.SCHOOL
        own = {"starts_on": self.starts_on, "basis": self.basis, "decision": self.decision, "table": self.table}
        return {"name": self.name.strip(), "kind": kind, **own}


@transaction.atomic
def draft(authority: Organisation, sheet: TemplateSheet, *, by: User, **provenance: str) -> SeasonTemplate:
    """A new template of the authority, not yet in force."""
    policy.may_draft_template(by, authority).require()
    _refuse(sheet, authority)
    template = SeasonTemplate.objects.create(authority=authority, **sheet.facts, **provenance)
    _write_lines(template, sheet)
    audit.record(Event.SEASON_TEMPLATE_DRAFTED, template, by=by, after=said(template))
    return template


@transaction.atomic
def keep(season: Season, name: str, *, by: User) -> SeasonTemplate:
    """A new template from a year as it stands: its first day, deadlines, phases left out, periods, table."""
    season = Season.objects.select_related("cluster__authority", "table__table").get(pk=season.pk)
    seasons.may_keep_as_template(by, season).require()
    years = MODEL_YEAR - season.starts_on.year
    lines = list(season.phases.all())
    sheet = TemplateSheet(
        name=name,
        starts_on=plans.same_day(season.starts_on, years),
        table=season.table.table if season.table else None,
        due={Phase(e.phase): plans.same_moment(e.due_at, years) for e in lines if e.due_at and not e.skipped_at},
        left_out={Phase(each.phase): each.skip_reason for each in lines if each.skipped_at},
        periods=[_kept(each, years) for each in periods.of_year(season)],
    )
    return draft(season.cluster.authority, sheet, by=by)


@transaction.atomic
def write(template: SeasonTemplate, sheet: TemplateSheet, *, by: User, seen: int | None = None) -> SeasonTemplate:
    """Let the template be just this. `seen` is the version that was read; Stale has what a colleague wrote since."""
    template = locked(template)
    policy.may_change_template(by, template).require()
    require_seen(template, seen)
    _refuse(sheet, template.authority)
    _refuse_second(template, sheet)
    before = said(template)
    for name, value in sheet.facts.items():
        setattr(template, name, value)
    template.save(update_fields=[*sheet.facts, "sort_key"])
    count_up(template)
    template.phases.all().delete()
    template.periods.all().delete()
    _write_lines(template, sheet)
    audit.record(Event.SEASON_TEMPLATE_CHANGED, template, by=by, before=before, after=said(template))
    return template


@transaction.atomic
def put_in_force(template: SeasonTemplate, *, by: User) -> SeasonTemplate:
    """Years are opened from it from now on; the one of the same kind that was in force until now is retired."""
    Organisation.objects.select_for_update(of=("self",)).get(pk=template.authority_id)
    template = locked(template)
    policy.may_put_in_force(by, template).require()
    for former in SeasonTemplate.objects.in_force().filter(authority=template.authority, kind=template.kind):
        retire(former, by=by, reason=_("Replaced by “{template}”.").format(template=template))
    template.state, template.in_force_at, template.in_force_by = SeasonTemplateState.IN_FORCE, clock.now(), by
    template.save(update_fields=["state", "in_force_at", "in_force_by"])
    audit.record(Event.SEASON_TEMPLATE_IN_FORCE, template, by=by, after={"version": template.version})
    return template


@transaction.atomic
def retire(template: SeasonTemplate, *, by: User, reason: str = "") -> SeasonTemplate:
    """No more years are opened from it; those that were keep everything."""
    template = locked(template)
    policy.may_retire(by, template).require()
    template.state, template.retired_at, template.retired_by = SeasonTemplateState.RETIRED, clock.now(), by
    template.save(update_fields=["state", "retired_at", "retired_by"])
    audit.record(Event.SEASON_TEMPLATE_RETIRED, template, by=by, reason=reason.strip())
    return template


def locked(template: SeasonTemplate) -> SeasonTemplate:
    """The template as it stands now, locked until the deed is done."""
    rows = SeasonTemplate.objects.select_for_update(of=("self",)).select_related("authority", "table", "decision")
    return rows.get(pk=template.pk)


def require_seen(template: SeasonTemplate, seen: int | None) -> None:
    """Refuse to go on from what a colleague has changed since it was read."""
    if seen is not None and seen != template.version:
        sentence = _("A colleague changed this template while you were writing. Compare both and save again.")
        raise Stale(sentence, theirs=said(template), seen=template.version)


def count_up(template: SeasonTemplate) -> None:
    """The next version of a template that is locked and has been changed."""
    template.version += 1
    template.save(update_fields=["version"])


def said(template: SeasonTemplate) -> dict[str, Any]:
    """The whole template in words, for the trail and to compare."""
    lines = sorted(template.phases.all(), key=lambda each: PHASES.index(Phase(each.phase)))
    return {
        "name": template.name,
        "starts_on": model_year.day(template.starts_on),
        "basis": template.basis,
        "decision": str(template.decision or ""),
        "table": str(template.table or ""),
        "phases": [phase_words(Phase(each.phase), each.due_at, each.left_out) for each in lines],
        "periods": [period_words(each) for each in plans.in_order(template.periods.all())],
    }


def phase_words(phase: Phase, due_at: dt.datetime | None, left_out: str) -> str:
    """A phase of a template in a line."""
    what = model_year.moment(due_at) if due_at else _("left out: {reason}").format(reason=left_out)
    return f"{phase.label}: {what}"


def period_words(each: PeriodLine | TemplatePeriod) -> str:
    """A reporting period of a template in a line."""
    days = f"{model_year.day(each.opens_on)} – {model_year.moment(each.due_at)}"
    return f"{periods.words(each.kind, each.number)}: {days}{periods.besides(each)}"


def _kept(each, years: int) -> PeriodLine:
    opens_on, due_at = plans.same_day(each.opens_on, years), plans.same_moment(each.due_at, years)
    return PeriodLine(PeriodKind(each.kind), each.number, opens_on, due_at, each.grace_days, each.asks_signature)


def _write_lines(template: SeasonTemplate, sheet: TemplateSheet) -> None:
    due = [TemplatePhase(template=template, phase=phase, due_at=at) for phase, at in sheet.due.items()]
    left = [TemplatePhase(template=template, phase=p, left_out=reason) for p, reason in sheet.left_out.items()]
    TemplatePhase.objects.bulk_create([*due, *left])
    TemplatePeriod.objects.bulk_create(
        TemplatePeriod(
            template=template,
            kind=each.kind,
            number=each.number,
            opens_on=each.opens_on,
            due_at=each.due_at,
            grace_days=each.grace_days,
            asks_signature=each.asks_signature,
        )
        for each in sheet.periods
    )


def _refuse(sheet: TemplateSheet, authority: Organisation) -> None:
    problems = {}
    if not sheet.name.strip():
        problems["name"] = _("Give the template a name.")
    if sheet.starts_on.year != MODEL_YEAR:
        problems["starts_on"] = _("The year begins on a day of its first calendar year.")
    if sheet.table and sheet.table.authority_id != authority.pk:
        problems["table"] = _("Choose a scoring table of {authority}.").format(authority=authority)
    if sheet.decision and not _is_issued_by(authority, sheet.decision):
        problems["decision"] = _("Choose a decision of {authority}.").format(authority=authority)
    problems |= _problems_of_phases(sheet)
    if any(not model_year.is_within(day) for each in sheet.periods for day in (each.opens_on, _day(each.due_at))):
        problems["periods"] = _("A period lies outside the year that begins and the next one.")
    if problems:
        raise Invalid(problems)
    refuse_unsound(sheet.periods, sheet.starts_on)


def _problems_of_phases(sheet: TemplateSheet) -> dict[str, str]:
    problems, latest = {}, None
    for phase in PHASES:
        due, reason = sheet.due.get(phase), sheet.left_out.get(phase)
        if due and reason:
            problems[f"due_{phase}"] = _("A phase is either due or left out. Empty one of the two.")
        elif reason and phase not in SKIPPABLE_PHASES:
            problems[f"left_out_{phase}"] = _("Every year needs this phase. Empty the reason.")
        elif due and not (model_year.is_within(_day(due)) and _day(due) >= sheet.starts_on):
            problems[f"due_{phase}"] = _("This lies outside the year and the one after it. Choose another day.")
        elif due and latest and due < latest[0]:
            words = _("This lies before the deadline of “{before}”. Choose a later moment.")
            problems[f"due_{phase}"] = words.format(before=latest[1].label)
        latest = (due, phase) if due else latest
    return problems


def _refuse_second(template: SeasonTemplate, sheet: TemplateSheet) -> None:
    """Another first day may make it the second of its kind in force."""
    others = SeasonTemplate.objects.in_force().filter(authority=template.authority, kind=sheet.facts["kind"])
    if template.state == SeasonTemplateState.IN_FORCE and (other := others.exclude(pk=template.pk).first()):
        words = _("“{other}” is in force for this kind of year. Retire it first, or keep the first day.")
        raise Invalid({"starts_on": words.format(other=other)})


def _is_issued_by(authority: Organisation, decision: Decision) -> bool:
    return Succession.objects.filter(ancestor=authority, organisation=decision.issuer_id).exists()


def _day(moment: dt.datetime) -> dt.date:
    return moment.astimezone(clock.ZONE).date()
