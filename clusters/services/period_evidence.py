"""Evidence of periods taken over into the report of the year: by a person, for the files that they chose."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from clusters.errors import Invalid
from clusters.models import Criterion, PeriodEvidence, Report, User
from clusters.queries import period_evidence as queries
from clusters.queries.cell import Sheet
from clusters.queries.period_evidence import Offer
from clusters.services import evidence as proofs
from clusters.services import sheet_hand as hand


@transaction.atomic
def take_over(
    report: Report, criterion: Criterion, chosen: Iterable[PeriodEvidence], *, by: User
) -> list[proofs.Cited]:
    """Cite for the year what was `chosen` of its periods: the same file, pages and remark. What the year cites already
    is passed over, so that two people who press at once cite it once.

    Invalid (`chosen`) where a period cites one of them no longer, or it proves nothing any more; none is cited then.
    """
    held = hand.held(report, by)
    keys = {each.pk for each in chosen}
    offers = [each for each in queries.found(held, criterion, by) if keys & _keys(each)]
    if keys - {key for each in offers for key in _keys(each)}:
        raise Invalid({"chosen": _("No period cites this file any more, or it no longer proves anything.")})
    return [_cited(held, criterion, each, by) for each in offers if not each.is_cited]


def _keys(offer: Offer) -> set[int]:
    return {each.pk for each in offer.citations}


def _cited(report: Sheet, criterion: Criterion, offer: Offer, by: User) -> proofs.Cited:
    with translation.override("vi"):
        source = offer.source
    where = {"pages": offer.newest.pages, "remark": offer.newest.remark}
    return proofs.cite(report, criterion, offer.file, by=by, source=source, **where)
