from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters.enums import KEEPING_ROLES, IntakeState
from clusters.models.organisation import Organisation, Succession
from clusters.models.people import User


class IntakeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those who keep the authority's organisations and people: a row holds names and mail addresses."""
        if user.is_superuser:
            return self.all()
        kept = Succession.objects.held_by(user, KEEPING_ROLES).filter(ancestor=OuterRef("authority"))
        return self.filter(Exists(kept))


class Intake(models.Model):
    """A workbook of units and posts that was checked: the file, what each row would do, and what became of it.

    `rows` is the check as it was shown, see `clusters.queries.intake_row`; carrying out demands that it still holds.
    """

    authority = models.ForeignKey(Organisation, models.PROTECT, related_name="intakes", verbose_name=_("authority"))
    file = models.ForeignKey("clusters.StoredFile", models.PROTECT, related_name="+", verbose_name=_("file"))
    state = models.CharField(_("state"), max_length=12, choices=IntakeState.choices, default=IntakeState.CHECKED)
    uploaded_at = models.DateTimeField(_("uploaded at"))
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("uploaded by"))
    checked_at = models.DateTimeField(_("checked at"))
    checked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("checked by"))
    settled_at = models.DateTimeField(_("carried out or discarded at"), null=True, blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    rows = models.JSONField(default=list, blank=True)
    new = models.PositiveIntegerField(_("new rows"), default=0)
    standing = models.PositiveIntegerField(_("rows already there"), default=0)
    changed = models.PositiveIntegerField(_("rows that change something"), default=0)
    refused = models.PositiveIntegerField(_("refused rows"), default=0)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        verbose_name = _("intake")
        verbose_name_plural = _("intakes")
        constraints = [
            models.CheckConstraint(
                name="intake_settled_is_whole",
                condition=Q(state=IntakeState.CHECKED, settled_at__isnull=True, settled_by__isnull=True)
                | (~Q(state=IntakeState.CHECKED) & Q(settled_at__isnull=False, settled_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="intake_carried_out_is_clean",
                condition=~Q(state=IntakeState.CARRIED_OUT) | Q(refused=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file} ({self.authority})"

    def trail_scope(self) -> dict[str, int | None]:
        return {"authority_id": self.authority_id}
