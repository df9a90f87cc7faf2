"""Places, nominations and decisions, all made up. A total that a source reports is never turned into lines."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from awards.enums import NominationState
from awards.models import Award, Nomination
from awards.policies import award as competence
from awards.queries import nomination as queries
from awards.services import award_decision as award_decisions
from awards.services import nomination as nominations
from awards.services import quota as quotas
from clusters import clock
from clusters.enums import Provenance
from clusters.models import Organisation, Season, User
from clusters.queries import post
from emulation.demo import founding, papers, sources, walk

MADE_UP = {"mark": Provenance.DEMO, "source": sources.NOT_GIVEN}
ACHIEVEMENT = "Hoàn thành và vượt các chỉ tiêu giao ước; xếp thứ {rank} toàn cụm, khối với {points:f} điểm (DEMO)."


def grant(season: Season, places: Mapping[str, int]) -> None:
    """Places by a made-up decision; what a cluster strives for is a target of its pact, not a quota."""
    by = walk.official(season)
    subject = f"Phân bổ số lượng khen thưởng năm {season.year} cho {season.cluster}"
    basis = founding.made_up_decision(_authority(season), f"{season.pk:02d}/QĐ", clock.today(), subject, by)
    for code, number in places.items():
        quotas.grant(season, _award(code), places=number, basis=basis, by=by, **MADE_UP)


def propose(season: Season, codes: Sequence[str]) -> list[Nomination]:
    """The head nominates in the order of the ranking: the first for the first award, and so on."""
    return [
        nominations.propose(
            season,
            _award(code),
            placing,
            achievement=ACHIEVEMENT.format(rank=placing.rank, points=placing.points.normalize()),
            by=walk.head(season),
            **MADE_UP,
        )
        for code, placing in zip(codes, queries.placings(season), strict=False)
    ]


def approve(nomination: Nomination) -> None:
    nominations.approve(nomination, by=appraiser(nomination.participant.season))


def send_back(nomination: Nomination, reason: str) -> None:
    nominations.return_(nomination, reason=reason, by=appraiser(nomination.participant.season))


def appraiser(season: Season) -> User:
    """The authority's other official."""
    return post.officials_of(season).order_by("-username")[0]


def decide(season: Season, number: str, on: dt.date) -> None:
    """A decision on what the authority itself may grant; a flag of the Government waits for the Prime Minister."""
    authority = _authority(season)
    approved = queries.joined(Nomination.objects.in_season(season)).filter(state=NominationState.APPROVED)
    own = [each for each in approved.order_by("pk") if competence.decides(authority, each.award)]
    abstract = f"Khen thưởng thành tích thi đua năm {season.year} của {season.cluster} (DEMO)"
    award_decisions.issue(
        authority,
        own,
        number=f"{number} (DEMO)",
        on=on,
        abstract=abstract,
        file=papers.pdf("quyet-dinh-khen-thuong", f"Quyết định khen thưởng {number}", str(season)),
        by=walk.official(season),
        **MADE_UP,
    )


def codes(places: Mapping[str, int]) -> Collection[str]:
    """One code for each place, in the order of the catalogue of the places."""
    return [code for code, number in places.items() for _ in range(number)]


def _award(code: str) -> Award:
    return Award.objects.get(code=code)


def _authority(season: Season) -> Organisation:
    """The authority that runs the season, or what has taken it over by today."""
    heirs = Organisation.objects.authorities().on(clock.today())
    return heirs.get(ancestry__ancestor=season.cluster.authority)
