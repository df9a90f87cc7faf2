"""Two people record the meeting's decision at once: one is told."""

import threading

import pytest
from django.db import connection

from clusters.enums import Phase
from clusters.errors import Stale
from clusters.models import GradeRuling, ScoringTableVersion
from clusters.services import grade_ruling as rulings
from clusters.services.grade_ruling import Said
from tests import factories
from tests.clusters.test_grade_ruling import GRADING


def record(cast, given, by, outcomes):
    asked = [cast.unit.pk, cast.head_unit.pk]
    try:
        outcomes.append(rulings.settle(cast.season, "XS", Said(asked, [given.pk], "Biểu quyết"), by=by, seen=0).given)
    except Stale as stale:
        outcomes.append(stale.theirs["given"])
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_the_second_is_told_what_the_first_recorded(transactional_db, cast):
    ScoringTableVersion.objects.filter(pk=cast.table.pk).update(grading=GRADING)
    cast.season.phase = Phase.MEETING
    cast.season.save(update_fields=["phase"])
    for unit, points in ((cast.unit, {}), (cast.head_unit, {}), (cast.deputy_unit, {"II_1": 16})):
        factories.scored_report(unit, head=True, **points)
    outcomes: list[list[int]] = []
    jobs = ((cast.unit, cast.head), (cast.head_unit, cast.deputy))
    threads = [threading.Thread(target=record, args=(cast, given, by, outcomes)) for given, by in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    (ruling,) = GradeRuling.objects.all()
    assert outcomes == [ruling.given, ruling.given]
