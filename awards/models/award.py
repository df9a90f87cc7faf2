from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from awards.enums import AwardKind, AwardLevel, AwardSubject


class Award(models.Model):
    """A title or a form of commendation of the catalogue, with the article it rests on."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=AwardKind.choices)
    subject = models.CharField(_("given to"), max_length=20, choices=AwardSubject.choices)
    level = models.CharField(_("level"), max_length=20, choices=AwardLevel.choices)
    article = models.CharField(_("legal basis"), max_length=150, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("in force until"), null=True, blank=True)

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name
