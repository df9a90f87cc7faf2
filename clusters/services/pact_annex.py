"""Annexes: a unit that joined late enters the pact, which itself stays untouched."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, canonical, clock
from clusters.enums import Event
from clusters.errors import Conflict
from clusters.models import Pact, PactAnnex, Participant, User
from clusters.policies import pact_annex as policy
from clusters.queries import pact_annex as queries
from clusters.queries import post
from clusters.services import notice


@transaction.atomic
def draw_up(pact: Pact, participant: Participant, *, by: User) -> PactAnnex:
    """Freeze what the unit promises as an annex and ask both sides to sign it. One that is not signed by both yet is
    replaced where the unit has changed its targets since; signatures under it no longer count."""
    related = ("season__cluster__authority",)
    pact = Pact.objects.select_for_update(of=("self",)).select_related(*related).get(pk=pact.pk)
    participant = Participant.objects.select_related("organisation").get(pk=participant.pk)
    if participant.season_id != pact.season_id:
        raise Conflict(_("{unit} does not take part in this year.").format(unit=participant))
    standing = queries.standing_of(pact, participant)
    complete = standing is not None and queries.is_complete(standing)
    policy.may_draw_up(by, pact, participant, complete=complete).require()
    number = queries.number_of(pact, participant)
    text = queries.wording(pact, participant, number)
    if standing and standing.text == text:
        raise Conflict(_("The annex says just this already; it waits to be signed."))
    stamp = {"drawn_up_at": clock.now(), "drawn_up_by": by, "replaces": standing}
    said = {"number": number, "text": text, "text_hash": canonical.sha256(text)}
    annex = PactAnnex.objects.create(pact=pact, participant=participant, **said, **stamp)
    _tell(annex, by)
    return annex


def _tell(annex: PactAnnex, by: User) -> None:
    unit, pact = annex.participant, annex.pact
    after = {"unit": str(unit), "number": annex.number, "hash": annex.text_hash}
    audit.record(Event.PACT_ANNEX_DRAWN_UP, pact, by=by, after=after, organisation_id=unit.organisation_id)
    path, people = reverse("annex", args=[annex.pk]), post.people_of(unit.organisation)
    said = {"season": str(pact.season), "unit": str(unit)}
    notice.tell(Event.PACT_ANNEX_DRAWN_UP, pact, to=people, path=path, **said)
