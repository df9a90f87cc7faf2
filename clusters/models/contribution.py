from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import ExpensePurpose
from clusters.models.meeting import Meeting
from clusters.models.people import User
from clusters.models.provenance import Sourced
from clusters.models.season import Participant, Season


class OfSeasonQuerySet(models.QuerySet):
    season = "season"

    def visible_to(self, user):
        """With the year it belongs to."""
        return self.filter(Exists(Season.objects.visible_to(user).filter(pk=OuterRef(self.season))))


class ContributionQuerySet(OfSeasonQuerySet):
    season = "participant__season"


class ContributionPlan(Sourced):
    """What the units of a year pay towards the costs of the cluster: on what basis, how much, by when. Whole đồng."""

    season = models.OneToOneField(
        Season, models.PROTECT, related_name="contribution_plan", verbose_name=_("emulation year")
    )
    basis = models.TextField(_("basis"))
    amount = models.PositiveBigIntegerField(_("amount of each unit (đồng)"))
    due_on = models.DateField(_("due on"))
    version = models.PositiveIntegerField(default=1)

    objects = OfSeasonQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan of contributions")
        verbose_name_plural = _("plans of contributions")
        constraints = [models.CheckConstraint(name="contribution_plan_has_a_basis", condition=~Q(basis=""))]

    def __str__(self) -> str:
        return f"{self.season}"

    def trail_scope(self) -> dict[str, int | None]:
        return self.season.trail_scope()


class ContributionShare(models.Model):
    """A unit that pays another amount than the others; 0 where it pays nothing."""

    plan = models.ForeignKey(ContributionPlan, models.PROTECT, related_name="shares")
    participant = models.OneToOneField(Participant, models.PROTECT, related_name="contribution_share")
    amount = models.PositiveBigIntegerField(_("own amount (đồng)"))

    class Meta:
        verbose_name = _("own amount of a unit")
        verbose_name_plural = _("own amounts of units")

    def __str__(self) -> str:
        return f"{self.participant}: {self.amount}"


class Entry(models.Model):
    """One line of the account. Refuses update and delete: a mistake is taken back by a line with the same amount below
    zero that names it and says why."""

    amount = models.BigIntegerField(_("amount (đồng)"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    file = models.ForeignKey(
        "clusters.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("paper")
    )
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by", verbose_name=_("takes back")
    )
    reason = models.CharField(_("why it was wrong"), max_length=300, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_is_money_or_takes_it_back",
                condition=Q(amount__gt=0, corrects__isnull=True, reason="")
                | (Q(amount__lt=0, corrects__isnull=False) & ~Q(reason="")),
            ),
        ]


class Contribution(Entry):
    """What a unit has paid; below zero, without a line that it takes back, what was returned to it and why."""

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="contributions", verbose_name=_("unit"))
    paid_on = models.DateField(_("paid on"))

    objects = ContributionQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            models.CheckConstraint(
                name="contribution_is_paid_returned_or_taken_back",
                condition=Q(amount__gt=0, corrects__isnull=True, reason="")
                | (Q(amount__lt=0) & ~Q(reason=""))
                | (Q(amount__gt=0, corrects__isnull=False) & ~Q(reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.amount}"


class Expense(Entry):
    """What was spent of the common money, and on what."""

    season = models.ForeignKey(Season, models.PROTECT, related_name="expenses", verbose_name=_("emulation year"))
    spent_on = models.DateField(_("spent on"))
    purpose = models.CharField(_("purpose"), max_length=12, choices=ExpensePurpose.choices)
    text = models.CharField(_("what for"), max_length=300)

    objects = OfSeasonQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("expense")
        verbose_name_plural = _("expenses")
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(name="expense_says_what_for", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.text}: {self.amount}"


class ContributionClosingQuerySet(OfSeasonQuerySet):
    def standing(self):
        """Those that were not reopened: one for each closed account."""
        return self.filter(reopening__isnull=True)


class ContributionClosing(models.Model):
    """The account as it was put before the closing conference: its figures and hash. Refuses change."""

    season = models.ForeignKey(
        Season, models.PROTECT, related_name="contribution_closings", verbose_name=_("emulation year")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    figures = models.JSONField(_("figures"))
    hash = models.CharField(_("content hash"), max_length=64)
    received = models.BigIntegerField(_("received (đồng)"))
    spent = models.BigIntegerField(_("spent (đồng)"))
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("put before")
    )
    closed_at = models.DateTimeField(_("closed at"))
    closed_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = ContributionClosingQuerySet.as_manager()

    class Meta:
        verbose_name = _("closed account of contributions")
        verbose_name_plural = _("closed accounts of contributions")
        constraints = [models.UniqueConstraint(name="contribution_closing_once", fields=["season", "number"])]

    def __str__(self) -> str:
        return f"{self.season} ({self.number})"

    @property
    def carried(self) -> int:
        """What the year before left over, in đồng; accounts closed before this was counted carried nothing."""
        return int(self.figures.get("carried", 0))

    @property
    def balance(self) -> int:
        """What was left, in đồng."""
        return self.carried + self.received - self.spent


class ContributionReopening(models.Model):
    """The authority let a closed account be written in again, with the reason. Refuses update and delete."""

    closing = models.OneToOneField(ContributionClosing, models.PROTECT, related_name="reopening")
    reason = models.CharField(_("reason"), max_length=300)
    reopened_at = models.DateTimeField(_("reopened at"))
    reopened_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("reopening of an account")
        verbose_name_plural = _("reopenings of accounts")
        constraints = [models.CheckConstraint(name="contribution_reopening_has_a_reason", condition=~Q(reason=""))]

    def __str__(self) -> str:
        return self.reason
