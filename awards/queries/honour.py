"""The register of honours: what the list shows and by what it is filtered."""

from collections import defaultdict
from collections.abc import Iterable
from functools import partial

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from awards.models import Award, AwardDecision, Honour
from clusters import vietnamese, writing
from clusters.models import Organisation, Participant, Season, Succession
from clusters.queries.choices import few
from clusters.registers import Order, Register
from clusters.tables import Cell, Column, Row, Table


def listed(
    user,
    *,
    year: int | None = None,
    award: Award | None = None,
    organisation: Organisation | None = None,
    own: bool = False,
    authority: Organisation | None = None,
    season: Season | None = None,
    words: str = "",
) -> QuerySet[Honour]:
    """Visible ones, the newest year first; an organisation brings what its predecessors held, unless `own`."""
    found = Honour.objects.visible_to(user)
    found = found.filter(year=year) if year else found
    found = found.filter(award=award) if award else found
    found = found.filter(organisation__in=_holders(organisation, own)) if organisation else found
    found = found.filter(award_decision__decision__issuer=authority) if authority else found
    found = found.filter(nomination__participant__season=season) if season else found
    found = _found_by(found, words) if words else found
    opened = {
        "opens_holder": Exists(Organisation.objects.visible_to(user).filter(pk=OuterRef("organisation"))),
        "opens_decision": Exists(AwardDecision.objects.visible_to(user).filter(pk=OuterRef("award_decision"))),
    }
    found = found.annotate(**opened).select_related("award", "organisation", "award_decision__decision__issuer")
    return found.order_by("-year", "award__position", "organisation__sort_key", "pk")


def _holders(organisation: Organisation, own: bool) -> QuerySet:
    bodies = Succession.objects.filter(organisation=organisation)
    return (bodies.filter(ancestor=organisation) if own else bodies).values("ancestor")


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


def holders(user, asked: str = "") -> QuerySet[Organisation]:
    """Visible organisations that hold an honour themselves or through a body they took over, of many none; and the one
    asked for."""
    held = Honour.objects.visible_to(user).filter(organisation__progeny__organisation=OuterRef("pk"))
    named = Q(pk=int(asked)) if asked.isdecimal() and len(asked) < 18 else Q()
    found = Organisation.objects.visible_to(user).filter(Q(Exists(held)) | named)
    return few(found.order_by("sort_key", "valid_from"), asked)


def seasons(user) -> QuerySet[Season]:
    """Visible years from which an honour came."""
    held = Honour.objects.filter(nomination__participant__season=OuterRef("pk"))
    found = Season.objects.visible_to(user).filter(Exists(held)).select_related("cluster")
    return found.order_by("-year", "cluster__sort_key")


def register(found: QuerySet[Honour], holder: Organisation | None = None) -> Register:
    """One row for each line of the register; those of a predecessor of the `holder` say so."""
    orders: dict[str, Order] = {
        "holder": "organisation__sort_key",
        "award": "award__position",
        "year": "year",
        "issuer": "award_decision__decision__issuer__sort_key",
        "on": "award_decision__decision__on",
    }
    return Register(found, partial(_table, of=holder), orders)


def _table(found: Iterable[Honour], of: Organisation | None) -> Table:
    columns = [
        Column("holder", _("Holder"), "link", spot="name"),
        Column("award", _("Award"), spot="line"),
        Column("year", _("For the year"), "number", spot="figure"),
        Column("issuer", _("Decided by"), spot="line"),
        Column("decision", _("Decision"), "link", spot="line"),
        Column("on", _("Date"), "day"),
    ]
    rows = [_row(each, of) for each in found]
    empty = _("No honour fits these filters.")
    return Table("honours", _("Register of honours"), columns, rows, empty=empty)


def _row(each: Honour, of: Organisation | None) -> Row:
    holder, paper = each.organisation, each.award_decision.decision
    url = reverse("organisation", args=[holder.pk]) if each.opens_holder else ""  # type: ignore[attr-defined]  # by listed()
    decision = reverse("award-decision", args=[each.award_decision_id]) if each.opens_decision else ""  # type: ignore[attr-defined]
    return Row(
        [
            Cell(each.holder_name, url=url, note=_note(each, of), mark=each.mark, source=each.source),
            Cell(each.award_name, sort=each.award.position),
            Cell(each.year, text=each.year),
            str(paper.issuer),
            Cell(str(paper), url=decision, mark=paper.mark, source=paper.source),
            paper.on,
        ]
    )


def _note(each: Honour, of: Organisation | None) -> str:
    """What its holder has become since: a predecessor of the one asked for, or a body of another name."""
    holder = each.organisation
    if of and holder.pk != of.pk:
        until = writing.day(holder.valid_to) if holder.valid_to else ""
        said = _("a predecessor of {name} until {day}") if until else _("a predecessor of {name}")
        return said.format(name=of.name, day=until)
    return _("now {name}").format(name=holder.name) if holder.name != each.holder_name else ""
