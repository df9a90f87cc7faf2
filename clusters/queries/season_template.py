"""What the register of templates and the page of one show."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters.enums import MODEL_YEAR, PHASES, Phase, SeasonTemplateState, YearKind
from clusters.models import Cluster, Decision, Organisation, Season, SeasonTemplate, TemplateUse
from clusters.queries import model_year
from clusters.queries import period as periods
from clusters.queries import season_plan as plans
from clusters.registers import Order, Register, by_label, by_position
from clusters.tables import Cell, Column, Row, Table


def listed(user, *, authority: Organisation | None = None, kind: str = "", state: str = "") -> QuerySet[SeasonTemplate]:
    """Visible ones by name, with the number of years opened from each."""
    found = SeasonTemplate.objects.visible_to(user)
    found = found.filter(authority=authority) if authority else found
    found = found.filter(kind=kind) if kind else found
    found = found.filter(state=state) if state else found
    return found.select_related("authority").annotate(years=Count("uses")).order_by("sort_key", "pk")


def authorities(user) -> QuerySet[Organisation]:
    """Authorities of the templates that the person may see."""
    seen = SeasonTemplate.objects.visible_to(user).filter(authority=OuterRef("pk"))
    return Organisation.objects.filter(Exists(seen)).order_by("sort_key")


def register(found: QuerySet[SeasonTemplate]) -> Register:
    """One row for each template."""
    orders: dict[str, Order] = {
        "name": "sort_key",
        "state": by_position("state", SeasonTemplateState.values),
        "authority": "authority__sort_key",
        "kind": by_label("kind", YearKind),
        "starts": "starts_on",
        "years": "years",
    }
    return Register(found, _table, orders)


def _table(found: Iterable[Any]) -> Table:
    columns = [
        Column("name", _("Template"), "link", spot="name"),
        Column("state", _("State"), "state", spot="mark"),
        Column("authority", _("Authority"), spot="line"),
        Column("kind", _("Kind of year"), spot="line"),
        Column("starts", _("Starts on")),
        Column("years", _("Years opened"), "number"),
    ]
    rows = [_row(each) for each in found]
    return Table(
        "season-templates", _("Templates of a year"), columns, rows, empty=_("No template fits these filters.")
    )


def _row(each: Any) -> Row:
    """A SeasonTemplate with `years` as `listed` counts them."""
    name = Cell(each.name, url=reverse("season-template", args=[each.pk]), mark=each.mark, source=each.source)
    state = Cell(each.state, text=each.get_state_display())
    starts = Cell(model_year.day(each.starts_on))
    return Row([name, state, str(each.authority), each.get_kind_display(), starts, each.years])


def for_page(user) -> QuerySet[SeasonTemplate]:
    """Visible ones with what the page names."""
    opens = Decision.objects.visible_to(user).filter(pk=OuterRef("decision"))
    found = SeasonTemplate.objects.visible_to(user).select_related("authority", "decision", "table")
    return found.annotate(opens_decision=Exists(opens)).prefetch_related("phases", "periods")


def for_cluster(cluster: Cluster) -> list[SeasonTemplate]:
    """Those in force at the cluster's authority: the calendar year's first."""
    return list(SeasonTemplate.objects.in_force().filter(authority=cluster.authority_id).order_by("kind", "pk"))


def label(plan: plans.Plan, year: int) -> str:
    """What the year would be called: 2027, or 2027–2028."""
    return Season(year=year, starts_on=plan.initial["starts_on"], ends_on=plan.initial["ends_on"]).label


def phase_table(template: SeasonTemplate, plan: plans.Plan, year: int) -> Table:
    """Each phase as the template has it and on which day that falls in the year planned."""
    lines = {line.phase: line for line in template.phases.all()}
    columns = [
        Column("phase", _("Phase"), sortable=False, spot="name"),
        Column("said", _("By the template"), sortable=False, spot="line"),
        Column("due", _("Due in {year}").format(year=label(plan, year)), "moment", sortable=False),
        Column("note", _("Note"), sortable=False, spot="line"),
    ]
    rows = [_phase(lines.get(phase), phase, plan, year) for phase in PHASES[:-1]]
    return Table("phases", _("Phases"), columns, rows, sort_key="phase-sort")


def _phase(line, phase: Phase, plan: plans.Plan, year: int) -> Row:
    if line is None:
        return Row([phase.label, Cell(None, text=_("no deadline")), None, None], tone="muted")
    if line.due_at is None:
        return Row([phase.label, _("left out"), None, line.left_out], tone="muted")
    due = plan.due(phase)
    moved = due is not None and plans.is_moved(line.due_at, due, year - MODEL_YEAR)
    return Row([phase.label, model_year.moment(line.due_at), due, _("moved on from a day off") if moved else None])


def period_table(template: SeasonTemplate, plan: plans.Plan, year: int) -> Table:
    """Each reporting period as the template has it and as it would be."""
    columns = [
        Column("period", _("Reporting period"), sortable=False, spot="name"),
        Column("said", _("By the template"), sortable=False, spot="line"),
        Column("opens", _("Opens on"), "day", sortable=False),
        Column("due", _("Due in {year}").format(year=label(plan, year)), "moment", sortable=False),
        Column("grace", _("Days of grace"), "number", sortable=False),
        Column("signed", _("Signed by the leader"), sortable=False),
    ]
    lines = zip(plans.in_order(template.periods.all()), plan.periods, strict=True)
    rows = [_period(line, planned) for line, planned in lines]
    empty = _("Years opened from it have no reporting periods.")
    return Table("periods", _("Reporting periods"), columns, rows, empty=empty, sort_key="period-sort")


def _period(line, planned: plans.PlannedPeriod) -> Row:
    said = f"{model_year.day(line.opens_on)} – {model_year.moment(line.due_at)}"
    words = periods.words(planned.kind, planned.number)
    signed = _("yes") if planned.asks_signature else None
    return Row([words, said, planned.opens_on, planned.due_at, planned.grace_days, signed])


def uses(template: SeasonTemplate, user) -> Table:
    """The years opened from it, as far as the person can see them, newest first."""
    seen = Season.objects.visible_to(user).filter(pk=OuterRef("season"))
    found = TemplateUse.objects.filter(Exists(seen), template=template).select_related("season__cluster")
    columns = [
        Column("season", _("Emulation year"), "link", spot="name"),
        Column("phase", _("Phase"), "state", spot="mark"),
        Column("opened", _("Opened at"), "moment"),
        Column("version", _("Version of the template"), "number"),
    ]
    rows = [_use(each) for each in found.order_by("-season__year", "season__cluster__sort_key")]
    empty = _("No year was opened from it yet.")
    return Table("uses", _("Years opened from it"), columns, rows, empty=empty, sort_key="use-sort")


def _use(each: TemplateUse) -> Row:
    season = each.season
    name = Cell(str(season), url=reverse("season", args=[season.pk]), mark=season.mark, source=season.source)
    phase = Cell(season.phase, text=season.get_phase_display(), sort=PHASES.index(Phase(season.phase)))
    return Row([name, phase, each.opened_at, each.version])
