"""The lock of a year: whoever decides by its phase reads it again under this lock, so that it cannot move meanwhile."""

from clusters.models import Season


def season(season: Season, *also: str, no_key: bool = False) -> Season:
    """The year as it stands now, with its cluster and authority and `also`, held until the transaction ends.

    `no_key` lets others write rows that point to the year meanwhile: for deeds that change nothing of the year itself.
    """
    rows = Season.objects.select_for_update(of=("self",), no_key=no_key).select_related("cluster__authority", *also)
    return rows.get(pk=season.pk)
