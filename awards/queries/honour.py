"""The register of honours: what the list shows and by what it is filtered."""

from collections import defaultdict

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from awards.models import Award, AwardDecision, Honour
from clusters import vietnamese
from clusters.models import Organisation, Participant, Season, Succession
from clusters.tables import Cell, Column, Row, Table


def listed(
    user,
    *,
    year: int | None = None,
    award: Award | None = None,
    organisation: Organisation | None = None,
    authority: Organisation | None = None,
    season: Season | None = None,
    words: str = "",
) -> QuerySet[Honour]:
    """Visible ones, the newest year first; an organisation brings what the bodies held that it took over."""
    found = Honour.objects.visible_to(user)
    found = found.filter(year=year) if year else found
    found = found.filter(award=award) if award else found
    found = found.filter(organisation__in=_ancestors(organisation)) if organisation else found
    found = found.filter(award_decision__decision__issuer=authority) if authority else found
    found = found.filter(nomination__participant__season=season) if season else found
    found = _found_by(found, words) if words else found
    opened = {
        "opens_holder": Exists(Organisation.objects.visible_to(user).filter(pk=OuterRef("organisation"))),
        "opens_decision": Exists(AwardDecision.objects.visible_to(user).filter(pk=OuterRef("award_decision"))),
    }
    found = found.annotate(**opened).select_related("award", "organisation", "award_decision__decision__issuer")
    return found.order_by("-year", "award__position", "organisation__sort_key", "pk")


def _ancestors(organisation: Organisation) -> QuerySet:
    return Succession.objects.filter(organisation=organisation).values("ancestor")


def _found_by(found: QuerySet[Honour], words: str) -> QuerySet[Honour]:
    """In the holder's name or the award's, marks and case aside on both databases."""
    key = vietnamese.search_key(words)
    names = Award.objects.values_list("pk", "name", "name_en")
    awards = [pk for pk, name, name_en in names if key in vietnamese.search_key(f"{name} {name_en}")]
    return found.filter(Q(organisation__search_key__contains=key) | Q(award__in=awards))


def years(user) -> list[int]:
    """Years for which the person can see an honour, newest first."""
    found = Honour.objects.visible_to(user).order_by("-year").values_list("year", flat=True)
    return list(found.distinct())


def counting_in(season: Season) -> list[tuple[Participant, Honour]]:
    """What was decided in the time of the year, with the unit of which it counts: the holder, or what took it over."""
    staying = Participant.objects.staying().filter(season=season).select_related("organisation")
    units = {each.organisation_id: each for each in staying}
    heirs = defaultdict(list)
    for heir, holder in Succession.objects.filter(organisation__in=units).values_list("organisation", "ancestor"):
        heirs[holder].append(units[heir])
    found = Honour.objects.filter(organisation__in=heirs).select_related("award_decision__decision")
    found = found.filter(award_decision__decision__on__range=(season.starts_on, season.ends_on)).order_by("pk")
    return [(unit, honour) for honour in found for unit in heirs[honour.organisation_id]]


def awards(user) -> QuerySet[Award]:
    """Awards that somebody holds whom the person can see."""
    held = Honour.objects.visible_to(user).filter(award=OuterRef("pk"))
    return Award.objects.filter(Exists(held)).order_by("position", "pk")


def holders(user) -> QuerySet[Organisation]:
    """Visible organisations that hold an honour themselves or through a body they took over."""
    held = Honour.objects.visible_to(user).filter(organisation__progeny__organisation=OuterRef("pk"))
    return Organisation.objects.visible_to(user).filter(Exists(held)).order_by("sort_key", "valid_from")


def seasons(user) -> QuerySet[Season]:
    """Visible years from which an honour came."""
    held = Honour.objects.filter(nomination__participant__season=OuterRef("pk"))
    found = Season.objects.visible_to(user).filter(Exists(held)).select_related("cluster")
    return found.order_by("-year", "cluster__sort_key")


def table(found: QuerySet[Honour]) -> Table:
    """One row for each line of the register."""
    columns = [
        Column("holder", _("Holder"), "link"),
        Column("award", _("Award")),
        Column("year", _("For the year"), "number"),
        Column("issuer", _("Decided by")),
        Column("decision", _("Decision"), "link"),
        Column("on", _("Date"), "day"),
    ]
    rows = [_row(each) for each in found]
    empty = _("No honour fits these filters.")
    return Table("honours", _("Register of honours"), columns, rows, empty=empty)


def _row(each: Honour) -> Row:
    holder, paper = each.organisation, each.award_decision.decision
    url = reverse("organisation", args=[holder.pk]) if each.opens_holder else ""  # type: ignore[attr-defined]  # by listed()
    decision = reverse("award-decision", args=[each.award_decision_id]) if each.opens_decision else ""  # type: ignore[attr-defined]
    now = _("now {name}").format(name=holder.name) if holder.name != each.holder_name else ""
    return Row(
        [
            Cell(each.holder_name, url=url, note=now, mark=each.mark, source=each.source),
            Cell(each.award_name, sort=each.award.position),
            Cell(each.year, text=each.year),
            str(paper.issuer),
            Cell(str(paper), url=decision, mark=paper.mark, source=paper.source),
            paper.on,
        ]
    )
