"""How people are told."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NoticeChannel(TextChoices):
    SITE = "site", _("On the site")
    MAIL = "mail", _("By mail")


class NoticeState(TextChoices):
    QUEUED = "queued", _("Waiting to be sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not delivered")
