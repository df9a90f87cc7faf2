"""What passes from the old head to the new one, and where a hand-over stands."""

from typing import Any, NamedTuple

from django.db.models import QuerySet, TextChoices
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters import clock, writing
from clusters.enums import Addressee, PactState, ProgrammeState, ProposalState
from clusters.models import (
    Conclusion,
    CoordinationProgramme,
    Decision,
    Election,
    Handover,
    Minutes,
    Pact,
    Proposal,
    RegulationAdoption,
    Season,
    Standing,
)
from clusters.queries import duty
from clusters.tables import Cell, Column, Row, Table

# As many as a line of the form takes.
MOST_LETTERS = 500


class HandoverLine(TextChoices):
    """Who goes on with what is handed over."""

    OLD = "old", gettext_lazy("the old head finishes it")
    NEW = "new", gettext_lazy("the new head takes it over")


class Paper(NamedTuple):
    """A document that the new head finds in the system: its name and where it opens."""

    name: str
    url: str


def of(election: Election) -> Handover | None:
    """The hand-over that follows the election, if one was given."""
    return Handover.objects.filter(election=election).first()


def for_page(user) -> QuerySet[Handover]:
    """Visible ones with what the page names."""
    related = ("season__cluster__authority", "election__head", "election__deputy", "giver__organisation")
    return Handover.objects.visible_to(user).select_related(*related, "given_by", "received_by")


def open_matters(season: Season) -> list[dict[str, str]]:
    """What is still open, as lines to be handed over: the duties of the year that ends stay with the old head, who
    leads it until it is closed; what meetings left to be done and what runs on over the years passes to the new one."""
    stays = [*duty.open_duties(season), *_unanswered(season)]
    passes = [*_promised(season), *_decided(season), *_running(season)]
    lines = [(HandoverLine.OLD, stays), (HandoverLine.NEW, passes)]
    return [{"what": " ".join(words.split())[:MOST_LETTERS], "who": who} for who, found in lines for words in found]


def _unanswered(season: Season) -> list[str]:
    """Proposals to the head, which the one to whom they were made answers."""
    made = Proposal.objects.filter(meeting__season=season, addressee=Addressee.HEAD, state=ProposalState.MADE)
    words = _("Proposal of {unit} without an answer: {text}")
    found = made.select_related("participant__organisation").order_by("made_at", "pk")
    return [words.format(unit=each.participant, text=each.text) for each in found]


def _promised(season: Season) -> list[str]:
    promised = Proposal.objects.filter(meeting__season__cluster=season.cluster_id, state=ProposalState.FOLLOWED)
    words = _("Promised to {unit}, due on {day}: {text}")
    found = promised.select_related("participant__organisation").order_by("due_on", "pk")
    return [
        words.format(unit=each.participant, day=writing.day(each.due_on), text=each.follow_up or each.text)
        for each in found
    ]


def _decided(season: Season) -> list[str]:
    open_ = Conclusion.objects.filter(meeting__season__cluster=season.cluster_id, done_at__isnull=True)
    words = _("Decided by a meeting, due on {day}: {text}")
    found = open_.filter(due_on__isnull=False).order_by("due_on", "pk")
    return [words.format(day=writing.day(each.due_on), text=each.text) for each in found]


def _running(season: Season) -> list[str]:
    running = CoordinationProgramme.objects.filter(cluster=season.cluster_id, state=ProgrammeState.AGREED)
    words = _("Coordination programme that runs on: {title}")
    return [words.format(title=each.title) for each in running.order_by("starts_on", "pk")]


def papers(season: Season) -> list[Paper]:
    """The documents that the new head finds here: of the cluster its founding decision, regulations and library, of the
    year its table, pact, sealed ranking and minutes."""
    cluster = season.cluster
    found = [_decision(cluster.founding_decision), *_regulations(season), _library(season)]
    if season.table_id:
        found.append(Paper(str(season.table), reverse("table", args=[season.table_id])))
    if Pact.objects.filter(season=season).exclude(state=PactState.DRAFT).exists():
        found.append(Paper(_("Pact of {season}").format(season=season), reverse("pact", args=[season.pk])))
    sealed = Standing.objects.in_force().filter(season=season).first()
    if sealed:
        found.append(
            Paper(_("Sealed ranking of {season}").format(season=season), reverse("standing", args=[sealed.pk]))
        )
    return [*found, *_minutes(season)]


def _regulations(season: Season) -> list[Paper]:
    """The operating regulations in force today."""
    adopted = RegulationAdoption.objects.filter(version__regulation__cluster=season.cluster_id)
    found = adopted.in_force(clock.today()).first()
    words = _("Operating regulations in force from {day}")
    link = reverse("regulation-version", args=[found.version_id]) if found else ""
    return [Paper(words.format(day=writing.day(found.in_force_on)), link)] if found else []


def _library(season: Season) -> Paper:
    return Paper(_("Library of the cluster"), f"{reverse('documents')}?cluster={season.cluster_id}")


def _minutes(season: Season) -> list[Paper]:
    """Of each meeting those that stand."""
    standing = Minutes.objects.filter(meeting__season=season, replaced_by__isnull=True).select_related("meeting")
    words = _("Minutes: {meeting}")
    return [
        Paper(words.format(meeting=each.meeting), reverse("meeting", args=[each.meeting_id]))
        for each in standing.order_by("meeting__starts_at", "pk")
    ]


def _decision(decision: Decision) -> Paper:
    return Paper(_("Founding decision {number}").format(number=decision), reverse("decision", args=[decision.pk]))


def lines_table(lines: list[dict[str, Any]]) -> Table:
    """What is handed over, and who goes on with it."""
    columns = [
        Column("what", _("What is handed over"), sortable=False, spot="name"),
        Column("who", _("Who goes on with it"), sortable=False, spot="line"),
    ]
    rows = [Row([each["what"], Cell(each["who"], text=HandoverLine(each["who"]).label)]) for each in lines]
    empty = _("Nothing was open when the work was handed over.")
    return Table("handed-over", _("Open matters"), columns, rows, empty=empty, export=False)
