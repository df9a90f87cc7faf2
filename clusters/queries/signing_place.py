"""Where a signature goes: under which text, for whom."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count

from clusters import clock
from clusters.enums import SignerCapacity
from clusters.models import Pact, PactAnnex, Participant, Season, Signature
from clusters.queries import post

SIDES_OF_ANNEX = 2


@dataclass(frozen=True)
class Place:
    """Under a pact, or under an annex to it: for a member, for the cluster by its head, or as witness.

    `participant` is None for the witness, and for the head where the cluster has none today.
    """

    pact: Pact
    participant: Participant | None = None
    capacity: str = SignerCapacity.MEMBER
    annex: PactAnnex | None = None

    @property
    def season(self) -> Season:
        return self.pact.season

    @property
    def text(self) -> str:
        return self.annex.text if self.annex else self.pact.frozen_text

    @property
    def text_hash(self) -> str:
        return self.annex.text_hash if self.annex else self.pact.frozen_hash

    @property
    def frozen_on(self) -> dt.date | None:
        """The day, in Vietnam, since which the text stands."""
        moment = self.annex.drawn_up_at if self.annex else self.pact.agreed_at
        return moment.astimezone(clock.ZONE).date() if moment else None

    @property
    def is_taken(self) -> bool:
        """Whether it is signed; one query."""
        under_this = Signature.objects.filter(pact=self.pact, text_hash=self.text_hash, capacity=self.capacity)
        if self.capacity == SignerCapacity.MEMBER:
            under_this = under_this.filter(participant=self.participant)
        return under_this.exists()

    def __str__(self) -> str:
        return self.pact.witness_body if self.capacity == SignerCapacity.WITNESS else str(self.participant)


def has_entered(participant: Participant) -> bool:
    """Whether a unit that joined late has entered the pact: its annex is signed by both sides; one query."""
    standing = PactAnnex.objects.standing().filter(participant=participant)
    return standing.annotate(sides=Count("signatures")).filter(sides=SIDES_OF_ANNEX).exists()


def of_witness(pact: Pact) -> Place:
    """The witness's place under a pact."""
    return Place(pact, capacity=SignerCapacity.WITNESS)


def of_unit(annex: PactAnnex) -> Place:
    """The place of the unit that joined late."""
    return Place(annex.pact, annex.participant, annex=annex)


def of_head(annex: PactAnnex, head: Participant | None = None) -> Place:
    """The place of the cluster, which whoever is its head today fills; one query where `head` is not given."""
    found = head or post.head_of(annex.pact.season)
    return Place(annex.pact, found, SignerCapacity.HEAD, annex)
