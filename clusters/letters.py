"""The words of a notice, put into the reader's language when it is shown or sent."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from clusters.enums import Event

SENTENCES = {
    Event.PERSON_REGISTERED: gettext_noop("An account was opened for you: {what}. Your user name is {username}."),
    Event.PERSON_APPOINTED: gettext_noop("You were appointed: {what}."),
    Event.SEASON_OPENED: gettext_noop("The emulation year {season} was opened; your unit takes part."),
    Event.SEASON_PHASE_MOVED: gettext_noop("{season} is now in the phase: {phase}."),
    Event.SEASON_EXTENDED: gettext_noop("{unit} may send its report of {season} until {until}."),
    Event.MOVEMENT_LAUNCHED: gettext_noop("A movement was launched: {movement}."),
    Event.PACT_AGREED: gettext_noop("The pact of {season} is agreed and waits for your unit's signature."),
    Event.PACT_REOPENED: gettext_noop("The pact of {season} was reopened: {reason}"),
    Event.PACT_SIGNED: gettext_noop("{unit} signed the pact of {season}."),
    Event.PACT_COMPLETED: gettext_noop("All members have signed the pact of {season}."),
    Event.REPORT_SIGNED: gettext_noop("The report of {unit} is signed off and can be submitted."),
    Event.REPORT_SIGNATURE_VOIDED: gettext_noop("A change voided the sign-off of the report of {unit}."),
    Event.REPORT_SUBMITTED: gettext_noop("{unit} submitted its report of {season}: receipt {receipt}."),
    Event.REPORT_RETURNED: gettext_noop("The report of {unit} was returned: {reason}"),
    Event.REPORT_ACCEPTED: gettext_noop("The report of {unit} was accepted for verification."),
    Event.TIE_SETTLED: gettext_noop("{season}: the meeting decided the order of {units}."),
    Event.GRADE_SETTLED: gettext_noop("{season}: the meeting decided on the grade {grade} of {units}."),
    Event.STANDING_SEALED: gettext_noop("The ranking of {season} was sealed."),
    Event.QUOTA_GRANTED: gettext_noop("{season}: {places} places for {award}."),
    Event.NOMINATION_PROPOSED: gettext_noop("{unit} was proposed for {award}."),
    Event.NOMINATION_APPROVED: gettext_noop("The nomination of {unit} for {award} was approved."),
    Event.NOMINATION_RETURNED: gettext_noop("The nomination of {unit} for {award} was returned: {reason}"),
    Event.NOMINATION_WITHDRAWN: gettext_noop("The nomination of {unit} for {award} was withdrawn."),
    Event.AWARD_DECISION_ISSUED: gettext_noop("Decision {number} was issued; it concerns {unit}."),
}


def sentence(event: str, values: dict[str, str]) -> str:
    """The notice in the active language. A value that is an enum's name is shown as it stands."""
    return _(SENTENCES[Event(event)]).format(**values)
