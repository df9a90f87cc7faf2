"""States of a pact and how a target is compared."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PactState(TextChoices):
    DRAFT = "draft", _("Being drafted")
    SIGNING = "signing", _("Agreed, being signed")
    SIGNED = "signed", _("Signed by all members")


PACT_MOVES = {
    PactState.DRAFT: {PactState.SIGNING},
    PactState.SIGNING: {PactState.DRAFT, PactState.SIGNED},
    PactState.SIGNED: set(),
}


class Comparison(TextChoices):
    AT_LEAST = "at_least", _("at least")
    MORE_THAN = "more_than", _("more than")
    AT_MOST = "at_most", _("at most")
    EXACTLY = "exactly", _("exactly")


class Measure(TextChoices):
    """What the units pledge towards a common target."""

    SHARE = "share", _("a share: so many of so many")
    SUM = "sum", _("a number, added up")
    RANK = "rank", _("a rank: lower is better")
    UNITS = "units", _("yes or no: units are counted")


class TargetKind(TextChoices):
    """What a unit's target is, as the rule of its criterion measures it."""

    NUMBER = "number", _("a number")
    PER_CENT = "per_cent", _("a per cent")
    RANK = "rank", _("a rank")
    YES_NO = "yes_no", _("yes or no")
    MONEY = "money", _("money")


PER_CENT_UNIT, RANK_UNIT = "%", "hạng"
# The units in which money is counted, and how many đồng each is.
MONEY_UNITS = {"đồng": 1, "nghìn đồng": 10**3, "triệu đồng": 10**6, "tỷ đồng": 10**9}
