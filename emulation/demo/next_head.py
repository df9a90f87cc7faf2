"""Who leads next: the turns of Cluster VI, and in Cluster VIII an election whose hand-over waits to be confirmed."""

from clusters.enums import Provenance
from clusters.models import Election, Rotation, Season
from clusters.queries import handover as matters
from clusters.queries.handover import HandoverLine
from clusters.services import election as elections
from clusters.services import handover as handovers
from emulation.demo import calendar, cum_vi, cum_viii, founding, moments, organisations, walk
from emulation.demo.tables import MADE_UP

NAME = "Luân phiên, bầu và bàn giao cụm trưởng (rotation, election, hand-over)"
TURNS_VI = (("sct.hatinh", "sct.quangtri2"), ("sct.quangtri2", "sct.hue"), ("sct.hue", "sct.thanhhoa"))
NEXT_VIII = ("snnmt.tayninh2", "snnmt.vinhlong2")
AGREEMENT = "Chương trình phối hợp giữa các Sở trong cụm, tiếp tục thực hiện (DEMO)"
NOTE = "Hồ sơ giấy các hội nghị trong năm: 02 tập, giao tại hội nghị tổng kết (DEMO)."


def is_there() -> bool:
    return Rotation.objects.exists() or Election.objects.exists()


def build() -> None:
    days = calendar.of_today()
    vi, viii = (_running(name, days.year) for name in (cum_vi.NAME, cum_viii.HEIR))
    _plan(vi, days)
    with moments.on(days.ago(29), 15):
        head, deputy = (organisations.find(key) for key in NEXT_VIII)
        said = {"year": viii.year + 1, "head": head, "deputy": deputy}
        by, made_up = walk.head(viii), {"mark": Provenance.DEMO, "source": MADE_UP}
        proposed = elections.propose(viii, by=by, **said, **made_up)
        total = viii.participants.staying().count()
        counted = {"votes_for": total, "present": total, "members": total}
        elected = elections.elect(proposed, held_on=days.ago(29), by=by, **counted)
    with moments.on(days.ago(5), 10):
        lines = [(each["what"], HandoverLine(each["who"])) for each in matters.open_matters(viii)]
        lines.append((AGREEMENT, HandoverLine.NEW))
        handovers.give(elected, on=days.today, lines=lines, note=NOTE, by=walk.head(viii))


def _plan(season: Season, days: calendar.Calendar) -> None:
    with moments.on(days.ago(200)):
        units = [tuple(organisations.find(key) for key in pair) for pair in TURNS_VI]
        turns = {season.year + place: pair for place, pair in enumerate(units, start=1)}
        elections.set_rotation(season.cluster, turns, by=walk.head(season), seen=0)


def _running(name: str, year: int) -> Season:
    return Season.objects.select_related("cluster__authority").get(cluster=founding.find(name), year=year)
