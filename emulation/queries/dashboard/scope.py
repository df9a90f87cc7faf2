"""Which years of which clusters a dashboard speaks of, and the addresses of its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils.http import urlencode

from clusters import clock, vietnamese
from clusters.models import Cluster, Headship, Organisation, Season, Standing


def seasons_run_by(user) -> list[Season]:
    """All years of all clusters whose authority the person acts for; one query, and the choices of every filter."""
    heads = Headship.objects.current().heads().filter(season=OuterRef("pk")).order_by("pk")
    found = Season.objects.run_by(user).select_related("cluster__authority")
    found = found.annotate(
        head_pk=Subquery(heads.values("participant")[:1]),
        sealed=Exists(Standing.objects.filter(season=OuterRef("pk"))),
    )
    return list(found.order_by("-year", "cluster__sort_key", "pk"))


def default_year(seasons: Sequence[Season]) -> int:
    """This year where there is one, else the newest that is not ahead, else the newest."""
    this = clock.today().year
    return max((s.year for s in seasons if s.year <= this), default=max((s.year for s in seasons), default=this))


@dataclass(frozen=True)
class Scope:
    """A filter over the seasons that the person runs. `cluster` and `authority` are keys, None for all."""

    every: Sequence[Season]
    year: int
    authority: int | None = None
    cluster: int | None = None
    kind: str = ""

    @cached_property
    def all_years(self) -> list[Season]:
        """The filter without the year."""
        return [season for season in self.every if self._fits(season.cluster)]

    @cached_property
    def seasons(self) -> list[Season]:
        return [season for season in self.all_years if season.year == self.year]

    @cached_property
    def by_pk(self) -> dict[int, Season]:
        return {season.pk: season for season in self.seasons}

    @property
    def is_narrowed(self) -> bool:
        """Whether the filter leaves out clusters of the authority."""
        return bool(self.cluster or self.kind)

    @property
    def authorities(self) -> list[Organisation]:
        found = {season.cluster.authority_id: season.cluster.authority for season in self.all_years}
        return list(found.values())

    def _fits(self, cluster: Cluster) -> bool:
        return (
            (not self.authority or cluster.authority_id == self.authority)
            and (not self.cluster or cluster.pk == self.cluster)
            and (not self.kind or cluster.kind == self.kind)
        )

    def rows(self, measure: str, **narrower: object) -> str:
        """The address of the rows behind a figure of this scope."""
        wish = {"measure": measure, "year": self.year, "authority": self.authority}
        wish |= {"cluster": self.cluster, "kind": self.kind, **narrower}
        return f"{reverse('dashboard-rows')}?{urlencode({key: value for key, value in wish.items() if value})}"


def clusters_of(seasons: Sequence[Season]) -> list[Cluster]:
    """By name, each once."""
    found = {season.cluster_id: season.cluster for season in seasons}
    return sorted(found.values(), key=lambda cluster: cluster.sort_key)


def authorities_of(seasons: Sequence[Season]) -> list[Organisation]:
    """By name, each once."""
    found = {season.cluster.authority_id: season.cluster.authority for season in seasons}
    return sorted(found.values(), key=lambda authority: vietnamese.sort_key(authority.name))
