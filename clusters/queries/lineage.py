"""What the pages of splitting and dissolving offer, and how far back a body's history reaches."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet

from clusters import clock, vietnamese
from clusters.models import Appointment, Organisation, Succession
from clusters.queries import organisation as organisations

# So many bodies are offered at most; who looks for another writes its name.
OFFERED = 50


def issuers(organisation: Organisation, user) -> QuerySet[Organisation]:
    """Whose decision it can be: authorities for which the person keeps organisations, but not the body itself."""
    return organisations.kept(user).exclude(pk=organisation.pk)


def heirs(predecessor: Organisation, user, words: Iterable[str] = ()) -> QuerySet[Organisation]:
    """Who could take over from it: bodies of today that the person keeps and that are not its kin.

    By words in the name; without words those that began after it beneath the same superior.
    """
    found = Organisation.objects.on(clock.today()).exclude(pk=predecessor.pk)
    if not user.is_superuser:
        found = found.filter(organisations.beneath_kept(user))
    kin = Q(organisation=predecessor, ancestor=OuterRef("pk")) | Q(organisation=OuterRef("pk"), ancestor=predecessor)
    young = Q(parent=predecessor.parent_id, valid_from__gt=predecessor.valid_from)
    named = [Q(search_key__contains=vietnamese.search_key(each)) for each in words]
    found = found.filter(reduce(or_, named) if named else young, ~Exists(Succession.objects.filter(kin)))
    some = list(found.order_by("sort_key").values_list("pk", flat=True)[:OFFERED])
    return Organisation.objects.filter(pk__in=some).order_by("sort_key", "valid_from")


def posts(successor: Organisation, user) -> QuerySet[Appointment]:
    """Posts still held today or later at bodies it took over, by body and name."""
    kin = Succession.objects.filter(organisation=successor, ancestor=OuterRef("organisation"))
    held = Appointment.objects.visible_to(user).filter(Q(to_on__isnull=True) | Q(to_on__gte=clock.today()))
    found = held.filter(Exists(kin)).exclude(organisation=successor).select_related("user", "organisation")
    return found.order_by("organisation__sort_key", "user__sort_key", "from_on", "pk")
