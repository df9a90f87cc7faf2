"""The rotation of a cluster, and whom its conferences elected."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters.enums import ElectionState, HeadshipRole, Phase
from clusters.models import Cluster, Election, Organisation, Rotation, RotationTurn, Season
from clusters.queries import cluster as clusters
from clusters.tables import Cell, Column, Row, Table

TURNS_SHOWN = 12


def of_season(season: Season, user) -> QuerySet[Election]:
    """Proposals and elections of the year's conference, the newest first."""
    found = Election.objects.visible_to(user).filter(season=season)
    return found.select_related("head", "deputy", "season__cluster__authority", "handover").order_by("-year", "-pk")


def for_deed(user) -> QuerySet[Election]:
    """Visible ones with what the policies and the pages of a deed need."""
    return Election.objects.visible_to(user).select_related("head", "deputy", "season__cluster__authority")


def elected(cluster: Cluster, year: int) -> Election | None:
    """Whom a conference elected for that year of the cluster."""
    found = Election.objects.elected().filter(season__cluster=cluster, year=year)
    return found.select_related("head", "deputy").order_by("-pk").first()


def turns(cluster: Cluster) -> list[RotationTurn]:
    """The planned turns in the order of the years."""
    found = RotationTurn.objects.filter(rotation__cluster=cluster).select_related("head", "deputy")
    return list(found.order_by("year"))


def version(cluster: Cluster) -> int:
    """Which state of the rotation a form is drawn from; 0 as long as nothing is planned."""
    return Rotation.objects.filter(cluster=cluster).values_list("version", flat=True).first() or 0


def turn_of(cluster: Cluster, year: int) -> RotationTurn | None:
    """Whose turn it is in that year, as the rotation has it."""
    return next((turn for turn in turns(cluster) if turn.year == year), None)


def members(cluster: Cluster) -> QuerySet[Organisation]:
    """Who can be head: the members of today, by name."""
    return clusters.units_of(cluster)


def rotation(cluster: Cluster, user) -> Table:
    """Past and present heads with the planned turns, year by year."""
    seasons = {each.year: each for each in Season.objects.visible_to(user).filter(cluster=cluster)}
    heads = clusters.heads_of(list(seasons.values()))
    planned = {turn.year: turn for turn in turns(cluster)}
    columns = [
        Column("year", _("Year"), "link", spot="name"),
        Column("state", _("State"), "state", spot="mark"),
        Column("head", _("Head"), spot="line"),
        Column("deputy", _("Deputy head"), spot="line"),
    ]
    rows = [_turn(year, seasons.get(year), heads, planned.get(year)) for year in sorted({*seasons, *planned})]
    empty = _("Nobody has led this cluster yet, and no order is planned.")
    return Table("rotation", _("Rotation of head and deputy"), columns, rows, empty=empty, sort_key="turn-sort")


def _turn(year: int, season: Season | None, heads: dict, turn: RotationTurn | None) -> Row:
    if season is not None and (season.pk, HeadshipRole.HEAD) in heads:
        led = [heads[season.pk, HeadshipRole.HEAD], heads.get((season.pk, HeadshipRole.DEPUTY))]
        over = season.phase == Phase.CLOSED
        state = Cell("done", text=_("led it")) if over else Cell("current", text=_("leads it"))
    else:
        led = [str(turn.head) if turn else None, str(turn.deputy) if turn and turn.deputy else None]
        state = Cell("todo", text=_("planned"))
    url = reverse("season", args=[season.pk]) if season else ""
    return Row([Cell(year, text=year, url=url), state, *led])


def table(found: list[Election]) -> Table:
    """One row for each proposal."""
    columns = [
        Column("year", _("For the year"), "link", spot="name"),
        Column("state", _("State"), "state", spot="mark"),
        Column("head", _("Head"), spot="line"),
        Column("deputy", _("Deputy head"), spot="line"),
        Column("on", _("Elected on"), "day"),
        Column("votes", _("In favour / present / members"), sortable=False),
        Column("reason", _("Why not as the rotation has it"), sortable=False, spot="line"),
    ]
    rows = [_row(each) for each in found]
    empty = _("No head is proposed for the next year yet.")
    return Table("elections", _("Head and deputy of the next year"), columns, rows, empty=empty, sort_key="elect-sort")


def _row(each: Election) -> Row:
    votes = f"{each.votes_for}/{each.present}/{each.members}" if each.votes_for is not None else None
    year = Cell(each.year, text=each.year, mark=each.mark, source=each.source)
    state = Cell(each.state, text=each.get_state_display())
    return Row(
        [year, state, str(each.head), str(each.deputy) if each.deputy else None, each.held_on, votes, each.reason]
    )


def open_proposal(found: list[Election]) -> Election | None:
    """The proposal that waits for the conference."""
    return next((each for each in found if each.state == ElectionState.PROPOSED), None)


def standing_election(found: list[Election]) -> Election | None:
    """The election that a hand-over follows."""
    return next((each for each in found if each.state == ElectionState.ELECTED), None)
