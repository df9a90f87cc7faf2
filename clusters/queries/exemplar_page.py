"""Everything that the page of one exemplar shows, and what the person may do there."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from clusters.enums import EXEMPLAR_STAGES, ExemplarState, Phase
from clusters.models import Exemplar, ExemplarUptake, Organisation, Participant, Season
from clusters.policies import exemplar as policy
from clusters.queries import citation
from clusters.queries import exemplar as exemplars
from clusters.queries.trail import trail
from clusters.rulings import ALLOWED, Ruling, denied, not_now
from clusters.steps import Step, StepStatus
from clusters.writing import day


class Page:
    """One exemplar as a person sees it; `exemplar` comes from `exemplars.for_page`."""

    def __init__(self, exemplar: Exemplar, user) -> None:
        self.exemplar, self.user = exemplar, user
        self.season = exemplar.participant.season
        kept = exemplars.files(exemplar)
        self.stages = with_evidence(list(exemplar.stages.all()), kept)
        self.steps = steps(exemplar, self.stages)
        self.tables = [exemplars.file_table(kept), exemplars.uptakes(exemplar, user)]
        self.entries = trail(exemplar, user)
        self.may_change = policy.may_change_exemplar(user, exemplar)
        self.may_file = policy.may_file_exemplar(user, exemplar)
        self.may_move = policy.may_move_exemplar(user, exemplar)
        self.takers = list(exemplars.takers(exemplar, user)[:5])
        self.may_cite = citation.of_exemplar(exemplar).may_cite(user, has_papers=bool(kept))

    @property
    def ways_up(self) -> list[tuple[Organisation, Ruling]]:
        """The person's other units, each with whether it may take this up now."""
        open_now = self.exemplar.state in policy.OPEN_TO_ALL
        refusal = not_now(_("It can be taken up once it is summarised."))
        return [(unit, ALLOWED if open_now else refusal) for unit in self.takers]


def with_evidence(stages: list[Any], kept: list[Any]) -> list[Any]:
    """The stages, each with `evidence`: the files that were added while the exemplar stood in it."""
    for stage in stages:
        stage.evidence = [each for each in kept if each.state == stage.state]
    return stages


def steps(exemplar: Exemplar, stages: list[Any]) -> list[Step]:
    """The four stages with their days; given up is a step of its own at the end."""
    reached = {stage.state: stage for stage in stages}
    shown = [_step(exemplar, stage, reached.get(stage)) for stage in EXEMPLAR_STAGES]
    dropped = reached.get(ExemplarState.DROPPED)
    if dropped:
        kept = [step for step in shown if step.status != StepStatus.TODO]
        return [*kept, Step(ExemplarState.DROPPED.label, StepStatus.CURRENT, day(dropped.on))]
    return shown


def _step(exemplar: Exemplar, stage: ExemplarState, reached: Any) -> Step:
    if reached is None:
        return Step(stage.label, StepStatus.TODO)
    status = StepStatus.CURRENT if exemplar.state == stage else StepStatus.DONE
    return Step(stage.label, status, day(reached.on))


def may_identify(user, season: Season, proposers: QuerySet[Participant]) -> Ruling:
    """Whether there is a unit of the year for which the person may propose."""
    if season.phase == Phase.CLOSED:
        return not_now(_("The year is closed; propose it in the next one."))
    if proposers.exists():
        return ALLOWED
    return denied(_("The people of the units and those who lead the cluster propose exemplars."))


def uptake_of(exemplar: Exemplar, unit: Organisation) -> ExemplarUptake | None:
    """What the unit wrote about it so far."""
    return ExemplarUptake.objects.filter(exemplar=exemplar, organisation=unit).first()
