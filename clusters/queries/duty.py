"""What a phase asks for before the season may leave it: the checklist the owner sees, done and not done."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters.enums import MeetingState, PactState, Phase, ReportState
from clusters.models import Meeting, Pact, Report, Season, Standing
from clusters.models.report import SENT_IN
from clusters.queries import post


@dataclass(frozen=True)
class Duty:
    """One line of a checklist; `url` leads to where it is mended, '' where the person cannot go there."""

    words: str
    is_done: bool
    url: str = ""


class Sent(NamedTuple):
    """A unit that stays, with where its report stands."""

    unit: str
    state: str
    url: str = ""


class Look:
    """What the checklists look at, each read when first asked for; a page that has read it already gives it."""

    def __init__(self, season: Season, **known: object) -> None:
        self.season = season
        vars(self).update(known)

    @cached_property
    def head(self) -> object:
        return post.head_of(self.season)

    @cached_property
    def is_signed(self) -> bool:
        return Pact.objects.filter(season=self.season, state=PactState.SIGNED).exists()

    @cached_property
    def reports(self) -> list[Sent]:
        found = Report.objects.in_season(self.season).filter(participant__left_on__isnull=True)
        found = found.select_related("participant__organisation").order_by("participant__organisation__sort_key")
        return [Sent(str(report.participant), report.state) for report in found]

    @cached_property
    def is_sealed(self) -> bool:
        return Standing.objects.filter(season=self.season).exists()

    @cached_property
    def meetings(self) -> int:
        """How many are neither closed nor cancelled."""
        return unfinished_meetings().filter(season=self.season).count()


def unfinished_meetings() -> QuerySet[Meeting]:
    """Planned, called or open: in a year that is closed they can only be brought to their end."""
    return Meeting.objects.filter(state__in=(MeetingState.PLANNED, MeetingState.CALLED, MeetingState.OPEN))


def open_duties(season: Season) -> list[str]:
    """Sentences, one for each duty open in the current phase; empty when the season may simply move on."""
    return [duty.words for duty in checklist(Look(season), Phase(season.phase)) if not duty.is_done]


def checklist(look: Look, phase: Phase) -> list[Duty]:
    """The lines of one phase, in order; empty for a phase that asks for nothing."""
    return CHECKLISTS[phase](look) if phase in CHECKLISTS else []


def _of_preparing(look: Look) -> list[Duty]:
    table, headship = (reverse(name, args=[look.season.pk]) for name in ("season-table", "season-headship"))
    head = _("The cluster has a head today: {unit}.").format(unit=look.head) if look.head else ""
    return [
        Duty(_("The year has its scoring table."), True, table)
        if look.season.table_id
        else Duty(_("The year has no scoring table yet."), False, table),
        Duty(head or _("The cluster has no head today."), bool(head), headship),
    ]


def _of_pact(look: Look) -> list[Duty]:
    url = reverse("pact", args=[look.season.pk])
    if look.is_signed:
        return [Duty(_("All members have signed the pact."), True, url)]
    return [Duty(_("The pact has not been signed by all members."), False, url)]


def _of_self_scoring(look: Look) -> list[Duty]:
    sent = [each for each in look.reports if each.state in SENT_IN]
    words = _("{count} of {all} units have sent their reports.").format(count=len(sent), all=len(look.reports))
    url = reverse("reports", args=[look.season.pk])
    arrived = [Duty(words, True, url)] if sent else []
    missing = [each for each in look.reports if each.state not in SENT_IN]
    return arrived + [
        Duty(_("{unit} has not sent its report.").format(unit=e.unit), False, e.url or url) for e in missing
    ]


def _of_verifying(look: Look) -> list[Duty]:
    waiting = sum(each.state == ReportState.SUBMITTED for each in look.reports)
    url = reverse("reports", args=[look.season.pk])
    if waiting:
        words = _("{count} reports wait to be accepted or returned.").format(count=waiting)
        return [Duty(words, False, url), *_of_self_scoring(look)]
    return [Duty(_("No report waits to be accepted or returned."), True, url), *_of_self_scoring(look)]


def _of_meeting(look: Look) -> list[Duty]:
    url = reverse("ranking", args=[look.season.pk])
    if look.is_sealed:
        return [Duty(_("The ranking is sealed."), True, url)]
    return [Duty(_("The ranking has not been sealed."), False, url)]


def _of_decided(look: Look) -> list[Duty]:
    url = reverse("season-meetings", args=[look.season.pk])
    if look.meetings:
        words = _("{count} meetings of the year are neither closed nor cancelled.").format(count=look.meetings)
        return [Duty(words, False, url)]
    return [Duty(_("Every meeting of the year is closed or cancelled."), True, url)]


CHECKLISTS = {
    Phase.PREPARING: _of_preparing,
    Phase.PACT: _of_pact,
    Phase.SELF_SCORING: _of_self_scoring,
    Phase.VERIFYING: _of_verifying,
    Phase.MEETING: _of_meeting,
    Phase.DECIDED: _of_decided,
}
