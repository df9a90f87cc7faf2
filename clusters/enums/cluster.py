"""Kinds of clusters and who leads one."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ClusterKind(TextChoices):
    CLUSTER = "cluster", pgettext_lazy("cụm", "Cluster")
    BLOCK = "block", pgettext_lazy("khối", "Block")


class RegroupingKind(TextChoices):
    """How clusters became others by one decision."""

    MERGE = "merge", _("Merged into one")
    DIVIDE = "divide", _("Divided anew")


class HeadshipRole(TextChoices):
    HEAD = "head", _("Head")
    DEPUTY = "deputy", _("Deputy head")
