"""The words of a notice, put into the reader's language when it is shown or sent."""

from collections import defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from clusters.enums import Event

SENTENCES = {
    Event.PERSON_REGISTERED: gettext_noop("An account was opened for you: {what}. Your user name is {username}."),
    Event.PERSON_APPOINTED: gettext_noop("You were appointed: {what}."),
    Event.POST_TRANSFERRED: gettext_noop("Your post passes from {before} to {what} on {on}."),
    Event.CLUSTER_ENDED: gettext_noop("{cluster} ends on {on}; decision {number}."),
    Event.CLUSTER_REGROUPED: gettext_noop("Your unit belongs to {cluster} from {on}; decision {number}."),
    Event.CLUSTER_PASSED_ON: gettext_noop("{cluster} is run by {authority} from {on}; decision {number}."),
    Event.SEASON_OPENED: gettext_noop("The emulation year {season} was opened; your unit takes part."),
    Event.SEASON_PHASE_MOVED: gettext_noop("{season} is now in the phase: {phase}."),
    Event.ELECTION_PROPOSED: gettext_noop("{season}: {head} is proposed as the head of {year}."),
    Event.ELECTION_DECIDED: gettext_noop("{season}: the conference elected {head} as the head of {year}."),
    Event.HANDOVER_GIVEN: gettext_noop("{season}: {giver} handed the work of the head over to {receiver}."),
    Event.HANDOVER_RETURNED: gettext_noop("{season}: {receiver} returned the hand-over: {reason}"),
    Event.HANDOVER_RECEIVED: gettext_noop("{season}: {receiver} confirmed the hand-over of {giver}."),
    Event.SEASON_EXTENDED: gettext_noop("{unit} may send its report of {season} until {until}."),
    Event.EXTENSION_CHANGED: gettext_noop(
        "{report} may now be sent in until {until}, no longer until {before}: {reason}"
    ),
    Event.EXTENSION_WITHDRAWN: gettext_noop(
        "The time given until {before} was withdrawn: {reason} {report} is due by {until}."
    ),
    Event.EXEMPLAR_IDENTIFIED: gettext_noop("{unit} proposes an exemplar: {exemplar}."),
    Event.EXEMPLAR_MOVED: gettext_noop("{exemplar} is now: {stage}."),
    Event.EXEMPLAR_DROPPED: gettext_noop("{exemplar} is not carried on: {reason}"),
    Event.EXEMPLAR_TAKEN_UP: gettext_noop("{unit} has taken up {exemplar}."),
    Event.SEASON_UNIT_ADMITTED: gettext_noop("{unit} takes part in {season} from {day} on."),
    Event.SEASON_UNIT_LEFT: gettext_noop("{unit} takes part in {season} until {day}: {reason}"),
    Event.ACTIVITY_PLANNED: gettext_noop(
        "Planned: {activity}, from {day}, {place}. Please say whether your unit takes part."
    ),
    Event.ACTIVITY_CHANGED: gettext_noop(
        "Days or place have changed; please answer again: {activity}, from {day}, {place}."
    ),
    Event.ACTIVITY_CANCELLED: gettext_noop("{activity} was cancelled: {reason}"),
    Event.CONTRIBUTION_PLANNED: gettext_noop("{season}: each unit contributes {amount} đồng by {day}."),
    Event.CONTRIBUTION_RECORDED: gettext_noop("{season}: the contribution of {unit} was recorded: {amount} đồng."),
    Event.CONTRIBUTION_RETURNED: gettext_noop("{season}: {amount} đồng were returned to {unit}: {reason}"),
    Event.CONTRIBUTION_TAKEN_BACK: gettext_noop("{season}: {amount} đồng of {unit} were taken back: {reason}"),
    Event.CONTRIBUTIONS_CLOSED: gettext_noop(
        "{season}: the account of contributions is closed; {balance} đồng are left."
    ),
    Event.CONTRIBUTIONS_REOPENED: gettext_noop("{season}: the account of contributions was reopened: {reason}"),
    Event.PROGRAMME_DRAFTED: gettext_noop("{lead} asks your unit to join a coordination programme: {programme}."),
    Event.PROGRAMME_CHANGED: gettext_noop("{lead} changed a coordination programme; please answer again: {programme}."),
    Event.PROGRAMME_LEFT_OUT: gettext_noop(
        "{lead} no longer asks your unit to join the coordination programme {programme}."
    ),
    Event.PROGRAMME_ANSWERED: gettext_noop("{unit} answered on the coordination programme {programme}: {answer}."),
    Event.PROGRAMME_AGREED: gettext_noop("The coordination programme is agreed: {programme}."),
    Event.PROGRAMME_RESULT: gettext_noop(
        "The result of {year} was entered for the coordination programme {programme}."
    ),
    Event.PROGRAMME_ENDED: gettext_noop("The coordination programme has ended: {programme}."),
    Event.PROGRAMME_CANCELLED: gettext_noop("The coordination programme {programme} was cancelled: {reason}"),
    Event.DOCUMENT_ADDED: gettext_noop("New in the library: {title}. To be read by: {day}."),
    Event.DOCUMENT_RENEWED: gettext_noop("New version in the library: {title}. To be read by: {day}."),
    Event.PARTICIPANT_NOT_CONSIDERED: gettext_noop("{unit} is not considered in {season}: {reason}"),
    Event.PARTICIPANT_CONSIDERED: gettext_noop("{unit} is considered in {season} again: its report was accepted."),
    Event.MOVEMENT_LAUNCHED: gettext_noop("A movement was launched: {movement}."),
    Event.MEETING_CALLED: gettext_noop("You are invited: {meeting}, {moment}, {place}. Please reply."),
    Event.MEETING_CHANGED: gettext_noop(
        "Time or place has changed: {meeting}, now {moment}, {place}. Please reply again."
    ),
    Event.PROPOSAL_MADE: gettext_noop("{unit} made a proposal that waits for your answer: {meeting}."),
    Event.PROPOSAL_ANSWERED: gettext_noop("A proposal was answered: {meeting}."),
    Event.PROPOSAL_SETTLED: gettext_noop("What was promised on your proposal is done: {meeting}."),
    Event.MINUTES_ADOPTED: gettext_noop("The minutes are adopted: {meeting}."),
    Event.MINUTES_CORRECTED: gettext_noop("The adopted minutes were corrected by newer ones: {meeting}."),
    Event.MEETING_CANCELLED: gettext_noop("{meeting} was cancelled: {reason}"),
    Event.REGULATION_SENT_OUT: gettext_noop("{regulation}: a draft is out for comments until {until}."),
    Event.REGULATION_TAKEN_BACK: gettext_noop("{regulation}: the draft was taken back: {reason}"),
    Event.REGULATION_WITHDRAWN: gettext_noop("{regulation}: the draft was withdrawn: {reason}"),
    Event.REGULATION_COMMENTED: gettext_noop("{regulation}: {unit} commented on the draft."),
    Event.REGULATION_ANSWERED: gettext_noop("{regulation}: the comment of {unit} was answered."),
    Event.REGULATION_ADOPTED: gettext_noop("{regulation}: adopted by the meeting, in force from {day}."),
    Event.REGULATION_ISSUED: gettext_noop("A model was issued that your cluster may start from: {regulation}."),
    Event.MOVEMENT_AMENDED: gettext_noop("The movement {movement} was amended: {reason}"),
    Event.MOVEMENT_REVIEWED: gettext_noop("{review} of the movement {movement} was recorded."),
    Event.MOVEMENT_PRAISE_PROPOSED: gettext_noop("{unit} proposes praise in the movement {movement}: {name}."),
    Event.MOVEMENT_PRAISE_SETTLED: gettext_noop("{outcome}: praise for {name} in the movement {movement}."),
    Event.QUESTION_ASKED: gettext_noop("{unit} asks: {title}"),
    Event.QUESTION_ANSWERED: gettext_noop("{unit} answered: {title}"),
    Event.ANSWER_CORRECTED: gettext_noop("{unit} corrected its answer: {title}"),
    Event.QUESTION_SETTLED: gettext_noop("{unit} says that your unit's answer settles it: {title}"),
    Event.INFORMATION_ASKED: gettext_noop("{unit} requests information by {day}: {title}"),
    Event.INFORMATION_REPLIED: gettext_noop("{unit} replied to a request: {title}"),
    Event.STATISTIC_DEFINED: gettext_noop(
        "The members share a new statistic: {name}. Please enter your unit's figures."
    ),
    Event.PACT_AGREED: gettext_noop("The pact of {season} is agreed and waits for your unit's signature."),
    Event.PACT_REOPENED: gettext_noop("The pact of {season} was reopened: {reason}"),
    Event.PACT_SIGNED: gettext_noop("{unit} signed the pact of {season}."),
    Event.PACT_WITNESSED: gettext_noop("{unit} signed the pact of {season} as witness."),
    Event.PACT_COMPLETED: gettext_noop("All members have signed the pact of {season}."),
    Event.PACT_ANNEX_DRAWN_UP: gettext_noop("An annex to the pact of {season} waits for the signature of {unit}."),
    Event.PACT_ANNEX_SIGNED: gettext_noop("{unit} signed an annex to the pact of {season}."),
    Event.PACT_ANNEX_COMPLETED: gettext_noop("{unit} has entered the pact of {season} by an annex."),
    Event.PERIOD_REPORT_SIGNED: gettext_noop("{report} is signed off and can be submitted."),
    Event.PERIOD_REPORT_SIGNATURE_VOIDED: gettext_noop(
        "{report} has to be signed again: {who} changed {criteria} after the signature. {changes}"
    ),
    Event.PERIOD_REPORT_SUBMITTED: gettext_noop("{report} was sent in: receipt {receipt}. {season}."),
    Event.PERIOD_REPORT_RETURN_ASKED: gettext_noop("{unit} asks you to return {report}, to mend it: {reason}"),
    Event.PERIOD_REPORT_RETURNED: gettext_noop("{report} was returned: {reason}"),
    Event.PERIOD_REPORT_ACCEPTED: gettext_noop("{report} was accepted."),
    Event.PERIOD_EXTENDED: gettext_noop("{report} may be sent in until {until}."),
    Event.REMINDED_BEFORE: gettext_noop("{what}: due by {until}, days left: {days}."),
    Event.REMINDED_TODAY: gettext_noop("{what}: due today, by {until}."),
    Event.REMINDED_OVERDUE: gettext_noop("{what}: was due by {until} and is not there yet. {late}"),
    Event.REMINDED_ABOVE: gettext_noop(
        "{what}: was due by {until} and is not there yet, days over: {days}. {late} It is with: {people}."
    ),
    Event.REPORT_PART_ASSIGNED: gettext_noop("Report of {unit}: please fill in {criteria} by {until}."),
    Event.REPORT_PART_CHANGED: gettext_noop("Report of {unit}: now {person} fills in {criteria} by {until}."),
    Event.REPORT_PART_WITHDRAWN: gettext_noop("Report of {unit}: you need not fill in {criteria} any more."),
    Event.REPORT_SIGNED: gettext_noop("The report of {unit} is signed off and can be submitted."),
    Event.REPORT_SIGNATURE_VOIDED: gettext_noop(
        "The report of {unit} has to be signed again: {who} changed {criteria} after the signature. {changes}"
    ),
    Event.REPORT_SUBMITTED: gettext_noop("{unit} submitted its report of {season}: receipt {receipt}."),
    Event.REPORT_RETURN_ASKED: gettext_noop("{unit} asks you to return its report of {season}, to mend it: {reason}"),
    Event.REPORT_RETURNED: gettext_noop("The report of {unit} was returned: {reason}"),
    Event.EVIDENCE_FILE_TAKEN_DOWN: gettext_noop("The evidence file “{file}” was taken down: {reason}"),
    Event.EVIDENCE_NO_LONGER_COUNTS: gettext_noop(
        "{unit}: a virus was found in the evidence file “{file}”; it no longer counts for {criteria}."
    ),
    Event.EVIDENCE_FILE_INFECTED: gettext_noop(
        "A virus was found in the evidence file “{file}” ({finding}). Nobody can open it; bring a clean one."
    ),
    Event.REPORT_ACCEPTED: gettext_noop("The report of {unit} was accepted for verification."),
    Event.TIE_SETTLED: gettext_noop("{season}: the meeting decided the order of {units}."),
    Event.GRADE_SETTLED: gettext_noop("{season}: the meeting decided on the grade {grade} of {units}."),
    Event.STANDING_SEALED: gettext_noop("The ranking of {season} was sealed."),
    Event.QUOTA_GRANTED: gettext_noop("{season}: {places} places for {award}."),
    Event.REGISTRATION_SENT: gettext_noop("{unit} sent its registration for {season}."),
    Event.REGISTRATION_AMENDED: gettext_noop("{unit} amended its registration for {season}: {reason}"),
    Event.REGISTRATION_CONSOLIDATED: gettext_noop("The registrations of {season} were consolidated: {receipt}."),
    Event.REGISTRATION_DUE_SET: gettext_noop("Registrations of {season} are due by {due}."),
    Event.NOMINATION_PROPOSED: gettext_noop("{unit} was proposed for {award}."),
    Event.NOMINATION_APPROVED: gettext_noop("The nomination of {unit} for {award} was approved."),
    Event.NOMINATION_RETURNED: gettext_noop("The nomination of {unit} for {award} was returned: {reason}"),
    Event.NOMINATION_WITHDRAWN: gettext_noop("The nomination of {unit} for {award} was withdrawn."),
    Event.AWARD_DECISION_ISSUED: gettext_noop("Decision {number} was issued; it concerns {unit}."),
}


def sentence(event: str, values: dict[str, str]) -> str:
    """The notice in the active language. A value that is an enum's name is shown as it stands; one that a notice of
    earlier days does not have is left out."""
    return _(SENTENCES[Event(event)]).format_map(defaultdict(str, values)).strip()
