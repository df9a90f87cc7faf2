"""Two people record the meeting's decision at once: one is told."""

from functools import partial

import pytest

from clusters.enums import Phase
from clusters.errors import Stale
from clusters.models import GradeRuling, ScoringTableVersion
from clusters.services import grade_ruling as rulings
from clusters.services.grade_ruling import Said
from tests import factories
from tests.at_once import became, race
from tests.clusters.test_grade_ruling import GRADING


@pytest.mark.django_db(transaction=True)
def test_the_second_is_told_what_the_first_recorded(transactional_db, cast):
    ScoringTableVersion.objects.filter(pk=cast.table.pk).update(grading=GRADING)
    cast.season.phase = Phase.MEETING
    cast.season.save(update_fields=["phase"])
    for unit, points in ((cast.unit, {}), (cast.head_unit, {}), (cast.deputy_unit, {"II_1": 16})):
        factories.scored_report(unit, head=True, **points)
    settle, asked = partial(rulings.settle, cast.season, "XS", seen=0), [cast.unit.pk, cast.head_unit.pk]
    outcomes = race(
        lambda: settle(Said(asked, [cast.unit.pk], "Biểu quyết"), by=cast.head),
        lambda: settle(Said(asked, [cast.head_unit.pk], "Biểu quyết"), by=cast.deputy),
    )

    (ruling,) = GradeRuling.objects.all()
    (told,) = [each for each in outcomes if isinstance(each, Stale)]
    assert (became(outcomes), told.theirs["given"]) == (["Stale", "done"], ruling.given)
