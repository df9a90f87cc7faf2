"""Everything that the hub of one year shows, read once."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from clusters.enums import PHASE_OWNER, HeadshipRole, PactState, Phase, phase_reached
from clusters.errors import Denied
from clusters.models import Season
from clusters.policies import participant as units
from clusters.policies import season as policy
from clusters.queries import duty, post
from clusters.queries import figure as figures
from clusters.queries import participant as participants
from clusters.queries import season as seasons
from clusters.queries.trail import trail
from clusters.rulings import ALLOWED
from clusters.tables import Table


class RankingStage(TextChoices):
    """How far the ranking of a year is."""

    NOT_YET = "todo", _("Not yet")
    LIVE = "running", _("Live, not sealed")
    SEALED = "sealed", _("Sealed")


@dataclass(frozen=True)
class Checklist:
    """What one phase asks for before the year leaves it, and who moves it on."""

    phase: Phase
    lines: list[duty.Duty]

    @property
    def owner(self) -> str:
        return str(PHASE_OWNER[self.phase].label)


class Page:
    """The year as one person sees it: where it stands, what it waits for, its units, and what the person may do."""

    def __init__(self, season: Season, user) -> None:
        self.season, self.user = season, user
        self.lines = list(season.phases.all())
        self.units = participants.in_season(season, user)
        self.headships = seasons.headships(season)
        self.head = seasons.in_charge(self.headships, HeadshipRole.HEAD)
        self.deputy = seasons.in_charge(self.headships, HeadshipRole.DEPUTY)
        self.steps = seasons.steps(season, self.lines)
        self.expected = seasons.expected(season, self.lines, self.head)
        self.reports_sent, self.reports_due = participants.reports_in(self.units)
        self.pact = getattr(season, "pact", None)
        self.pact_label = self.pact.get_state_display() if self.pact else PactState.DRAFT.label
        self.standing = seasons.standing(season)
        self.ranking = self._ranking()
        self.own = [unit for unit in self.units if unit.own]
        self.entries = trail(season, user)
        self._ask()

    def _ask(self) -> None:
        """What the person may do, and what is still open before the year may move on."""
        skipped = {line.phase for line in self.lines if line.skipped_at}
        following = policy.next_phase(self.season, skipped)
        self.next_phase = following.label if following else ""
        self.may_advance = policy.may_advance_season(self.user, self.season)
        self.may_arrange = policy.may_arrange_season(self.user, self.season)
        self.may_admit = units.admitting(self.season) if self.may_arrange else self.may_arrange
        letting_go = units.letting_go(self.season, sealed=self.standing is not None)
        self.may_let_go = letting_go if self.may_arrange else self.may_arrange
        self.may_table = policy.may_assign_table(self.user, self.season) if self.may_arrange else self.may_arrange
        # Who is asked before when: whoever is refused only because the year is closed may still cite figures of it and
        # keep it as a template.
        self.may_cite = self.may_arrange if self.may_arrange.error is Denied else ALLOWED
        self.may_keep = self.may_cite
        self._check()

    def _check(self) -> None:
        """The checklists of all phases, from what the page has read already; `duties` are open in the current one."""
        look = duty.Look(
            self.season,
            head=self.head,
            is_signed=bool(self.pact and self.pact.state == PactState.SIGNED),
            reports=participants.sent(self.units),
            is_sealed=self.standing is not None,
            meetings=self.season.meetings_left,  # type: ignore[attr-defined]  # annotated by seasons.for_page()
        )
        lists = [Checklist(phase, duty.checklist(look, phase)) for phase in duty.CHECKLISTS]
        self.checklist = next((each.lines for each in lists if each.phase == self.season.phase), [])
        self.other_checklists = [each for each in lists if each.phase != self.season.phase]
        self.duties = [line.words for line in self.checklist if not line.is_done]

    def _ranking(self) -> RankingStage:
        if self.standing:
            return RankingStage.SEALED
        return RankingStage.LIVE if phase_reached(self.season.phase, Phase.SELF_SCORING) else RankingStage.NOT_YET

    @property
    def tables(self) -> list[Table]:
        """Units, heads and cited figures."""
        return [
            participants.table(self.units, self.headships, extending=self._extends()),
            seasons.headship_table(self.headships),
            figures.table(self.season, self.units),
        ]

    def _extends(self) -> bool:
        """Whether ways to give a unit more time are of use to the person; the page behind them asks the policy."""
        if phase_reached(self.season.phase, Phase.SUBMITTED):
            return False
        return bool(self.may_arrange) or post.heads(self.user, self.season)
