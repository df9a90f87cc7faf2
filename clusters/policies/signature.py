"""Who signs the pact and its annexes, or attaches the signed paper, and when."""

import datetime as dt

from django.utils.translation import gettext as _

from clusters.enums import PactState, Phase, SignerCapacity, phase_reached
from clusters.models import Cluster, Pact, Participant, Season, User
from clusters.queries import post
from clusters.queries.regulation import terms_of
from clusters.queries.signing_place import Place
from clusters.rulings import ALLOWED, Ruling, denied, first_refusal, not_now

DRAFTING = (Phase.PREPARING, Phase.PACT)
SIGNING = (*DRAFTING, Phase.RUNNING)


def may_sign(user: User, place: Place) -> Ruling:
    """On the page: the unit's leader for it, an official of the authority as witness; once under one text."""
    return judge(place, entitled=_signs_for(user, place), taken=place.is_taken)


def may_attach(user: User, place: Place) -> Ruling:
    """A paper that was signed: whoever works for the unit, an official for the witness; once under one text."""
    return judge(place, entitled=_attaches_for(user, place), taken=place.is_taken, attaching=True)


def judge(place: Place, *, entitled: bool, taken: bool, attaching: bool = False) -> Ruling:
    """The same where it is known whether the person stands for that side, and whether it has signed this text."""
    return first_refusal(
        lambda: ALLOWED if entitled else denied(_who(place, attaching)),
        lambda: _annex_open(place) if place.annex else _pact_open(place),
        lambda: not_now(_("{unit} has already signed this text.").format(unit=place)) if taken else ALLOWED,
    )


def may_sign_for_the_head(cluster: Cluster, on: dt.date) -> Ruling:
    """Whether by the cluster's regulations of that day a deputy may have signed for the head of a unit (ký thay)."""
    if terms_of(cluster, on).lets_deputy_sign:
        return ALLOWED
    problem = _("By the regulations of {cluster} no deputy signs. Have the paper signed by the head of the unit.")
    return not_now(problem.format(cluster=cluster))


def being_signed(pact: Pact) -> Ruling:
    """The text is agreed and a signature is missing."""
    if pact.state == PactState.SIGNING:
        return ALLOWED
    if pact.state == PactState.DRAFT:
        return not_now(_("The text is not agreed yet; the head of the cluster agrees it first."))
    return not_now(_("All members have signed the pact; it does not change any more."))


def may_print(pact: Pact) -> Ruling:
    """The paper to be signed: once the text is agreed, for a code of its own stands in the foot."""
    if pact.state != PactState.DRAFT:
        return ALLOWED
    return not_now(_("The text is not agreed yet; the head of the cluster agrees it first."))


def is_late(participant: Participant, pact: Pact) -> bool:
    """Whether the unit was admitted after the text was agreed, which therefore does not speak of it."""
    admitted, agreed = participant.admitted_at, pact.agreed_at
    return admitted is not None and agreed is not None and admitted > agreed


def _signs_for(user: User, place: Place) -> bool:
    if place.capacity == SignerCapacity.WITNESS:
        return witnesses(user, place.season)
    return place.participant is not None and post.leads(user, place.participant.organisation)


def _attaches_for(user: User, place: Place) -> bool:
    if place.capacity == SignerCapacity.WITNESS:
        return witnesses(user, place.season)
    return place.participant is not None and post.works_for(user, place.participant.organisation)


def witnesses(user: User, season: Season) -> bool:
    """In charge of emulation at the authority, and of no member of the year."""
    if not post.is_official_of(user, season.cluster.authority):
        return False
    return not Participant.objects.of(user).filter(season=season).exists()


def _who(place: Place, attaching: bool) -> str:
    if place.capacity == SignerCapacity.WITNESS:
        sentence = _("The witness is named by an official of {authority} who works for no member.")
        return sentence.format(authority=place.season.cluster.authority)
    if place.participant is None:
        return _("The head of the cluster signs, and there is none today.")
    if attaching:
        return _("Only the people of {unit} attach its signed paper.").format(unit=place)
    return _("Only the leader of {unit} signs for it.").format(unit=place)


def _pact_open(place: Place) -> Ruling:
    return first_refusal(
        lambda: being_signed(place.pact),
        lambda: _in_time(place.season),
        lambda: _witness_asked(place),
        lambda: stays(place.participant),
        lambda: _named_in_the_text(place),
    )


def _annex_open(place: Place) -> Ruling:
    return first_refusal(lambda: annexes_open(place.season), lambda: stays(place.participant), lambda: _stands(place))


def annexes_open(season: Season) -> Ruling:
    """Until the ranking is submitted."""
    if phase_reached(season.phase, Phase.SUBMITTED):
        return not_now(_("The ranking has been submitted; nothing more is signed in this year."))
    return ALLOWED


def _in_time(season: Season) -> Ruling:
    if season.phase in SIGNING:
        return ALLOWED
    return not_now(_("The time for signing the pact is over."))


def _witness_asked(place: Place) -> Ruling:
    if place.capacity != SignerCapacity.WITNESS or place.pact.witness_body:
        return ALLOWED
    return not_now(_("The text of this pact names no witness."))


def stays(participant: Participant | None) -> Ruling:
    """The unit has not left the year."""
    if participant is None or participant.left_on is None:
        return ALLOWED
    return not_now(_("{unit} no longer takes part.").format(unit=participant))


def _named_in_the_text(place: Place) -> Ruling:
    if place.participant is None or not is_late(place.participant, place.pact):
        return ALLOWED
    sentence = _("{unit} joined after the text was agreed. When the others have signed it signs an annex.")
    return not_now(sentence.format(unit=place))


def _stands(place: Place) -> Ruling:
    if place.annex and hasattr(place.annex, "replaced_by"):
        return not_now(_("The annex was drawn up again. Sign the newer one."))
    return ALLOWED
