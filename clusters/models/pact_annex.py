from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clusters.models.pact import Pact
from clusters.models.people import User
from clusters.models.season import Participant


class PactAnnexQuerySet(models.QuerySet):
    def standing(self):
        """Those that no newer one replaces."""
        return self.filter(replaced_by__isnull=True)

    def visible_to(self, user):
        """With its pact."""
        return self.filter(Exists(Pact.objects.visible_to(user).filter(pk=OuterRef("pact"))))


class PactAnnex(models.Model):
    """By an annex (phụ lục) a unit that joined late enters a signed pact, which itself stays as it is. The text is
    frozen with its hash; where the targets changed before both had signed, a new row replaces it. Never changed."""

    pact = models.ForeignKey(Pact, models.PROTECT, related_name="annexes")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="annexes")
    number = models.PositiveSmallIntegerField(gettext_lazy("number"))
    text = models.TextField(gettext_lazy("text"))
    text_hash = models.CharField(max_length=64)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    drawn_up_at = models.DateTimeField(gettext_lazy("drawn up at"))
    drawn_up_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = PactAnnexQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("annex to the pact")
        verbose_name_plural = gettext_lazy("annexes to the pact")
        constraints = [
            models.UniqueConstraint(name="annex_text_once", fields=["pact", "participant", "text_hash"]),
            models.UniqueConstraint(
                name="annex_first_once", fields=["pact", "participant"], condition=Q(replaces__isnull=True)
            ),
            models.CheckConstraint(name="annex_has_a_text", condition=~Q(text="") & ~Q(text_hash="")),
        ]

    def __str__(self) -> str:
        annex = _("Annex no. {number}").format(number=self.number)
        return f"{annex} – {self.participant}"

    def trail_scope(self) -> dict[str, int | None]:
        return self.pact.trail_scope()
