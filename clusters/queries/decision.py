"""A decision, and how other pages name one."""

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters.models import Decision, Organisation
from clusters.tables import Cell


def link(decision: Decision | None, opens: bool = True) -> Cell:
    """Number of a decision, leading to its page for those who can open it."""
    if decision is None:
        return Cell(None)
    url = reverse("decision", args=[decision.pk]) if opens else ""
    note = "" if decision.number else _("number not known yet")
    return Cell(str(decision), url=url, note=note, mark=decision.mark, source=decision.source)


def for_page(user) -> QuerySet[Decision]:
    """Visible ones with what the page names."""
    return (
        Decision.objects.visible_to(user)
        .select_related("issuer", "file", "replaces")
        .annotate(opens_issuer=Exists(Organisation.objects.visible_to(user).filter(pk=OuterRef("issuer"))))
    )


def recorded_by(authority: Organisation) -> QuerySet[Decision]:
    """The authority's decisions, newest first: what a form offers."""
    return Decision.objects.filter(issuer=authority).order_by("-on", "-pk")
