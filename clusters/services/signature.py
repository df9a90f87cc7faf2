"""Signatures under the pact and its annexes: given on the page, or on paper that an officer attaches."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import Event, PactState, Phase, SignerCapacity, SigningWay, phase_reached
from clusters.errors import Conflict, Invalid
from clusters.models import Pact, PactAnnex, Participant, Signature, User
from clusters.policies import signature as policy
from clusters.queries import pact as pacts
from clusters.queries import pact_annex as annexes
from clusters.queries import post
from clusters.queries import signature as queries
from clusters.queries.signing_place import Place
from clusters.services import fact as facts
from clusters.services import notice
from clusters.services import signed_paper as papers
from clusters.services.signed_paper import Paper


@transaction.atomic
def sign(place: Place, *, by: User, seen: str, position: str = "") -> Signature:
    """The person signs the text whose hash they saw. With the last signature the pact, or the annex, is complete."""
    place = _locked(place)
    policy.may_sign(by, place).require()
    if seen != place.text_hash:
        raise Conflict(_("The text has changed since you opened it. Read it again, then sign."))
    _refuse_other_targets(place)
    return _put(place, by, {"signer_name": by.name[:150], "signer_position": position.strip()})


@transaction.atomic
def attach(place: Place, paper: Paper, *, by: User) -> Signature:
    """Keep a paper that was signed under this text. A PDF that carries digital signatures is kept as such, with what
    they say; where one of them is broken it is refused (Invalid, as for a paper of another text)."""
    read = papers.read(paper.file)
    place = _locked(place)
    policy.may_attach(by, place).require()
    papers.refuse_earlier(read, place.frozen_on)
    if paper.for_head:
        policy.may_sign_for_the_head(place.season.cluster, paper.signed_on).require()
    _refuse_other_targets(place)
    _refuse_unsound(place, paper, by)
    stored = papers.store(paper, by)
    if refusal := queries.refusal_of_file(place, stored.sha256):
        raise Invalid({"file": refusal})
    return _put(place, by, papers.described(paper, read, stored))


def complete_if_whole(pact: Pact, by: User) -> None:
    """With the last signature that was missing the pact is signed; the caller holds its lock."""
    if pact.state != PactState.SIGNING or not pacts.is_whole(pact):
        return
    pact.state = PactState.SIGNED
    pact.save(update_fields=["state"])
    audit.record(Event.PACT_COMPLETED, pact, by=by, after={"hash": pact.frozen_hash})
    _tell(Event.PACT_COMPLETED, pact, post.people_of_season(pact.season))


def _locked(place: Place) -> Place:
    """Everything read again under the lock of the pact."""
    related = ("season__cluster__authority",)
    pact = Pact.objects.select_for_update(of=("self",)).select_related(*related).get(pk=place.pact.pk)
    participant, annex = place.participant, place.annex
    if participant is not None:
        participant = Participant.objects.select_related("organisation").get(pk=participant.pk)
        if participant.season_id != pact.season_id:
            raise Conflict(_("{unit} does not take part in this year.").format(unit=participant))
    if annex is not None:
        annex = PactAnnex.objects.select_related("participant__organisation", "replaced_by").get(pk=annex.pk)
    return Place(pact, participant, place.capacity, annex)


def _put(place: Place, by: User, said: dict[str, Any]) -> Signature:
    where = {"pact": place.pact, "annex": place.annex, "capacity": place.capacity, "participant": place.participant}
    stamp = {"text_hash": place.text_hash, "signed_at": clock.now(), "signed_by": by}
    signature = Signature.objects.create(**where, **stamp, **said)
    _record(place, signature, by)
    if place.annex:
        _complete_annex(place, by)
        return signature
    if place.participant and phase_reached(place.season.phase, Phase.RUNNING):
        facts.push_signatures(place.pact, [(place.participant, True)], by=by)
    complete_if_whole(place.pact, by)
    return signature


def _record(place: Place, signature: Signature, by: User) -> None:
    event = Event.PACT_WITNESSED if place.capacity == SignerCapacity.WITNESS else Event.PACT_SIGNED
    event = Event.PACT_ANNEX_SIGNED if place.annex else event
    after = {"unit": str(place), "hash": place.text_hash, "way": str(SigningWay(signature.way))}
    if signature.file:
        after |= {"file": signature.file.sha256, **({"for_head": "yes"} if signature.for_head else {})}
    unit = place.participant.organisation_id if place.participant else None
    audit.record(event, place.pact, by=by, after=after, organisation_id=unit)
    _tell(event, place.pact, post.people_at_the_head(place.season), unit=str(place))


def _complete_annex(place: Place, by: User) -> None:
    annex = place.annex
    if annex is None or not annexes.is_complete(annex):
        return
    unit = annex.participant
    after = {"unit": str(unit), "number": annex.number, "hash": annex.text_hash}
    audit.record(Event.PACT_ANNEX_COMPLETED, place.pact, by=by, after=after, organisation_id=unit.organisation_id)
    people = [*post.people_of(unit.organisation), *post.people_at_the_head(place.season)]
    _tell(Event.PACT_ANNEX_COMPLETED, place.pact, people, unit=str(unit))
    if phase_reached(place.season.phase, Phase.RUNNING):
        facts.push_signatures(place.pact, [(unit, True)], by=by)


def _tell(event: Event, pact: Pact, people, **values: str) -> None:
    path = reverse("pact", args=[pact.season_id])
    notice.tell(event, pact, to=people, path=path, season=str(pact.season), **values)


def _refuse_other_targets(place: Place) -> None:
    """The targets of a unit that joined late may change until its annex is signed by both."""
    annex = place.annex
    if annex and annexes.wording(place.pact, annex.participant, annex.number) != annex.text:
        raise Conflict(_("The targets changed after the annex was drawn up. The head draws it up again, then sign."))


def _refuse_unsound(place: Place, paper: Paper, by: User) -> None:
    problems = papers.problems_of(paper, frozen_on=place.frozen_on, for_unit=place.participant is not None)
    if refusal := queries.refusal_of_code(place, paper.code, by):
        problems["code"] = refusal
    if problems:
        raise Invalid(problems)
