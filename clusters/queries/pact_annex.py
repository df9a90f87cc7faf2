"""Annexes by which units that joined late enter a signed pact: their text, and who has signed them."""

from django.utils import translation
from django.utils.translation import gettext as _

from clusters import canonical
from clusters.models import Pact, PactAnnex, Participant
from clusters.queries import pact as pacts
from clusters.queries.signing_place import SIDES_OF_ANNEX


def wording(pact: Pact, participant: Participant, number: int) -> str:
    """The annex as one text in Vietnamese: it names the pact by its hash, the unit, and what that promises today."""
    promised = participant.targets.select_related("criterion").order_by("criterion__position")
    with translation.override("vi"):
        names = {"number": number, "season": pact.season, "code": canonical.code(pact.frozen_hash)}
        lines = [
            _("ANNEX NO. {number} TO THE EMULATION PACT").format(**names),
            str(pact.season),
            "",
            _("The pact").upper(),
            _("Emulation pact of {season}, text code {code}, SHA-256 {hash}.").format(**names, hash=pact.frozen_hash),
            "",
            _("The unit that joins the pact").upper(),
            str(participant),
            _("It promises the theme, the contents and the common targets of the pact like every member."),
            "",
            _("Targets of the unit").upper(),
            *pacts.promises_of(participant, list(promised)),
        ]
    return "\n".join(lines) + "\n"


def number_of(pact: Pact, participant: Participant) -> int:
    """The number of the unit's annex: it keeps it however often it is drawn up."""
    known = PactAnnex.objects.filter(pact=pact, participant=participant).values_list("number", flat=True).first()
    return known or PactAnnex.objects.filter(pact=pact).values("participant").distinct().count() + 1


def standing_of(pact: Pact, participant: Participant) -> PactAnnex | None:
    """The annex of the unit that no newer one replaces."""
    found = PactAnnex.objects.standing().filter(pact=pact, participant=participant)
    return found.select_related("participant__organisation").first()


def is_complete(annex: PactAnnex) -> bool:
    """Whether the unit and the head have both signed it."""
    return annex.signatures.count() == SIDES_OF_ANNEX
