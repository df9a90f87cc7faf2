"""The cast at its meeting: a sealed ranking, a flag with one place, and what a deed needs."""

import pytest

from awards.services import nomination as nominations
from clusters.enums import Phase
from tests import factories
from tests.awards import steps


@pytest.fixture
def meeting(cast):
    """Phase MEETING, ranking sealed (Sở A first), one place of the flag."""
    return steps.at_the_meeting(cast)


@pytest.fixture
def proposed(meeting):
    """Sở A is proposed for the flag and the year is with the authority."""
    meeting.nomination = nominations.propose(
        meeting.season, meeting.flag, meeting.placings[0], achievement="Vượt mọi chỉ tiêu", by=meeting.head
    )
    steps.move(meeting.season, Phase.SUBMITTED)
    return meeting


@pytest.fixture
def approved(proposed):
    """… and approved by the official."""
    proposed.nomination = nominations.approve(proposed.nomination, by=proposed.official)
    return proposed


@pytest.fixture
def merit(meeting):
    """A second award, with two places."""
    award = factories.award("bk-bo", name="Bằng khen của Bộ", position=2)
    factories.quota(meeting.season, award, 2)
    return award
