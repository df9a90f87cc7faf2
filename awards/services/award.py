"""The catalogue of titles and forms of commendation."""

from django.db import transaction

from awards.models import Award
from awards.policies import award as policy
from clusters import audit
from clusters.enums import Event
from clusters.models import User


@transaction.atomic
def define(*, code: str, by: User | None = None, **fields) -> bool:
    """Enter an award under a new code; says whether it did. What a code already stands for is never changed.

    Without `by` the system itself enters it, from the dated data that come with the product.
    """
    if by is not None:
        policy.may_define_award(by).require()
    award, is_new = Award.objects.get_or_create(code=code, defaults=fields)
    if is_new:
        audit.record(Event.AWARD_DEFINED, award, by=by, after={"code": code, "article": award.article})
    return is_new
