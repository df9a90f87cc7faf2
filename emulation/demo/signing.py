"""How the pact of a running year is signed: most leaders on the page, some on paper, and the authority as witness."""

from clusters import canonical, clock
from clusters.models import Organisation, Season
from clusters.queries.signing_place import Place, of_witness
from clusters.services import signature as signatures
from emulation.demo import organisations, papers, walk

# By the key of the authority: units whose paper the officer attached, and whether a deputy signed it.
ON_PAPER = {"bct": {"sct.hatinh": False, "sct.hue": True}}
WITNESS_POSITION = "Chuyên viên được phân công chứng kiến (DEMO)"


def sign(season: Season, key: str) -> None:
    """Everybody signs, and so does the witness."""
    season.pact.refresh_from_db()
    on_paper = {organisations.find(unit): by_deputy for unit, by_deputy in ON_PAPER.get(key, {}).items()}
    for unit, by_deputy in on_paper.items():
        attach(season, unit, by_deputy=by_deputy)
    walk.sign_pact(season, on_paper)
    place = of_witness(season.pact)
    signatures.sign(place, by=walk.official(season), seen=place.text_hash, position=WITNESS_POSITION)


def attach(season: Season, organisation: Organisation, *, by_deputy: bool) -> None:
    """The officer attaches what the leader, or the deputy for the leader, signed by hand."""
    unit = walk.of(season, organisation)
    file = papers.pdf(f"giao-uoc-{unit.pk}", f"Giao uoc thi dua {season.year}", f"Da ky: {organisation}")
    position = "Phó Giám đốc (DEMO)" if by_deputy else "Giám đốc (DEMO)"
    code, today = canonical.code(season.pact.frozen_hash), clock.today()
    paper = signatures.Paper(file, "Người ký DEMO", position, today, code, declared=True, for_head=by_deputy)
    signatures.attach(Place(season.pact, unit), paper, by=walk.officer(unit))
