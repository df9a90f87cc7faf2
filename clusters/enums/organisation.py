"""Kinds of bodies and of what becomes of them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrganisationKind(TextChoices):
    CENTRAL_COUNCIL = "central_council", _("Central Council")
    MINISTRY = "ministry", _("Ministry")
    PROVINCE = "province", _("Province")
    DEPARTMENT = "department", _("Department")
    OFFICE = "office", _("Office")
    CENTRE = "centre", _("Centre or management board")
    COMPANY = "company", _("Corporation or company")
    COMMUNE = "commune", _("Commune")


class LineageKind(TextChoices):
    MERGE = "merge", _("Merged")
    SPLIT = "split", _("Split")
    RENAME = "rename", _("Renamed")
    DISSOLVE = "dissolve", _("Dissolved")
