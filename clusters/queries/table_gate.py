"""What still keeps a draft from being published, each as a sentence."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from clusters.models import ScoringTableVersion
from clusters.queries import scoring as cores
from clusters.queries import table_example as examples
from clusters.queries import table_problem as problems
from clusters.queries import validation_rule as validation_rules


def obstacles(version: ScoringTableVersion) -> list[str]:
    """From the rows as they stand now."""
    core, criteria = cores.table_of(version)
    found, checked = problems.findings_in(version, core, criteria), examples.checked(version, core)
    return obstacles_among(found, checked, validation_rules.sentences(version, criteria))


def obstacles_among(
    found: problems.Findings, checked: Iterable[examples.Checked], unfit: Iterable[str] = ()
) -> list[str]:
    """For a page that has looked already: unexplained inconsistencies, examples that do not hold, and what is wrong
    with the validation rules."""
    failing = [
        _("The worked example “{name}” does not hold: {said}").format(name=each.row.name, said="; ".join(each.said))
        for each in checked
        if not each.holds
    ]
    return [*(each.sentence for each in found.open), *failing, *unfit]
