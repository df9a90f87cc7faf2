"""What holds for a whole version of a scoring table, in words."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from clusters import writing
from clusters.models import ScoringTableVersion


def in_words(version: ScoringTableVersion) -> list[tuple[str, str]]:
    """Label and words of everything that the version says beyond its criteria; what it leaves open is not named."""
    said = [*_law(version), *_total(version), *_rounding(version)]
    return [(label, words) for label, words in said if words]


def _law(version: ScoringTableVersion) -> Iterator[tuple[str, str]]:
    yield _("Issued by"), version.issuer
    yield _("Legal basis"), version.legal_basis or writing.NONE
    yield _("In force"), _validity(version)


def _validity(version: ScoringTableVersion) -> str:
    if version.effective_to is None:
        return _("from {day}").format(day=writing.day(version.effective_on))
    first, last = writing.day(version.effective_on), writing.day(version.effective_to)
    return _("from {first} to {last}").format(first=first, last=last)


def _total(version: ScoringTableVersion) -> Iterator[tuple[str, str]]:
    yield _("Total points"), "" if version.full is None else writing.number(version.full)
    yield _("Total at least"), writing.number(version.floor) if version.floor else ""
    yield _("Total at most"), "" if version.cap is None else writing.number(version.cap)
    if version.rescaled:
        yield _("What does not apply"), _("is made up for by the rest of the content")


def _rounding(version: ScoringTableVersion) -> Iterator[tuple[str, str]]:
    said = _("{mode}, to {step} points")
    step = writing.number(version.step)
    yield _("Rounding"), said.format(mode=version.get_rounding_display(), step=step)
    if version.total_step:
        step = writing.number(version.total_step)
        yield _("Rounding of the total"), said.format(mode=version.get_total_rounding_display(), step=step)
