"""What still keeps a draft from being published, each as a sentence."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from clusters.models import ScoringTableVersion
from clusters.queries import scoring as cores
from clusters.queries import table_example as examples
from clusters.queries import table_problem as problems


def obstacles(version: ScoringTableVersion) -> list[str]:
    """From the rows as they stand now."""
    core, criteria = cores.table_of(version)
    return obstacles_among(problems.findings_in(version, core, criteria), examples.checked(version, core))


def obstacles_among(found: problems.Findings, checked: Iterable[examples.Checked]) -> list[str]:
    """For a page that has looked already: unexplained inconsistencies, and examples that do not hold."""
    failing = [
        _("The worked example “{name}” does not hold: {said}").format(name=each.row.name, said="; ".join(each.said))
        for each in checked
        if not each.holds
    ]
    return [*(each.sentence for each in found.open), *failing]
